/// The beginning of a refusal's body, for its text: by length, in chunks, or to the end of the transport (RFC 9112 §6).
public struct BodyExcerpt: Sendable {
    public private(set) var bytes: [UInt8] = []
    private var framing: Framing

    /// The most that is kept.
    public static let limit = 4 << 10

    private enum Framing {
        case remaining(Int)
        case untilEnd
        case chunks(ChunkedDecoder)
    }

    public init(fields: [HeaderField]) {
        if fields.hasToken("chunked", in: "Transfer-Encoding") {
            framing = .chunks(ChunkedDecoder())
        } else if let text = fields.values(of: "Content-Length").first, let length = UInt(text) {
            framing = .remaining(Int(clamping: length))
        } else {
            framing = .untilEnd
        }
    }

    /// Whether the body, or as much of it as is kept, is there.
    public var isComplete: Bool {
        guard bytes.count < Self.limit else { return true }
        switch framing {
        case .remaining(let count): return count == 0
        case .untilEnd: return false
        case .chunks(let decoder): return decoder.isComplete
        }
    }

    public mutating func receive(_ byte: UInt8) {
        guard !isComplete else { return }
        switch framing {
        case .remaining(let count):
            framing = .remaining(count - 1)
            bytes.append(byte)
        case .untilEnd:
            bytes.append(byte)
        case .chunks(var decoder):
            if decoder.isData(byte) {
                bytes.append(byte)
            }
            framing = .chunks(decoder)
        }
    }
}
