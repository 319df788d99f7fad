internal import WebSocket

/// Masking keys from the system's secure generator (RFC 6455 §10.3 asks for unpredictable ones).
struct SystemMaskingKeys: MaskingKeys {
    private var generator = SystemRandomNumberGenerator()

    mutating func next() -> UInt32 {
        generator.next()
    }

    /// The opening handshake's nonce: 16 fresh bytes (RFC 6455 §4.1).
    static func nonce() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
