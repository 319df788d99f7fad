/// Takes the chunked coding off a body (RFC 9112 §7.1). What is malformed ends it; trailers are not waited for.
struct ChunkedDecoder: Sendable {
    private enum State {
        case size(Int)
        case skippingExtension(Int)
        case data(Int)
        case afterData
        case complete
    }

    private var state = State.size(0)

    /// Chunks larger than this are malformed.
    private static let sizeLimit = 1 << 40

    var isComplete: Bool {
        guard case .complete = state else { return false }
        return true
    }

    /// Whether the next byte belongs to the body.
    mutating func isData(_ byte: UInt8) -> Bool {
        switch state {
        case .size(let size):
            state = Self.afterSizeByte(byte, size)
        case .skippingExtension(let size):
            guard byte == 0x0A else { break }
            state = size > 0 ? .data(size) : .complete
        case .data(let count):
            state = count > 1 ? .data(count - 1) : .afterData
            return true
        case .afterData:
            guard byte != 0x0D else { break }
            state = byte == 0x0A ? .size(0) : .complete
        case .complete:
            break
        }
        return false
    }

    private static func afterSizeByte(_ byte: UInt8, _ size: Int) -> State {
        if let digit = Character(UnicodeScalar(byte)).hexDigitValue {
            return size < sizeLimit ? .size(size << 4 | digit) : .complete
        }
        switch byte {
        case 0x0A: return size > 0 ? .data(size) : .complete
        case 0x0D, 0x20, 0x09, UInt8(ascii: ";"): return .skippingExtension(size)
        default: return .complete
        }
    }
}
