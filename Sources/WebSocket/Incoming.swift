/// What a connection hands over while it reads. The bytes are valid only during the call.
public enum Incoming {
    /// A whole text message, valid UTF-8 (RFC 6455 §5.6).
    case text(UnsafeRawBufferPointer)
    /// A whole binary message.
    case binary(UnsafeRawBufferPointer)
    /// A ping, at most 125 bytes. It has been answered already (§5.5.2).
    case ping(UnsafeRawBufferPointer)
    /// A pong, at most 125 bytes, asked for or not (§5.5.3).
    case pong(UnsafeRawBufferPointer)
    /// The peer's close frame: its code, or 1005 where it had none (§5.5.1). The reply, where one is due, is in the
    /// outgoing bytes; a client then waits for the server to end the transport (§7.1.1).
    case closed(CloseCode, reason: String)
    /// The connection has failed (§7.1.7): the peer broke the protocol, or (1006) left without a close frame. Our close
    /// frame, where one may be sent, is in the outgoing bytes; end the transport once they are written.
    case failed(CloseCode, reason: String)
}
