internal import JSON

/// The endings that tell in what money a name is: `amount_minor`, `priceCents`, `bid_usd`, `amount_eth`.
enum MoneyName {
    private static let minorEndings: [StaticString] = ["minor", "cents", "pence"]

    /// The name in two: before and after the last separator, or before the last capital that follows a small letter.
    static func split(_ name: JSONText) -> (stem: JSONText, ending: UnsafeRawBufferPointer)? {
        let bytes = name.bytes
        guard bytes.count > 4, bytes.count <= 40 else { return nil }
        var at = bytes.count - 1
        while at > 1 {
            if bytes[at] == UInt8(ascii: "_") || bytes[at] == UInt8(ascii: "-") { break }
            if bytes[at] &- 0x41 < 26, bytes[at - 1] &- 0x61 < 26 { break }
            at -= 1
        }
        guard at > 1 else { return nil }
        let isLetter = bytes[at] &- 0x41 < 26
        let ending = UnsafeRawBufferPointer(rebasing: bytes[(isLetter ? at : at + 1)...])
        return (JSONText(UnsafeRawBufferPointer(rebasing: bytes[..<at])), ending)
    }

    static func isMinor(_ ending: UnsafeRawBufferPointer) -> Bool {
        minorEndings.contains { ending.equalsIgnoringCase($0) }
    }

    static func isCurrency(_ ending: UnsafeRawBufferPointer) -> Bool { Currency(listed: JSONText(ending)) != nil }
}
