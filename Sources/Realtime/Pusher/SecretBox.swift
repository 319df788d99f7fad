internal import CSodium

/// NaCl's secretbox (XSalsa20 and Poly1305), which seals the data on encrypted channels.
enum SecretBox {
    static let keyLength = 32
    static let nonceLength = 24
    private static let tagLength = 16

    /// The plain text; `nil` where the key does not fit or the box was changed.
    static func open(_ box: [UInt8], nonce: [UInt8], key: [UInt8]) -> [UInt8]? {
        guard key.count == keyLength, nonce.count == nonceLength, box.count >= tagLength else { return nil }
        guard sodium_init() >= 0 else { return nil }
        var plain = [UInt8](repeating: 0, count: max(1, box.count - tagLength))
        guard crypto_secretbox_open_easy(&plain, box, UInt64(box.count), nonce, key) == 0 else { return nil }
        return box.count == tagLength ? [] : plain
    }

    /// The box, the tag before the sealed text; `nil` where key or nonce have not their lengths.
    ///
    /// - Parameter nonce: never twice with one key.
    static func seal(_ plain: [UInt8], nonce: [UInt8], key: [UInt8]) -> [UInt8]? {
        guard key.count == keyLength, nonce.count == nonceLength, sodium_init() >= 0 else { return nil }
        var box = [UInt8](repeating: 0, count: plain.count + tagLength)
        guard crypto_secretbox_easy(&box, plain, UInt64(plain.count), nonce, key) == 0 else { return nil }
        return box
    }

    /// Base64 (RFC 4648 §4); `nil` for anything else.
    static func bytes(base64 text: UnsafeRawBufferPointer) -> [UInt8]? {
        guard text.count > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: text.count / 4 * 3 + 3)
        var length = 0
        let code = sodium_base642bin(
            &bytes, bytes.count, text.bindMemory(to: CChar.self).baseAddress, text.count, nil, &length, nil,
            sodium_base64_VARIANT_ORIGINAL)
        guard code == 0 else { return nil }
        bytes.removeLast(bytes.count - length)
        return bytes
    }
}
