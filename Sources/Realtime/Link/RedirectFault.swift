/// Why a redirect is not followed (RFC 9110 §15.4).
public enum RedirectFault: Error, Hashable, Sendable {
    /// More hops than are followed.
    case tooMany(limit: Int)
    /// It leads where we have been.
    case loop(String)
    /// From TLS to none.
    case insecure(String)
    /// The status says elsewhere, and there is no `Location`.
    case noLocation(status: Int)
    /// The `Location` is no address that a WebSocket can be opened at.
    case unusable(location: String)
}

extension RedirectFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooMany(let limit): "the server redirected more than \(limit) times"
        case .loop(let address): "the server redirected in a circle, back to \(address)"
        case .insecure(let address): "the server redirected from TLS to \(address), which is without: not followed"
        case .noLocation(let status): "the server answered \(status) (elsewhere) without saying where"
        case .unusable(let location): "the server redirected to \"\(location)\", where no WebSocket can be"
        }
    }
}
