internal import Domain

/// A plain WebSocket that says whose it seems to be, once a session; all else is as without it.
struct RecognisingAdapter: Adapter {
    private static let silence = TimerName("recognition.silence")
    /// Who speaks first does so at once.
    private static let patience: Duration = .seconds(2)

    private var plain: any Adapter
    private let address: WebAddress
    private var first = FirstMessages()
    private var isOpen = false
    private var hasSpoken = false

    init(_ plain: any Adapter, at address: WebAddress) {
        self.plain = plain
        self.address = address
    }

    var request: ConnectionRequest { plain.request }
    var capabilities: Capabilities { plain.capabilities }

    // MARK: What is looked at

    mutating func opened(_ outbox: Outbox) {
        plain.opened(outbox)
        isOpen = true
        guard !hasSpoken else { return }
        first = FirstMessages()
        outbox.perform(.start(Self.silence, after: Self.patience))
    }

    mutating func received(_ message: Message, _ outbox: Outbox) {
        plain.received(message, outbox)
        guard !hasSpoken, !first.isExhausted else { return }
        let (bytes, kind) = message.seen
        if let service = first.service(of: bytes) {
            say("this is \(service.name)\(service.advice(at: address))", outbox)
        } else if let service = unsupported(kind), first.count == 1 {
            say("this is \(service.summary). \(service.advice)", outbox)
        }
    }

    mutating func elapsed(_ timer: TimerName, _ outbox: Outbox) {
        guard timer == Self.silence else { return plain.elapsed(timer, outbox) }
        guess(outbox)
    }

    mutating func closed(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        // Those who wait often do not wait long.
        if isOpen, case .closed = end { guess(outbox) }
        isOpen = false
        return plain.closed(end, outbox)
    }

    mutating func stopping(_ outbox: Outbox) {
        isOpen = false
        plain.stopping(outbox)
    }

    /// Where nothing has been said, the address may tell who waits for us to speak.
    private mutating func guess(_ outbox: Outbox) {
        guard !hasSpoken, first.count == 0 else { return }
        if let service = KnownService.expected(at: address, subprotocols: subprotocols) {
            say("nothing comes; by its address this may be \(service.name)\(service.advice(at: address))", outbox)
        } else if let service = unsupported(nil) {
            say("nothing comes; by its address this may be \(service.summary). \(service.advice)", outbox)
        }
    }

    private func unsupported(_ kind: UnsupportedService.Evidence.FirstMessage?) -> UnsupportedService? {
        UnsupportedService.recognised(by: .init(address: address, firstMessage: kind))
    }

    private var subprotocols: [String] {
        guard case .messageSocket(let subprotocols) = request.kind else { return [] }
        return subprotocols
    }

    private mutating func say(_ text: String, _ outbox: Outbox) {
        hasSpoken = true
        outbox.emit(status: .warning(text))
    }
}

/// What is handed on as it is.
extension RecognisingAdapter {
    mutating func subscribe(to channel: String, _ outbox: Outbox) { plain.subscribe(to: channel, outbox) }
    mutating func unsubscribe(from channel: String, _ outbox: Outbox) { plain.unsubscribe(from: channel, outbox) }
    mutating func publish(_ publication: ClientPublication, _ outbox: Outbox) { plain.publish(publication, outbox) }
    mutating func prepare(_ outbox: Outbox) -> Bool { plain.prepare(outbox) }
    mutating func answered(_ fetch: FetchID, _ answer: HTTPAnswer, _ outbox: Outbox) {
        plain.answered(fetch, answer, outbox)
    }
}

extension Message {
    fileprivate var seen: (UnsafeRawBufferPointer, UnsupportedService.Evidence.FirstMessage) {
        switch self {
        case .text(let bytes): (bytes, .text)
        case .binary(let bytes), .bytes(let bytes): (bytes, .binary)
        }
    }
}
