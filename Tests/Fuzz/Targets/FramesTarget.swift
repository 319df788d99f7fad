import WebSocket

/// Frames to either end of a connection (RFC 6455 §5).
///
/// Options: 1 the server's end (else the client's), 2 messages are echoed, 4 and 8 the limit of a message, 16
/// permessage-deflate has been agreed on.
enum FramesTarget {
    private static let limits = [1 << 20, 0, 125, 1000]

    static func run(_ input: FuzzInput) throws(BrokenLaw) {
        let (role, other): (Role, Role) = input.has(1) ? (.server, .client) : (.client, .server)
        let compression = input.has(16) ? DeflateParameters() : nil
        let connection = Connection(
            role: role, limits: Limits(message: limits[Int(input.options >> 2 & 3)]), maskingKeys: CountingKeys(),
            compression: compression)
        let peer = Connection(role: other, maskingKeys: CountingKeys(), compression: compression)
        try ConnectionLaws.check(input.bytes, cutAs: input, to: connection, from: peer, echoes: input.has(2))
    }
}
