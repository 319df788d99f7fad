internal import Crypto

/// The digests of the Pusher protocol, in lower-case hexadecimal.
enum Digest {
    /// HMAC-SHA256 of the text.
    static func sign(_ text: String, secret: String) -> String {
        let key = SymmetricKey(data: Array(secret.utf8))
        return Hex.encode(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }

    /// What `body_md5` holds. MD5 is the protocol's choice; the signature over it is what protects.
    static func md5(_ body: [UInt8]) -> String {
        Hex.encode(Insecure.MD5.hash(data: body))
    }

    /// Compares without telling by the time taken how much was right.
    static func isEqual(_ lhs: String, _ rhs: String) -> Bool {
        let (left, right) = (Array(lhs.utf8), Array(rhs.utf8))
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (a, b) in zip(left, right) { difference |= a ^ b }
        return difference == 0
    }
}
