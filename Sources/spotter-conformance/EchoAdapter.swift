import Realtime

/// A protocol without any: sends each message back, and is done when the connection is.
struct EchoAdapter: Adapter {
    let request: ConnectionRequest
    /// Where given, messages go here, and not back.
    var listener: (([UInt8]) -> Void)?

    var capabilities: Capabilities { [] }

    mutating func opened(_ handshake: Handshake?, _ outbox: Outbox) {
        outbox.ready()
    }

    mutating func received(_ message: Message, _ outbox: Outbox) {
        switch message {
        case .text(let bytes), .binary(let bytes), .bytes(let bytes):
            if let listener { return listener(Array(bytes)) }
        }
        switch message {
        case .text(let text): outbox.perform(.sendText(Array(text)))
        case .binary(let data), .bytes(let data): outbox.perform(.sendBinary(Array(data)))
        }
    }

    mutating func closed(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        .giveUp(Outage(.closed, reason: "\(end)"))
    }

    mutating func subscribe(to channel: String, _ outbox: Outbox) {}
    mutating func unsubscribe(from channel: String, _ outbox: Outbox) {}
    mutating func publish(_ publication: ClientPublication, _ outbox: Outbox) {}
    mutating func elapsed(_ timer: TimerName, _ outbox: Outbox) {}
    mutating func answered(_ fetch: FetchID, _ answer: HTTPAnswer, _ outbox: Outbox) {}
}
