/// Why a transport is gone.
public enum ConnectionEnd: Hashable, Sendable {
    /// No connection came about.
    case unreachable(ConnectFault)
    /// The server answered the upgrade (or the request) with something else than asked for.
    case refused(status: Int, retryAfter: Duration?, reason: String)
    /// A frame broke the protocol: ours is the close code.
    case broken(code: Int, reason: String)
    /// The peer's close frame; `nil` where it gave no code.
    case closed(code: Int?, reason: String)
    /// The transport ended without a close frame.
    case lost(reason: String)
    /// We asked for it.
    case ended
}

/// What to do after the end of a connection.
public enum Verdict: Hashable, Sendable {
    /// At once; after a second time in a row without a useful connection, back off.
    case reconnectNow(reason: String)
    /// With growing, jittered delay, at least `atLeast`.
    case backOff(atLeast: Duration, reason: String)
    case giveUp(Outage)
}

/// A lasting end, with what the service said about it.
public struct Outage: Error, Hashable, Sendable {
    public enum Cause: Hashable, Sendable {
        /// No connection, and no more attempts.
        case unreachable
        /// Authentication or permission was refused.
        case refused
        /// The server closed for good.
        case closed
        /// Messages may be missing, and that was asked to be fatal.
        case continuityLost
    }

    public var cause: Cause
    public var code: Int?
    public var reason: String

    public init(_ cause: Cause, code: Int? = nil, reason: String) {
        self.cause = cause
        self.code = code
        self.reason = reason
    }
}
