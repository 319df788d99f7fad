/// A proxy: what it speaks, where it is, and who we are to it.
public struct ProxyServer: Hashable, Sendable {
    /// What is spoken with the proxy.
    public enum Scheme: String, Sendable, CaseIterable {
        /// HTTP's CONNECT (RFC 9110 §9.3.6).
        case http
        /// CONNECT inside TLS with the proxy.
        case https
        /// SOCKS 5 (RFC 1928). Elsewhere this means that we look names up ourselves; here the proxy always does, as
        /// with ``socks5h``: a name that is looked up beside the proxy tells everybody on the way where we are going,
        /// and behind a proxy there is often nobody to ask.
        case socks5
        /// SOCKS 5, and the proxy looks names up.
        case socks5h
    }

    public var scheme: Scheme
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    public var host: String
    public var port: Int
    public var credentials: ProxyCredentials?
}

extension ProxyServer.Scheme {
    /// Where no port is written: 80 for `http`, 443 for `https`, 1080 for SOCKS.
    public var defaultPort: Int {
        switch self {
        case .http: 80
        case .https: 443
        case .socks5, .socks5h: 1080
        }
    }
}

extension ProxyServer: CustomStringConvertible {
    /// The URL without the credentials.
    public var description: String {
        host.utf8.contains(UInt8(ascii: ":"))
            ? "\(scheme.rawValue)://[\(host)]:\(port)" : "\(scheme.rawValue)://\(host):\(port)"
    }
}
