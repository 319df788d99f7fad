internal import Domain

/// Says, once, which URL to try where a server refuses the first connection in a way that shows that another is meant; all else is as
/// without it.
struct AdvisingAdapter: Adapter {
    private var plain: any Adapter
    /// What was asked for.
    private let address: WebAddress
    private var isSettled = false

    init(_ plain: any Adapter, at address: WebAddress) {
        self.plain = plain
        self.address = address
    }

    var request: ConnectionRequest { plain.request }
    var capabilities: Capabilities { plain.capabilities }

    mutating func opened(_ handshake: Handshake?, _ outbox: Outbox) {
        isSettled = true
        plain.opened(handshake, outbox)
    }

    mutating func closed(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        if !isSettled, case .refused(let status, _, let reason) = end,
            let advice = address.advice(onRefusal: status, reason)
        {
            isSettled = true
            outbox.emit(status: .warning(advice))
        }
        return plain.closed(end, outbox)
    }
}

/// What is handed on as it is.
extension AdvisingAdapter {
    mutating func subscribe(to channel: String, _ outbox: Outbox) { plain.subscribe(to: channel, outbox) }
    mutating func unsubscribe(from channel: String, _ outbox: Outbox) { plain.unsubscribe(from: channel, outbox) }
    mutating func publish(_ publication: ClientPublication, _ outbox: Outbox) { plain.publish(publication, outbox) }
    mutating func prepare(_ outbox: Outbox) -> Bool { plain.prepare(outbox) }
    mutating func received(_ message: Message, _ outbox: Outbox) { plain.received(message, outbox) }
    mutating func elapsed(_ timer: TimerName, _ outbox: Outbox) { plain.elapsed(timer, outbox) }
    mutating func answered(_ fetch: FetchID, _ answer: HTTPAnswer, _ outbox: Outbox) {
        plain.answered(fetch, answer, outbox)
    }
    mutating func stopping(_ outbox: Outbox) { plain.stopping(outbox) }
}

extension WebAddress {
    /// - Parameter reason: with the first line of the answer's body at its end.
    fileprivate func advice(onRefusal status: Int, _ reason: String) -> String? {
        // What SockJS servers answer at their prefix, protocol 0.3.3, "Greeting url".
        if reason.hasSuffix("Welcome to SockJS!") { return "this is SockJS: use \(Recognition.shown(sockJSBase))" }
        switch status {
        case 404 where path == "/":
            return
                "nothing is at the root: of Socket.IO it is \(socketIOURL), of Pusher \(pusherURL(key: "KEY", prefix: ""))"
        case 426 where isHTTP:
            return "this seems to be a WebSocket: use \(Recognition.shown(webSocketURL))"
        case 400 where isHTTP, 404 where isHTTP, 405 where isHTTP:
            return "if this is a WebSocket, use \(Recognition.shown(webSocketURL))"
        default: return nil
        }
    }
}
