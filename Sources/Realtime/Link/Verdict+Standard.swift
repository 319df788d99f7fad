extension Verdict {
    /// What to do after an end on which the service's protocol has no opinion of its own.
    ///
    /// - Parameter hasBeenReady: whether this service has accepted a connection of this session before. If so, an odd answer to the upgrade is
    ///   taken for a deployment in progress, not for a wrong address.
    public static func standard(for end: ConnectionEnd, hasBeenReady: Bool) -> Verdict {
        switch end {
        case .unreachable(let fault):
            // A network that stands between (a hotel's, say) shows its own certificate: what has worked is tried again.
            fault.isLasting && !hasBeenReady
                ? .giveUp(Outage(fault.isRefusal ? .refused : .unreachable, reason: end.reason))
                : .backOff(atLeast: fault.retryAfter ?? .zero, reason: end.reason)
        case .refused(let status, let retryAfter, _):
            refused(status, retryAfter, end.reason, hasBeenReady: hasBeenReady)
        case .broken, .closed, .lost, .ended:
            .backOff(atLeast: .zero, reason: end.reason)
        }
    }

    private static func refused(
        _ status: Int, _ retryAfter: Duration?, _ reason: String, hasBeenReady: Bool
    ) -> Verdict {
        switch status {
        case 401, 403, 407: .giveUp(Outage(.refused, code: status, reason: reason))
        // Gone for good: even where it has worked before.
        case 410: .giveUp(Outage(.unreachable, code: status, reason: reason))
        case 408, 421, 425, 429, 500, 502...504, 506...599: .backOff(atLeast: retryAfter ?? .zero, reason: reason)
        // A wrong address, or a server that cannot do what we ask for.
        default:
            hasBeenReady || retryAfter != nil
                ? .backOff(atLeast: retryAfter ?? .zero, reason: reason)
                : .giveUp(Outage(.unreachable, code: status, reason: reason))
        }
    }
}

extension ConnectionEnd {
    /// The close code or the HTTP status, where there was one.
    public var code: Int? {
        switch self {
        case .refused(let status, _, _): status
        case .broken(let code, _): code
        case .closed(let code, _): code
        case .unreachable, .lost, .ended: nil
        }
    }

    /// What happened, for people; never empty.
    public var reason: String {
        switch self {
        case .unreachable(let fault): fault.description
        case .refused(let status, _, let reason): reason.isEmpty ? "HTTP status \(status)" : reason
        case .broken(_, let reason): reason.isEmpty ? "the server broke the protocol" : reason
        case .closed(let code, let reason):
            !reason.isEmpty ? reason : code == nil ? "closed without a code" : "closed without a reason"
        case .lost(let reason): reason.isEmpty ? "the connection was lost" : reason
        case .ended: "closed by us"
        }
    }
}
