internal import JSON

/// A text to send in which `{secret}` and `{channel}` stand for the feed's secret and for a channel.
///
/// In a JSON document what is put in is escaped, for it stands inside a string; in any other text it stands as it is.
struct MessageTemplate: Hashable, Sendable {
    private enum Part: Hashable {
        case text(String)
        case secret
        case channel
    }

    private let parts: [Part]
    private let isJSON: Bool

    init(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let (range, part) = Self.nextMark(in: rest) {
            parts.append(.text(String(rest[..<range.lowerBound])))
            parts.append(part)
            rest = rest[range.upperBound...]
        }
        self.parts = parts + [.text(String(rest))]
        isJSON = (try? JSONDocument().read(text) { _ in true }) ?? false
    }

    private static func nextMark(in text: Substring) -> (Range<Substring.Index>, Part)? {
        let marks = [(text.firstRange(of: "{secret}"), Part.secret), (text.firstRange(of: "{channel}"), .channel)]
        return marks.compactMap { range, part in range.map { ($0, part) } }
            .min { $0.0.lowerBound < $1.0.lowerBound }
    }

    var namesSecret: Bool { parts.contains(.secret) }
    var namesChannel: Bool { parts.contains(.channel) }

    /// The text to send.
    func filled(secret: String, channel: String = "") -> [UInt8] {
        parts.flatMap { part in
            switch part {
            case .text(let text): Array(text.utf8)
            case .secret: inserted(secret)
            case .channel: inserted(channel)
            }
        }
    }

    private func inserted(_ value: String) -> [UInt8] {
        guard isJSON else { return Array(value.utf8) }
        var writer = JSONWriter()
        writer.string(value)
        return Array(writer.bytes.dropFirst().dropLast())
    }
}
