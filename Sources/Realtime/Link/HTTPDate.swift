public import Domain

/// HTTP's dates in the form that senders must use, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7, IMF-fixdate).
public enum HTTPDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    /// Where the form has which byte.
    private static let marks: [(place: Int, byte: UInt8)] = [
        (3, UInt8(ascii: ",")), (4, UInt8(ascii: " ")), (7, UInt8(ascii: " ")), (11, UInt8(ascii: " ")),
        (16, UInt8(ascii: " ")), (22, UInt8(ascii: ":")),
    ]

    /// The beginning of the second that a date between 1973 and 2200 names; nil for anything else, also for the obsolete forms.
    ///
    /// The name of the day is not held against the date. A leap second counts as the one after it.
    public static func timestamp(_ text: String) -> Timestamp? {
        let bytes = Array(text.utf8)
        guard bytes.count == 29, marks.allSatisfy({ bytes[$0.place] == $0.byte }), text.hasSuffix(" GMT") else {
            return nil
        }
        func word(_ start: Int) -> String { String(decoding: bytes[start..<start + 3], as: UTF8.self) }
        guard days.contains(word(0)), let month = months.firstIndex(of: word(8)) else { return nil }
        let number = (month < 9 ? "-0" : "-") + "\(month + 1)-"
        // The same moment as RFC 3339 has it.
        let moment = bytes[12..<16] + Array(number.utf8) + bytes[5..<7] + [UInt8(ascii: "T")] + bytes[17..<25]
        return moment.withUnsafeBytes(MomentReader.parse)
    }
}
