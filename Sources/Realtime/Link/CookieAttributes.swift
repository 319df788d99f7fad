internal import Domain
internal import HTTP1

/// What a `Set-Cookie` says after the cookie itself; of several attributes with one name the last counts (RFC 6265 §5.2).
struct CookieAttributes: Hashable {
    /// In lower case, without a dot before it.
    private(set) var domain: String?
    private(set) var path: String?
    private(set) var isSecure = false
    private var expires: Timestamp?
    private var maxAge: Timestamp?

    /// Nothing lasts longer, in seconds: 400 days.
    private static let lifeLimit: Int64 = 400 * 86_400

    /// What is unknown, `HttpOnly` and `SameSite` among it, is passed over: no scripts and no other sites are at work here.
    init(_ parts: some Sequence<Substring>, at now: Timestamp) {
        for part in parts {
            let mark = part.firstIndex(of: "=") ?? part.endIndex
            take(ASCII.trim(part[..<mark]), ASCII.trim(part[mark...].dropFirst()), at: now)
        }
    }

    /// `nil` where it says nothing of that.
    var expiry: Timestamp? { maxAge ?? expires }

    private mutating func take(_ name: Substring, _ value: Substring, at now: Timestamp) {
        switch name.lowercased() {
        case "domain":
            let host = value.hasPrefix(".") ? value.dropFirst() : value
            domain = host.isEmpty ? domain : host.lowercased()
        case "path": path = value.hasPrefix("/") ? String(value) : nil
        case "secure": isSecure = true
        case "expires": expires = CookieDate.timestamp(String(value)) ?? expires
        case "max-age": maxAge = Self.end(value, at: now) ?? maxAge
        default: break
        }
    }

    /// RFC 6265 §5.2.2.
    private static func end(_ text: Substring, at now: Timestamp) -> Timestamp? {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? text.dropFirst() : text
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        // More digits than fit make more than the longest life.
        let seconds = isNegative ? 0 : min(Int64(digits) ?? lifeLimit, lifeLimit)
        return now + .seconds(seconds)
    }
}
