import WebSocket

/// Compressed messages to either end of a connection, and back (RFC 7692).
///
/// What the peer sends is made of frames: a byte whose top bit says that the message ends, and whose other bits say how
/// many of the bytes behind it are the frame's. Options: 1 the server's end (else the client's), 2 all that is sent by
/// the peer is also sent by us, 4 and 8 the server and the client take no context over, 16 and 32 the windows, 64 the
/// limit of a message is small, 128 the messages are text.
enum DeflateTarget {
    private static let windows = [15, 12, 9, 8]

    static func run(_ input: FuzzInput) throws(BrokenLaw) {
        let (role, other): (Role, Role) = input.has(1) ? (.server, .client) : (.client, .server)
        let bits = windows[Int(input.options >> 4 & 3)]
        let compression = DeflateParameters(
            serverNoContextTakeover: input.has(4), clientNoContextTakeover: input.has(8), serverMaxWindowBits: bits,
            clientMaxWindowBits: bits)
        let limits = Limits(message: input.has(64) ? 300 : 8 << 10)
        let connection = Connection(
            role: role, limits: limits, maskingKeys: CountingKeys(), compression: compression)
        let peer = Connection(role: other, maskingKeys: CountingKeys(), compression: compression)
        let frames = frames(of: input.bytes, to: role, opcode: input.has(128) ? 1 : 2)
        try ConnectionLaws.check(frames, cutAs: input, to: connection, from: peer, echoes: input.has(2))
        guard input.has(2) else { return }
        try checkRoundTrip(of: input.bytes, from: connection, to: peer)
    }

    private static func frames(of bytes: [UInt8], to role: Role, opcode: UInt8) -> [UInt8] {
        var (frames, rest) = ([UInt8](), bytes[...])
        var isFirst = true
        while let head = rest.popFirst() {
            let payload = rest.prefix(Int(head & 0x7F))
            rest = rest.dropFirst(payload.count)
            frames.append(head & 0x80 | (isFirst ? 0x40 | opcode : 0))
            frames += header(payload.count, isMasked: role == .server)
            frames += payload
            isFirst = head & 0x80 != 0
        }
        return frames
    }

    /// A frame's head from its second byte on; the mask is one that changes nothing.
    private static func header(_ count: Int, isMasked: Bool) -> [UInt8] {
        let maskBit: UInt8 = isMasked ? 0x80 : 0
        let length = count < 126 ? [maskBit | UInt8(count)] : [maskBit | 126, 0, UInt8(count)]
        return length + (isMasked ? [0, 0, 0, 0] : [])
    }

    /// What one end sends the other hands over, the second time too, when the first may serve as its context.
    private static func checkRoundTrip(
        of bytes: [UInt8], from sender: Connection, to receiver: Connection
    ) throws(BrokenLaw) {
        var sender = sender
        let messages = [bytes, bytes, Array(bytes.prefix(bytes.count / 2))]
        for message in messages { sender.send(binary: message) }
        let sent = sender.takeOutgoing()
        let heard = Transcript(of: receiver, fed: sent, readEnds: [sent.count])
        let expected = messages.map { Transcript.Item(kind: .binary, bytes: $0) }
        try require(heard.items == expected, "\(messages) was sent, \(heard.items) was heard")
    }
}
