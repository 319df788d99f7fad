import Crypto
import HTTP1

/// The key of an opening handshake, and its proof that the server speaks WebSocket (RFC 6455 §1.3, §4.2.2).
enum HandshakeKey {
    /// Bytes of a client's nonce.
    static let nonceSize = 16
    private static let guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// What a server answers to a key: base64 of the SHA-1 of the key's text and the RFC's GUID.
    static func accept(_ key: String) -> String {
        var hash = Insecure.SHA1()
        Array((key + guid).utf8).withUnsafeBytes { hash.update(bufferPointer: $0) }
        return Base64.encode(hash.finalize().withUnsafeBytes { Array($0) })
    }

    static func isValid(_ key: String) -> Bool {
        Base64.isEncoding(key, ofBytes: nonceSize)
    }
}
