/// A place in TOML text that moves on by what the notation is made of.
struct TOMLCursor {
    let text: [UInt8]
    private(set) var at = 0

    init(_ text: String) {
        self.text = Array(text.utf8)
    }

    /// Past spaces, tabs and further bytes; and what stands there, nil at the end.
    mutating func next(past bytes: [UInt8] = []) -> UInt8? {
        while at < text.count,
            text[at] == UInt8(ascii: " ") || text[at] == UInt8(ascii: "\t") || bytes.contains(text[at])
        {
            at += 1
        }
        return at < text.count ? text[at] : nil
    }

    /// Past line ends and comments too.
    mutating func nextOnAnyLine(past bytes: [UInt8] = []) -> UInt8? {
        while let byte = next(past: bytes + [UInt8(ascii: "\r"), UInt8(ascii: "\n")]) {
            guard byte == UInt8(ascii: "#") else { return byte }
            skipLine()
        }
        return nil
    }

    mutating func advance() {
        if at < text.count { at += 1 }
    }

    /// To the end of the line.
    mutating func skipLine() {
        skip { $0 != UInt8(ascii: "\n") }
    }

    /// Past a number, a date or a truth value.
    mutating func skipWord() {
        skip { !Array(",]}#\n".utf8).contains($0) }
    }

    /// `a."b.c".d` in its parts, up to what follows.
    mutating func keys() -> [String] {
        var keys = [""]
        while let byte = next() {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): keys[keys.count - 1] = string()
            case UInt8(ascii: "."):
                keys.append("")
                advance()
            case let byte where Self.isBare(byte):
                let start = at
                skip(while: Self.isBare)
                keys[keys.count - 1] = String(decoding: text[start..<at], as: UTF8.self)
            default: return keys
            }
        }
        return keys
    }

    /// Past a text in quotes, of which there may be three; what is between them, its escapes as they are written.
    @discardableResult
    mutating func string() -> String {
        guard at < text.count else { return "" }
        let quote = text[at]
        let isLong = text[at...].starts(with: [quote, quote, quote])
        let length = isLong ? 3 : 1
        let start = at + length
        at = start
        while at < text.count, text[at] != quote || isLong && !text[at...].starts(with: [quote, quote, quote]) {
            at += quote == UInt8(ascii: "\"") && text[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        let end = min(at, text.count)
        at = min(end + length, text.count)
        // A long text may end in quotes of its own.
        if isLong { skip { $0 == quote } }
        return String(decoding: text[start..<end], as: UTF8.self)
    }

    private mutating func skip(while isMeant: (UInt8) -> Bool) {
        while at < text.count, isMeant(text[at]) { at += 1 }
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...:
            true
        default: false
        }
    }
}
