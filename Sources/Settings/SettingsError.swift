/// What is wrong in a file that a person has written: where, and what was expected.
public struct SettingsError: Error, Hashable, Sendable {
    /// The file as the reader was told to call it; nil where the fault is in no file.
    public let path: String?
    /// Where the key stands, or else the table that holds it.
    public let place: TextPlace?
    /// The key's path, such as `roles.auction.leading`; empty for a fault in the notation.
    public let key: String
    /// What was expected, or what is the matter.
    public let advice: String

    public init(path: String? = nil, place: TextPlace? = nil, key: String = "", _ advice: String) {
        self.path = path
        self.place = place
        self.key = key
        self.advice = advice
    }
}

/// A place in a text; both from 1.
public struct TextPlace: Hashable, Sendable {
    public var line: Int
    /// In characters.
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

extension SettingsError: CustomStringConvertible {
    /// `FILE:LINE:COLUMN: key.path: what was expected`, without the parts that are not known.
    public var description: String {
        let position = place.map { ":\($0.line):\($0.column)" } ?? ""
        let parts = [path.map { $0 + position }, key, advice]
        return Self.printable(parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": "))
    }

    /// A file may come from somebody else: its names must not steer the terminal on which an error is printed.
    private static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isPrintable ? $0 : "\u{FFFD}" }))
    }
}

extension Unicode.Scalar {
    /// Neither a control nor one that acts unseen, such as those that turn the reading direction.
    var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
