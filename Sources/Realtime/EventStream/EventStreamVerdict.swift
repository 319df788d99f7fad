/// The policy for ends of event streams (WHATWG HTML §9.2.3): pure, one decision a call.
enum EventStreamVerdict {
    /// What is known when a connection ends.
    struct Circumstances: Hashable {
        /// Decided by us before we cut the connection.
        var decision: Verdict?
        /// What the stream itself said last, where that was why it ends.
        var failure: EventStreamFailure?
        /// The wait that the server asked for in the stream.
        var retry: Duration = .zero
        var hasBeenReady: Bool
    }

    static func verdict(for end: ConnectionEnd, _ circumstances: Circumstances) -> Verdict {
        waiting(circumstances.retry, choose(end, circumstances))
    }

    private static func choose(_ end: ConnectionEnd, _ circumstances: Circumstances) -> Verdict {
        if let decision = circumstances.decision { return decision }
        switch end {
        case .refused(204, _, _):
            return .giveUp(Outage(.closed, code: 204, reason: "the server says that nothing more will come"))
        case .refused(406, let retryAfter, let reason):
            let hint = "\(reason.isEmpty ? "not acceptable" : reason): the server offers us no event stream here"
            let words = hint + "; some services want a key first"
            return .standard(
                for: .refused(status: 406, retryAfter: retryAfter, reason: words),
                hasBeenReady: circumstances.hasBeenReady)
        case .broken, .closed, .lost, .ended:
            if let failure = circumstances.failure { return failure.verdict }
        case .unreachable, .refused: break
        }
        return .standard(for: end, hasBeenReady: circumstances.hasBeenReady)
    }

    private static func waiting(_ retry: Duration, _ verdict: Verdict) -> Verdict {
        guard case .backOff(let atLeast, let reason) = verdict else { return verdict }
        return .backOff(atLeast: max(atLeast, retry), reason: reason)
    }
}
