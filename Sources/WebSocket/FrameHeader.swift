/// The head of a frame (RFC 6455 §5.2).
struct FrameHeader: Sendable {
    var isFinal: Bool
    var opcode: Opcode
    /// Whether it belongs to a compressed message (RFC 7692 §6).
    var isCompressed: Bool
    /// Bytes of payload.
    var length: Int
    var maskingKey: UInt32?
    /// Bytes of the head itself, 2–14.
    var size: Int

    /// The longest head: two bytes, a length of eight, a key of four.
    static let maximumSize = 14

    /// The first of the reserved bits: the message is compressed (RFC 7692 §6).
    private static let compressedBit: UInt8 = 0x40

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
        /// Whether those fragments are compressed.
        var isMessageCompressed: Bool
        /// Whether a message may be compressed.
        var allowsCompression: Bool
        /// Bytes the message may still grow by, as it comes.
        var room: Int
        /// The same of a compressed message.
        var compressedRoom: Int
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
        let isCompressed = first & compressedBit != 0 || (context.isMessageCompressed && opcode == .continuation)
        let room = isCompressed ? context.compressedRoom : context.room
        guard opcode.isControl || length <= room else { return .violation(.messageTooBig) }
        var header = FrameHeader(
            isFinal: isFinal, opcode: opcode, isCompressed: isCompressed, length: length, maskingKey: nil, size: size)
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
            let allowed = context.allowsCompression ? compressedBit : 0
            guard first & 0x70 & ~allowed == 0 else { return .reservedBits }
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
    /// Appends the head of a whole (unfragmented) frame, in one piece: of a short frame it is most of the work.
    static func append(
        _ opcode: Opcode, isCompressed: Bool, length: Int, maskingKey: UInt32?, to bytes: inout [UInt8]
    ) {
        var head: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &head) { head in
            head[0] = 0x80 | (isCompressed ? compressedBit : 0) | opcode.rawValue
            var size = writeLength(length, to: head)
            if let maskingKey {
                head[1] |= 0x80
                head.storeBytes(of: maskingKey.bigEndian, toByteOffset: size, as: UInt32.self)
                size &+= 4
            }
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: head[..<size]))
        }
    }

    /// Writes the second byte and what more the length takes; says where it ends.
    private static func writeLength(_ length: Int, to head: UnsafeMutableRawBufferPointer) -> Int {
        switch length {
        case ...125:
            head[1] = UInt8(truncatingIfNeeded: length)
            return 2
        case ...65535:
            head[1] = 126
            head.storeBytes(of: UInt16(truncatingIfNeeded: length).bigEndian, toByteOffset: 2, as: UInt16.self)
            return 4
        default:
            head[1] = 127
            head.storeBytes(of: UInt64(truncatingIfNeeded: length).bigEndian, toByteOffset: 2, as: UInt64.self)
            return 10
        }
    }
}
