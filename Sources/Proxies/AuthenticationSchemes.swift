internal import HTTP1

/// The ways to authenticate that a proxy offers (RFC 9110 §11.7.1).
enum AuthenticationSchemes {
    /// `Basic` and `Digest` of `Basic realm="a, b", Digest realm="c", nonce=1`, each once, in order.
    ///
    /// - Parameter values: of `Proxy-Authenticate`, or of `WWW-Authenticate`.
    static func names(in values: [String]) -> [String] {
        var names: [String] = []
        for member in values.flatMap(members) {
            guard let name = scheme(of: member), !names.contains(where: { ASCII.isSame($0, name) }) else { continue }
            names.append(name)
        }
        return names
    }

    /// Parts between commas that are not in quotes.
    private static func members(_ value: String) -> [Substring] {
        var (isQuoted, isEscaped) = (false, false)
        let parts = value.utf8.split { byte in
            guard !isEscaped else {
                isEscaped = false
                return false
            }
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "\\"): isEscaped = isQuoted
            default: break
            }
            return byte == UInt8(ascii: ",") && !isQuoted
        }
        return parts.map { ASCII.trim(Substring($0)) }
    }

    /// A member is a scheme, a scheme with its first parameter, or a further parameter, `name=value`, of the one before.
    private static func scheme(of member: Substring) -> String? {
        let name = member.prefix { $0 != " " && $0 != "=" }
        let isParameter = member.dropFirst(name.count).drop { $0 == " " }.first == "="
        return !isParameter && ASCII.isToken(name.utf8) ? String(name) : nil
    }
}
