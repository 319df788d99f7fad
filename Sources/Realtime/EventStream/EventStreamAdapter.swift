internal import Domain
internal import JSON

/// Server-Sent Events (WHATWG HTML §9.2) of any service, JSON:API streams such as MBTA's among them.
///
/// A connection is ready as soon as the server has answered, for nothing is asked for on it. Channels are the names of the events to show;
/// without any, all are shown. Events with an id that come again after a reconnection are told once.
public struct EventStreamAdapter: Adapter {
    enum Timer {
        static let silence = TimerName("sse.silence")
        /// The last event is expected once more.
        static let proof = TimerName("sse.proof")
    }

    let configuration: EventStreamConfiguration
    /// What the path asks for, e.g. `vehicles`.
    let collection: String
    /// The names of events to show, in the order in which they were asked for; `nil`: all.
    var wanted: [String]?
    var hasBeenReady = false
    /// Decided before we cut the connection ourselves.
    var decision: Verdict?
    /// What the stream said last, where that was why it ends.
    var failure: EventStreamFailure?

    // This connection
    var parser = EventStreamParser()
    var isOpen = false
    /// We asked for what we missed.
    var isResumption = false
    var hasReceived = false
    /// The id of the event that must come again to prove that nothing is missing.
    var awaited: [UInt8]?
    var lastArrival = Timestamp(milliseconds: 0)

    // What outlives it
    /// The wait that the server asks for.
    var retry: Duration = .zero
    var silence: EventStreamSilence
    var recent = RecentEvents()
    var overlap = EventStreamOverlap()
    var hasWarnedOfID = false

    let document = JSONDocument()
    var names = NameCache()

    public init(_ configuration: EventStreamConfiguration) {
        self.configuration = configuration
        collection = EventStreamConfiguration.lastPart(of: configuration.path) ?? ""
        silence = EventStreamSilence(setting: configuration.idle)
    }

    public var capabilities: Capabilities { configuration.resumes ? .resume : [] }

    public var request: ConnectionRequest { configuration.request(after: resumptionID) }

    // MARK: Channels

    public mutating func subscribe(to channel: String, _ outbox: Outbox) {
        guard wanted?.contains(channel) != true else { return }
        wanted = (wanted ?? []) + [channel]
        if isOpen, awaited == nil { outbox.subscribed(channel) }
    }

    public mutating func unsubscribe(from channel: String, _ outbox: Outbox) {
        wanted?.removeAll { $0 == channel }
    }

    public mutating func publish(_ publication: ClientPublication, _ outbox: Outbox) {
        outbox.emit(
            status: .warning("not published: an event stream carries nothing to the server"),
            channel: publication.channel)
    }

    // MARK: The connection

    public mutating func opened(_ handshake: Handshake?, _ outbox: Outbox) {
        isResumption = !resumptionID.isEmpty
        parser = EventStreamParser(lastEventID: parser.lastEventID)
        isOpen = true
        hasBeenReady = true
        hasReceived = false
        lastArrival = outbox.now
        outbox.perform(.start(Timer.silence, after: silence.limit))
        outbox.ready()
        awaited = overlapID == nil ? nil : overlap.last
        guard awaited != nil else { return confirm(.unknown, outbox) }
        outbox.perform(.start(Timer.proof, after: Self.patience))
    }

    public mutating func received(_ message: Message, _ outbox: Outbox) {
        guard decision == nil else { return }
        switch message {
        case .bytes(let bytes): receive(bytes, outbox)
        case .text(let bytes), .binary(let bytes):
            outbox.emit(
                status: .warning("\(bytes.count) bytes of a kind that this protocol does not have were ignored"))
        }
    }

    private mutating func receive(_ bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        var silent = outbox.now - lastArrival
        lastArrival = outbox.now
        hasReceived = true
        var rest = bytes
        do throws(EventStreamParser.Fault) {
            while let arrival = try parser.next(in: &rest) {
                take(arrival, after: silent, outbox)
                silent = .zero
            }
        } catch {
            let part = error == .lineTooLong ? "a line" : "an event"
            cut(
                .backOff(
                    atLeast: .seconds(1),
                    reason: "\(part) of the stream is longer than \(EventStreamParser.sizeLimit >> 20) MiB"), outbox)
        }
    }

