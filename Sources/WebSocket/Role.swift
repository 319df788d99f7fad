/// Which end of the connection we are (RFC 6455 §1.3). A client masks what it sends; a server must not (§5.1).
public enum Role: Hashable, Sendable {
    case client
    case server
}

/// Where the masking keys of a client's frames come from.
///
/// RFC 6455 §5.3 and §10.3: each frame takes a fresh key, from a source that the peer's page cannot predict.
/// The randomness is handed in, so that a connection can be replayed.
public protocol MaskingKeys {
    /// The next key. Its most significant byte is the first on the wire.
    mutating func next() -> UInt32
}

/// What a server's connection holds in place of a source of keys: its frames are never masked.
struct NoMaskingKeys: MaskingKeys {
    func next() -> UInt32 { 0 }
}
