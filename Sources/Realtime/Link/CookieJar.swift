public import Domain
public import HTTP1

/// The cookies of a feed's servers: load balancers and gates know us by them when we come back (RFC 6265).
///
/// No description of it shows their values.
public struct CookieJar: Hashable, Sendable {
    /// The oldest first.
    private var cookies: [Cookie] = []

    public init() {}

    /// The most cookies that are kept; the oldest make room.
    public static let limit = 50

    /// Keeps what an answer sets, be it an upgrade, a redirect or a refusal (RFC 6265 §5.3).
    ///
    /// - Parameter request: the one that was answered.
    public mutating func store(_ fields: [HeaderField], from request: ConnectionRequest, at now: Timestamp) {
        let address = WebAddress(request)
        for field in fields where field.isNamed("Set-Cookie") {
            guard let cookie = Cookie(field.value, from: address, at: now) else { continue }
            keep(cookie, at: now)
        }
    }

    /// The one `Cookie` field that belongs to a request: what the jar has for it, after what the request says itself, which it does not
    /// overrule; `nil` where there is neither (RFC 6265 §5.4).
    public func field(for request: ConnectionRequest, at now: Timestamp) -> HeaderField? {
        let address = WebAddress(request)
        let own = request.headers.values(of: "Cookie")
        let ownNames = Set(own.flatMap { $0.split(separator: ";") }.map { ASCII.trim($0.prefix { $0 != "=" }) })
        // Sorting keeps the older first among equals.
        let fitting = cookies.filter {
            !$0.hasExpired(at: now) && $0.isMeant(for: address) && !ownNames.contains($0.name[...])
        }.sorted { $0.path.utf8.count > $1.path.utf8.count }
        let pairs = own + fitting.map { "\($0.name)=\($0.value)" }
        return pairs.isEmpty ? nil : HeaderField("Cookie", pairs.joined(separator: "; "))
    }

    private mutating func keep(_ cookie: Cookie, at now: Timestamp) {
        let place = cookies.firstIndex { $0.isSame(as: cookie) }
        if cookie.hasExpired(at: now) {
            if let place { cookies.remove(at: place) }
        } else if let place {
            // One that is renewed keeps its age.
            cookies[place] = cookie
        } else {
            cookies.append(cookie)
            if cookies.count > Self.limit { makeRoom(at: now) }
        }
    }

    private mutating func makeRoom(at now: Timestamp) {
        let lasting = cookies.filter { !$0.hasExpired(at: now) }
        cookies = lasting.count > Self.limit ? Array(lasting.dropFirst(lasting.count - Self.limit)) : lasting
    }
}

extension CookieJar: CustomStringConvertible, CustomReflectable {
    public var description: String { "\(cookies.count) cookies" }
    public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}
