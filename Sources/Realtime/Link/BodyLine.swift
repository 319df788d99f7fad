internal import HTTP1

/// What of an answer's body is fit to be told in a line.
enum BodyLine {
    /// The most bytes that are told.
    static let limit = 200

    /// The first line of a text, but not of a page's markup or of anything that is no text.
    static func read(_ body: [UInt8], _ fields: [HeaderField]) -> String? {
        guard value("Content-Encoding", fields) == nil, !isPage(body, fields) else { return nil }
        guard let line = firstLine(body), !line.contains(0) else { return nil }
        return text(line.prefix(limit))
    }

    /// Whether it is a page for a browser, by its type or its first character.
    static func isPage(_ body: [UInt8], _ fields: [HeaderField]) -> Bool {
        value("Content-Type", fields)?.contains("html") == true || firstLine(body)?.first == UInt8(ascii: "<")
    }

    /// The first line that is not empty, from its first character.
    private static func firstLine(_ body: [UInt8]) -> ArraySlice<UInt8>? {
        body.split { $0 == 0x0A || $0 == 0x0D }.lazy.map { $0.drop { $0 == 0x20 || $0 == 0x09 } }.first { !$0.isEmpty }
    }

    /// As much of a text as is told.
    static func clipped(_ line: String) -> String {
        text(Array(line.utf8)[...].prefix(limit)) ?? ""
    }

    /// `nil` where it is not UTF-8, apart from a character that is cut off.
    static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        (0..<4).lazy.compactMap { String(validating: bytes.dropLast($0), as: UTF8.self) }.first
    }

    private static func value(_ name: String, _ fields: [HeaderField]) -> String? {
        fields.values(of: name).first.flatMap { $0.isEmpty ? nil : $0.lowercased() }
    }
}
