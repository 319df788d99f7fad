/// Why a server did not start.
public enum ServerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another program listens there, or this server does already.
    case portInUse(host: String, port: Int)
    case cannotListen(host: String, port: Int, reason: String)

    public var description: String {
        switch self {
        case .portInUse(let host, let port): "port \(port) on \(host) is in use"
        case .cannotListen(let host, let port, let reason): "cannot listen on \(host) port \(port): \(reason)"
        }
    }
}
