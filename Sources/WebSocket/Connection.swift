/// One end of a WebSocket connection after its opening handshake (RFC 6455 §5–§8), as a machine over bytes: it opens
/// no socket, reads no clock and draws no random number.
///
/// ```swift
/// connection.receive(bytes) { incoming in … }
/// if connection.hasOutgoing { write(connection.takeOutgoing()) }
/// ```
///
/// With compression it holds, once a compressed message has come, 7 KiB and the window of what is received (32 KiB with
/// 15 bits, 4 KiB with 12) and, once one has been sent, 38 KiB as a client or up to 262 KiB as a server; before that,
/// nothing. That state is not copied with the connection: of two copies use only one.
public struct Connection {
    public enum State: Hashable, Sendable {
        /// Messages go both ways.
        case open
        /// Our close frame is out; the peer may still send until its own.
        case closing
        /// Both close frames are through, or the connection has failed. Nothing is read or sent any more.
        case closed
    }

    public let role: Role
    public let limits: Limits
    /// What was agreed on in the opening handshake; nil: messages go as they are.
    public let compression: DeflateParameters?
    public internal(set) var state: State = .open

    var maskingKeys: any MaskingKeys
    var outgoing: [UInt8] = []
    /// The latest ping that found too much waiting to be written; the earlier ones need no answer (§5.5.3).
    var deferredPong: [UInt8]?

    /// The beginning of a frame's head at the end of a read.
    var partialHeader: [UInt8] = []
    /// The frame whose payload is still coming.
    var frame: Frame?
    /// The kind of the message whose fragments are still coming, and what is there of it.
    var messageKind: Opcode?
    var message: [UInt8] = []
    /// Whether it is compressed, and how many bytes have come of it so.
    var isMessageCompressed = false
    var compressedCount = 0
    var inflater: Inflater?
    var deflater: Deflater?
    /// Where the open text message stands. Between messages it is complete, so it needs no reset.
    var utf8 = UTF8Validator()
    /// What is there of a control frame that spans reads.
    var control: [UInt8] = []

    /// A frame whose payload spans reads.
    struct Frame {
        var header: FrameHeader
        var remaining: Int
        var mask: Mask?
    }

    /// Buffers larger than this are given back once they are empty.
    static let keptCapacity = 256 << 10
    /// Messages smaller than this are sent as they are. To compress one costs 4 µs where to send it costs 0.1 µs, and
    /// what it saves is less than the heads of the packet it goes in.
    static let leastCompressed = 128
    /// With more than this waiting to be written, only the latest ping is answered.
    static let pongBacklog = 64 << 10

    /// - Parameters:
    ///   - maskingKeys: a client's source of keys; a server never asks for one.
    ///   - compression: what was agreed on in the opening handshake.
    public init(
        role: Role, limits: Limits = Limits(), maskingKeys: any MaskingKeys, compression: DeflateParameters? = nil
    ) {
        self.role = role
        self.limits = Limits(message: max(0, limits.message))
        self.compression = compression
        self.maskingKeys = maskingKeys
    }

    /// The server's end: its frames are not masked.
    public static func server(limits: Limits = Limits(), compression: DeflateParameters? = nil) -> Connection {
        Connection(role: .server, limits: limits, maskingKeys: NoMaskingKeys(), compression: compression)
    }
}
