/// Where a server of ours listens, and how it is reached from this machine.
struct Address: Sendable, CustomStringConvertible {
    let host: String
    let port: Int

    /// A server on all addresses is reached on loopback.
    var reachable: String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }

    /// For URLs: IPv6 addresses stand in brackets (RFC 3986 §3.2.2).
    var authority: String { Self.join(reachable, port) }

    var description: String { Self.join(host, port) }

    private static func join(_ host: String, _ port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
