public import Domain

/// `--format raw`: the message's data alone, a line each.
///
/// It is what the envelope kept as `raw`, or else the data of a `message`. JSON is printed as it came. Text is too, but
/// for line breaks and controls, which are spelled as in JSON (`\n`, `\r`, `\u001b`) so that a message stays one line;
/// a backslash that came stays one backslash, so whoever needs to tell the two apart asks for JSON lines. Bytes are
/// printed in base 64.
public struct RawLine: Sendable {
    public init() {}

    /// Appends one line; false, and nothing, where there is no data to print.
    public func append(_ envelope: Envelope, to line: inout LineBuffer) -> Bool {
        if let raw = envelope.raw {
            append(raw, to: &line)
            return true
        }
        guard case .message(.some(let data)) = envelope.event else { return false }
        append(data, to: &line)
        return true
    }

    private func append(_ data: Payload, to line: inout LineBuffer) {
        switch data {
        case .json(let json): line.escape(json, .document)
        case .text(let text): line.escape(text, .tabs)
        case .binary(let bytes): line.base64(bytes)
        }
        line.append(UInt8(ascii: "\n"))
    }
}
