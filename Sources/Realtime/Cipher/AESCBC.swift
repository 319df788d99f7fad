internal import Crypto
internal import CryptoExtras

/// AES in CBC mode with PKCS #7 padding (NIST SP 800-38A §6.2, RFC 5652 §6.3): what is sealed with it can be changed by others unnoticed.
struct AESCBC {
    /// In bytes.
    static let blockLength = 16

    private let key: SymmetricKey
    /// The key's length.
    var bits: Int { key.bitCount }

    /// - Parameter key: 16 or 32 bytes; `nil` for any other number.
    init?(key: [UInt8]) {
        guard key.count == 16 || key.count == 32 else { return nil }
        self.key = SymmetricKey(data: key)
    }

    /// What follows an initialisation vector of one block; `nil` where the length or the padding shows that key or text are wrong.
    func open(_ sealed: [UInt8]) -> [UInt8]? {
        guard let vector = try? AES._CBC.IV(ivBytes: sealed.prefix(Self.blockLength)),
            let plain = try? AES._CBC.decrypt(sealed.dropFirst(Self.blockLength), using: key, iv: vector)
        else { return nil }
        return Array(plain)
    }

    /// The vector, and what the text becomes behind it.
    ///
    /// - Parameter vector: one block, unpredictable, another for each text.
    func seal(_ plain: [UInt8], vector: [UInt8]) -> [UInt8] {
        guard let start = try? AES._CBC.IV(ivBytes: vector),
            let sealed = try? AES._CBC.encrypt(plain, using: key, iv: start)
        else { preconditionFailure("a vector has the length of a block, and the key one that was checked") }
        return vector + Array(sealed)
    }
}
