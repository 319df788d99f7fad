internal import Domain
internal import WebSocket

/// A plain WebSocket that says whose it seems to be, once a session; all else is as without it.
struct RecognisingAdapter: Adapter {
    private static let silence = TimerName("recognition.silence")
    /// Who speaks first does so at once.
    private static let patience: Duration = .seconds(2)

    private var plain: any Adapter
    /// What was asked for.
    private let address: WebAddress
    private var handshake: Handshake?
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

    mutating func opened(_ handshake: Handshake?, _ outbox: Outbox) {
        // Ahead of what the opening brings about, such as the end of an examination.
        if let handshake { look(at: handshake, outbox) }
        plain.opened(handshake, outbox)
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
            say(service, outbox)
        } else if let service = unsupported(kind), first.count == 1 {
            say(service, outbox)
        }
    }

    mutating func elapsed(_ timer: TimerName, _ outbox: Outbox) {
        guard timer == Self.silence else { return plain.elapsed(timer, outbox) }
        guess(outbox)
    }

    mutating func closed(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        // Those who wait often do not wait long.
        if isOpen, case .closed = end { guess(outbox) }
        if case .unreachable(.handshake(.subprotocolNotOffered(let name))) = end { look(at: name, outbox) }
        isOpen = false
        handshake = nil
        return plain.closed(end, outbox)
    }

    mutating func stopping(_ outbox: Outbox) {
        isOpen = false
        plain.stopping(outbox)
    }

    /// The place where the server is.
    private var place: WebAddress { handshake?.address ?? address }

    /// What the opening itself proves.
    private mutating func look(at handshake: Handshake, _ outbox: Outbox) {
        self.handshake = handshake
        guard !hasSpoken else { return }
        if let service = KnownService.answering(handshake) { return say(service, outbox) }
        if handshake.subprotocol != nil, let service = unsupported(nil) { return say(service, outbox) }
        // The address that was asked for has been looked at before.
        guard handshake.address != WebAddress(request), let found = handshake.address.ownedByOne else { return }
        say("we were sent on to an address of \(found.entry.service): use \(Recognition.shown(found.url))", outbox)
    }

    /// The server insists on a subprotocol that nobody offered.
    private mutating func look(at subprotocol: String, _ outbox: Outbox) {
        guard !hasSpoken, let service = KnownService.of(subprotocol: subprotocol) else { return }
        guard case .none = service.way else { return say(service, outbox) }
        say(
            "this is \(service.name), which is not spoken: to see its messages, offer the subprotocol \(subprotocol)",
            outbox)
    }

    /// Where nothing has been said, the address may tell who waits for us to speak.
    private mutating func guess(_ outbox: Outbox) {
        // A subprotocol that is nobody's speaks against all whom the address might mean.
        guard !hasSpoken, first.count == 0, handshake?.subprotocol == nil else { return }
        if let service = KnownService.expected(at: place, subprotocols: subprotocols) {
            let advice = service.advice(at: place, isSpeaking: false)
            say("nothing comes; by its address this may be \(service.name)\(advice)", outbox)
        } else if let service = unsupported(nil) {
            say("nothing comes; by its address this may be \(service.summary). \(service.advice)", outbox)
        }
    }

    private func unsupported(_ kind: UnsupportedService.Evidence.FirstMessage?) -> UnsupportedService? {
        UnsupportedService.recognised(
            by: .init(address: place, subprotocol: handshake?.subprotocol, firstMessage: kind))
    }

    private var subprotocols: [String] {
        guard case .messageSocket(let subprotocols) = request.kind else { return [] }
        return subprotocols
    }

    private mutating func say(_ service: KnownService, _ outbox: Outbox) {
        say("this is \(service.name)\(service.advice(at: place, isSpeaking: first.count > 0))", outbox)
    }

    private mutating func say(_ service: UnsupportedService, _ outbox: Outbox) {
        say("this is \(service.summary). \(service.advice)", outbox)
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
