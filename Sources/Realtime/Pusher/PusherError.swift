internal import Domain
internal import JSON

/// What a `pusher:error` event says.
struct PusherError: Hashable {
    var code: Int?
    var message: String

    /// How long such an event explains a close that has no code of its own (Reverb drops the socket without one).
    static let explanationPeriod: Duration = .seconds(2)

    init(code: Int?, message: String) {
        self.code = code
        self.message = message
    }

    /// - Parameter payload: an object, or what a server sent in its stead.
    init(_ payload: PusherPayload) {
        switch payload {
        case .none: self.init(code: nil, message: "an error without a description")
        case .text(let text): self.init(code: nil, message: text.string)
        case .json(let value):
            let message = value["message"]?.string ?? value["error"]?.string ?? value.string
            self.init(
                code: value["code"]?.stringOrNumber?.integer.flatMap { Int(exactly: $0) },
                message: message?.string ?? "an error without a description")
        }
    }
}

/// The policy for ends of connections ("Errors and closes"): pure, one decision a call.
enum PusherVerdict {
    /// What is known when a connection ends.
    struct Circumstances: Hashable {
        /// Decided by us before we closed.
        var decision: Verdict?
        /// The last error event, where it came shortly before the end.
        var lastError: PusherError?
        var isSecure: Bool
        var hasBeenReady: Bool
    }

    static func verdict(for end: ConnectionEnd, _ circumstances: Circumstances) -> Verdict {
        if let decision = circumstances.decision, case .giveUp = decision { return decision }
        if case .closed(let code?, let reason) = end, code >= 4000 {
            let text = reason.isEmpty ? circumstances.lastError?.message ?? explanation(of: code) : reason
            return verdict(code: code, reason: text, isSecure: circumstances.isSecure)
        }
        if let decision = circumstances.decision { return decision }
        switch end {
        case .unreachable, .refused: break
        case .broken, .closed, .lost, .ended:
            // From 4300 on, and without a code, an event never announces an end.
            if let error = circumstances.lastError, let code = error.code, (4000..<4300).contains(code) {
                return verdict(code: code, reason: error.message, isSecure: circumstances.isSecure)
            }
        }
        return .standard(for: end, hasBeenReady: circumstances.hasBeenReady)
    }

    /// The table of the service's own codes.
    static func verdict(code: Int, reason: String, isSecure: Bool) -> Verdict {
        switch code {
        case 4000 where !isSecure: .reconnectNow(reason: "\(reason); trying TLS")
        case 4009: .giveUp(Outage(.refused, code: code, reason: reason))
        case 4000...4099: .giveUp(Outage(.closed, code: code, reason: reason))
        case 4100...4199: .backOff(atLeast: .seconds(1), reason: reason)
        case 4200...4299: .reconnectNow(reason: reason)
        default: .giveUp(Outage(.closed, code: code, reason: reason))
        }
    }

    /// For a close frame without a reason.
    static func explanation(of code: Int) -> String {
        switch code {
        case 4000: "the app accepts TLS only"
        case 4001: "no app with this key (is the cluster right?)"
        case 4003: "the app is disabled"
        case 4004: "the app is over its connection quota"
        case 4005: "no such path"
        case 4006: "the client's version string was not understood"
        case 4007: "the protocol version is not supported"
        case 4008: "no protocol version was given"
        case 4009: "the connection is unauthorized"
        case 4100: "the server is over capacity"
        case 4200: "the server asks to reconnect"
        case 4201: "no pong was received in time"
        case 4202: "closed after inactivity"
        default: "closed with code \(code)"
        }
    }
}
