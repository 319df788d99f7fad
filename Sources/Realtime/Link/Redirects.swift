public import HTTP1

/// The redirects of one attempt to connect: says where the next hop goes, if it may (RFC 9110 §15.4).
public struct Redirects: Hashable, Sendable {
    private var visited: Set<WebAddress> = []
    private var hops = 0

    public init() {}

    /// Hops that are followed.
    public static let limit = 5

    /// Those that lead elsewhere; 300 and 304 to 306 do not (RFC 9110 §15.4).
    private static let statuses = [301, 302, 303, 307, 308]
    /// What may go to another origin too: it says nothing of who we are. A stream that forgot its place would lose what it is to go on from.
    private static let harmless = [
        "Origin", "User-Agent", "Accept", "Accept-Language", "Cache-Control", "Last-Event-ID",
    ]

    /// The request to make next, as a handshake is a GET whatever the status; `nil` where the answer is no redirect.
    ///
    /// - Parameter request: the one that was answered. Its own fields go along within its origin, and but for the harmless ones no further.
    public mutating func follow(
        status: Int, fields: [HeaderField], from request: ConnectionRequest
    ) throws(RedirectFault) -> ConnectionRequest? {
        guard Self.statuses.contains(status) else { return nil }
        let here = WebAddress(request)
        let target = try Self.target(status, fields, from: here)
        visited.insert(here)
        hops += 1
        guard hops <= Self.limit else { throw .tooMany(limit: Self.limit) }
        // Who sets a cookie on the way may well send back to where we were: that is how some gates let one in.
        guard !visited.contains(target) || fields.contains(where: { $0.isNamed("Set-Cookie") }) else {
            throw .loop("\(target)")
        }
        return Self.request(request, at: target, isSameOrigin: target.hasSameOrigin(as: here))
    }

    private static func target(
        _ status: Int, _ fields: [HeaderField], from here: WebAddress
    ) throws(RedirectFault) -> WebAddress {
        guard let location = fields.values(of: "Location").first, !location.isEmpty else {
            throw .noLocation(status: status)
        }
        guard var target = here.resolving(location) else { throw .unusable(location: shown(location)) }
        guard target.scheme.isSecure || !here.scheme.isSecure else { throw .insecure("\(target)") }
        target.scheme = target.scheme.isSecure ? .wss : .ws
        return target
    }

    /// Neither all of it nor what may be secret: what is before an `@`, and the query.
    private static func shown(_ location: String) -> String {
        let whole = location.prefix { !"?#".contains($0) }
        return String((whole.lastIndex(of: "@").map { whole[$0...].dropFirst() } ?? whole).prefix(200))
    }

    private static func request(
        _ request: ConnectionRequest, at target: WebAddress, isSameOrigin: Bool
    ) -> ConnectionRequest {
        ConnectionRequest(
            kind: request.kind, isSecure: target.scheme.isSecure, host: target.host, port: target.port,
            path: target.path,
            headers: isSameOrigin ? request.headers : request.headers.filter { harmless.contains(where: $0.isNamed) })
    }
}