    private mutating func take(_ arrival: EventStreamParser.Arrival, after silent: Duration, _ outbox: Outbox) {
        switch arrival {
        case .event(let event): take(event, after: silent, outbox)
        case .comment(let text):
            failure = EventStreamFailure(comment: text)
            noteSign(after: silent, outbox)
        case .bareName: noteSign(after: silent, outbox)
        case .retry(let wait): retry = wait
        }
    }

    /// Decides what follows, and cuts the connection.
    private mutating func cut(_ verdict: Verdict, _ outbox: Outbox) {
        decision = verdict
        outbox.perform(.drop)
    }

    public mutating func answered(_ fetch: FetchID, _ answer: HTTPAnswer, _ outbox: Outbox) {}

    public mutating func closed(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict {
        defer {
            isOpen = false
            decision = nil
            failure = nil
        }
        return EventStreamVerdict.verdict(
            for: end,
            EventStreamVerdict.Circumstances(
                decision: decision, failure: failure, retry: retry, hasBeenReady: hasBeenReady))
    }
}

// MARK: - Liveness

extension EventStreamAdapter {
    /// The server has shown that it lives and said nothing else.
    mutating func noteSign(after silent: Duration, _ outbox: Outbox) {
        let before = silence.limit
        silence.endedBySign(after: silent)
        guard silence.limit < before else { return }
        outbox.perform(.start(Timer.silence, after: silence.limit))
    }

    public mutating func elapsed(_ timer: TimerName, _ outbox: Outbox) {
        guard decision == nil else { return }
        if timer == Timer.proof { return settle(.unknown, outbox) }
        guard timer == Timer.silence else { return }
        // A clock that was set back must not keep us from acting.
        let silent = max(.zero, outbox.now - lastArrival)
        guard silent >= silence.limit else {
            return outbox.perform(.start(Timer.silence, after: silence.limit - silent))
        }
        let words = "nothing has come for \(silence.limit.components.seconds) s"
        let hint = hasReceived ? "" : "; a proxy on the way may hold the stream back"
        cut(.backOff(atLeast: .zero, reason: words + hint), outbox)
    }
}

// MARK: - Resumption

extension EventStreamAdapter {
    /// Longer ones are not sent back, for no server takes a head of any size.
    private static let idLimit = 1_024

    /// How long the last event may take to come again.
    private static let patience: Duration = .seconds(10)

    /// What `Last-Event-ID` will say; empty where there is nothing to say.
    private var resumptionID: [UInt8] {
        overlapID ?? (Self.canBeSent(parser.lastEventID) ? parser.lastEventID : [])
    }

    /// The id before the last one, where the service is said to keep what was missed: the last event will show whether it does.
    private var overlapID: [UInt8]? {
        guard configuration.resumes, !parser.lastEventID.isEmpty else { return nil }
        return overlap.previous.flatMap { Self.canBeSent($0) ? $0 : nil }
    }

    private static func canBeSent(_ id: [UInt8]) -> Bool {
        id.count <= idLimit && id.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            && String(validating: id, as: UTF8.self) != nil
    }

    private func confirm(_ continuity: Outbox.Continuity, _ outbox: Outbox) {
        for channel in wanted ?? [configuration.channel] { outbox.subscribed(channel, continuity: continuity) }
    }

    private mutating func settle(_ continuity: Outbox.Continuity, _ outbox: Outbox) {
        awaited = nil
        outbox.perform(.cancel(Timer.proof))
        confirm(continuity, outbox)
    }

    /// Notes the event; whether it is one that we had before this connection, told again.
    mutating func isRepetition(_ event: EventStreamEvent, _ outbox: Outbox) -> Bool {
        let isKnown = isKnown(event, outbox)
        if !isKnown { overlap.note(event) }
        guard let awaited, event.id?.isEmpty == false else { return isKnown }
        // An event that is new to us shows that the service goes on with something else than what we asked for.
        if !isKnown { settle(.unknown, outbox) } else if event.id == awaited { settle(.proved, outbox) }
        return isKnown
    }

    private mutating func isKnown(_ event: EventStreamEvent, _ outbox: Outbox) -> Bool {
        guard let id = event.id, !id.isEmpty else { return false }
        if !hasWarnedOfID, !Self.canBeSent(id) {
            hasWarnedOfID = true
            outbox.emit(status: .warning("an event's id is too long or too odd to be sent back after a break"))
        }
        return !recent.insert(event) && isResumption
    }
}
