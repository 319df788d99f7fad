internal import Crypto
internal import HTTP1
internal import JSON

/// The service's end-to-end encryption, of which the service itself knows nothing: base64 in the place of the data, in the form of the
/// present crypto module or in the older one.
struct PubNubCipher {
    /// What the present form begins with: a mark, the version 1 and the name of AES-256 in CBC mode. The length of what that mode must be
    /// told, which is the vector, and the vector follow.
    private static let header = Array("PNED\u{1}ACRH".utf8)
    private static let mark = header.prefix(4)
    /// Of the older form where it has no vector of its own.
    private static let fixedVector = Array("0123456789012345".utf8)

    private let present: AESCBC
    private let older: AESCBC

    /// - Parameter key: of any length.
    init?(key: Secret) {
        let digest = SHA256.hash(data: key.bytes)
        let digits = digest.flatMap { Array((String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)).utf8) }
        guard let present = AESCBC(key: Array(digest)), let older = AESCBC(key: Array(digits.prefix(32))) else {
            return nil
        }
        self.present = present
        self.older = older
    }

    /// The JSON that a ciphertext stands for; `nil` where it is none, or not of this key.
    ///
    /// - Parameter document: to see whether it is JSON.
    func open(_ text: JSONText, with document: JSONDocument) -> [UInt8]? {
        guard let bytes = SecretBox.bytes(base64: text.bytes) else { return nil }
        guard !bytes.starts(with: Self.mark) else { return openPresent(bytes, with: document) }
        // It does not say which of the two it is. With the wrong one, a fixed vector leaves 16 bytes of rubbish at the beginning and so no JSON;
        // the other way round, the beginning is missing, and the rest may be JSON all the same.
        return [Self.fixedVector + bytes, bytes].lazy.compactMap(older.open).first { document.canRead($0) }
    }

    private func openPresent(_ bytes: [UInt8], with document: JSONDocument) -> [UInt8]? {
        let (length, start) = (Self.header.count, Self.header.count + 1)
        guard bytes.starts(with: Self.header), bytes.count > start, bytes[length] == UInt8(AESCBC.blockLength),
            let plain = present.open(Array(bytes[start...]))
        else { return nil }
        if document.canRead(plain) { return plain }
        // Whoever encrypts by hand may leave out the quotes.
        guard !plain.isEmpty, let text = String(validating: plain, as: UTF8.self) else { return nil }
        var writer = JSONWriter()
        writer.string(text)
        return writer.bytes
    }

    /// JSON in the present form, itself a JSON text.
    ///
    /// - Parameter vector: 16 bytes, unpredictable, another for each message.
    func seal(_ json: String, vector: [UInt8]) -> String {
        let sealed = present.seal(Array(json.utf8), vector: vector)
        return "\"" + Base64.encode(Self.header + [UInt8(vector.count)] + sealed) + "\""
    }
}

extension JSONDocument {
    fileprivate func canRead(_ bytes: [UInt8]) -> Bool {
        do throws(JSONError) {
            try read(bytes) { _ in }
            return true
        } catch {
            return false
        }
    }
}
