/// The head of a frame (RFC 6455 §5.2).
struct FrameHeader: Sendable {
    var isFinal: Bool
    var opcode: Opcode
    /// Bytes of payload.
    var length: Int
    var maskingKey: UInt32?
    /// Bytes of the head itself, 2–14.
    var size: Int

    /// The longest head: two bytes, a length of eight, a key of four.
    static let maximumSize = 14

    /// What the bytes at hand are.
    enum Scan {
        case incomplete
        case header(FrameHeader)
        case violation(Violation)
    }

    /// What a head is judged against.
    struct Context {
        /// Whether the peer masks its frames: a client must, a server must not (§5.1).
        var isMasked: Bool
        /// Whether the fragments of a message are still coming.
        var isMessageOpen: Bool
        /// Bytes the message may still grow by.
        var room: Int
        var extensions: Extensions
    }
}

// MARK: - Reading

extension FrameHeader {
    /// Judges the head at the start of `bytes`, each part of it as soon as it is there.
    @inline(__always)
    static func scan(_ bytes: UnsafeRawBufferPointer, in context: Context) -> Scan {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return .incomplete }
        let first = base.load(as: UInt8.self)
        let isFinal = first & 0x80 != 0
        guard let opcode = Opcode(rawValue: first & 0x0F) else { return .violation(.reservedOpcode) }
        if let violation = violation(first, opcode: opcode, isFinal: isFinal, in: context) {
            return .violation(violation)
        }
        guard bytes.count > 1 else { return .incomplete }
        let second = base.load(fromByteOffset: 1, as: UInt8.self)
        let isMasked = second & 0x80 != 0
        guard isMasked == context.isMasked else {
            return .violation(isMasked ? .maskedByServer : .unmaskedByClient)
        }
        let short = second & 0x7F
        guard !opcode.isControl || short <= 125 else { return .violation(.longControl) }
        let (length, size): (Int, Int)
        switch scanLength(base, count: bytes.count, short: short) {
        case .incomplete: return .incomplete
        case .invalid(let violation): return .violation(violation)
        case .length(let bytes, let end): (length, size) = (bytes, end)
        }
        guard opcode.isControl || length <= context.room else { return .violation(.messageTooBig) }
        var header = FrameHeader(isFinal: isFinal, opcode: opcode, length: length, maskingKey: nil, size: size)
        guard isMasked else { return .header(header) }
        guard bytes.count >= size &+ 4 else { return .incomplete }
        header.maskingKey = UInt32(bigEndian: base.loadUnaligned(fromByteOffset: size, as: UInt32.self))
        header.size = size &+ 4
        return .header(header)
    }

    /// What is wrong with a head's first byte: reserved bits (§5.2), fragments (§5.4, §5.5).
    @inline(__always)
    private static func violation(_ first: UInt8, opcode: Opcode, isFinal: Bool, in context: Context) -> Violation? {
        switch opcode {
        case .continuation:
            guard context.isMessageOpen else { return .strayContinuation }
            guard first & 0x70 == 0 else { return .reservedBits }
        case .text, .binary:
            guard !context.isMessageOpen else { return .messageInsideMessage }
            guard first & 0x70 & ~context.extensions.reservedBits == 0 else { return .reservedBits }
        case .close, .ping, .pong:
            guard isFinal else { return .fragmentedControl }
            guard first & 0x70 == 0 else { return .reservedBits }
        }
        return nil
    }

    private enum Length {
        case incomplete
        case invalid(Violation)
        case length(Int, end: Int)
    }

    /// The payload's length, which must take the fewest bytes that hold it.
    @inline(__always)
    private static func scanLength(_ base: UnsafeRawPointer, count: Int, short: UInt8) -> Length {
        switch short {
        case 127:
            guard count >= 10 else { return .incomplete }
            let long = UInt64(bigEndian: base.loadUnaligned(fromByteOffset: 2, as: UInt64.self))
            guard let length = Int(exactly: long) else { return .invalid(.lengthOver63Bits) }
            return length > 65535 ? .length(length, end: 10) : .invalid(.lengthNotMinimal)
        case 126:
            guard count >= 4 else { return .incomplete }
            let length = Int(UInt16(bigEndian: base.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
            return length > 125 ? .length(length, end: 4) : .invalid(.lengthNotMinimal)
        default:
            return .length(Int(short), end: 2)
        }
    }
}

// MARK: - Writing

extension FrameHeader {
    /// Appends the head of a whole (unfragmented) frame.
    static func append(_ opcode: Opcode, length: Int, maskingKey: UInt32?, to bytes: inout [UInt8]) {
        let maskBit: UInt8 = maskingKey == nil ? 0 : 0x80
        bytes.append(0x80 | opcode.rawValue)
        switch length {
        case ...125:
            bytes.append(maskBit | UInt8(truncatingIfNeeded: length))
        case ...65535:
            bytes.append(maskBit | 126)
            append(UInt16(truncatingIfNeeded: length), to: &bytes)
        default:
            bytes.append(maskBit | 127)
            append(UInt64(truncatingIfNeeded: length), to: &bytes)
        }
        guard let maskingKey else { return }
        append(maskingKey, to: &bytes)
    }

    /// Appends a number, its most significant byte first.
    private static func append(_ number: some FixedWidthInteger & Sendable, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
