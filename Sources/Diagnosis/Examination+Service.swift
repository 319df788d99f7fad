public import Domain

/// What the service says once the WebSocket is open.
extension Examination {
    /// - Parameter channel: the status' channel; `nil` for the whole connection.
    public mutating func note(_ status: FeedStatus, channel: String?, at time: Duration) {
        guard !isOver else { return }
        latest = time
        switch status {
        case .connected: greeted(at: time)
        case .subscribed:
            guard let index = openChannel(channel) else { return }
            subscribedAt = subscribedAt ?? time
            settle(
                serviceRow: index, .passed, channel ?? "", after: since(greetedAt, time),
                facts: [Fact("channel", channel)].compactMap(\.self))
            noteAnswer(at: time)
        case .refused(let code, let reason):
            // A refusal of the whole connection is told by its end.
            guard let channel, let index = openChannel(channel) else { return }
            failure = failure ?? .refused
            let facts = [
                Fact("channel", channel), Fact("reason", reason), code.map { Fact("code", .number(Double($0))) },
            ]
            settle(
                serviceRow: index, .failed, "\(channel): \(reason)", after: since(greetedAt, time),
                facts: facts.compactMap(\.self), advice: [.refused(channel: channel, code: code, reason, place)])
            noteAnswer(at: time)
        case .warning(let text):
            guard let index = openChannel(channel) else {
                return Self.add(channel.map { "\($0): \(text)" } ?? text, to: &warnings)
            }
            Self.add(text, to: &service[index].warnings)
        case .connecting, .waiting, .resumed, .closed, .completed: break
        }
    }

    /// A message of the app has come; what the service says of itself is none.
    public mutating func noteMessage(channel: String?, event: String?, at time: Duration) {
        guard !isOver, let index = open(.firstMessage) else { return }
        latest = time
        let name = event ?? "a message"
        settle(
            serviceRow: index, .passed, channel.map { "\(name) on \($0)" } ?? name,
            after: since(subscribedAt ?? greetedAt, time),
            facts: [Fact("event", event), Fact("channel", channel)].compactMap(\.self))
    }

    /// A ping was answered after this time.
    public mutating func note(roundTrip: Duration) {
        guard !isOver else { return }
        roundTrips.append(roundTrip)
    }

    /// How far the server's clock is ahead of ours, as far as is known so far.
    public mutating func note(clockOffset offset: Duration, error: Duration?) {
        guard !isOver else { return }
        clock = (offset, error)
    }

    private static func add(_ warning: String, to warnings: inout [String]) {
        if warnings.count < warningLimit { warnings.append(warning) }
    }

    /// Warnings kept for one channel, and for the next stage.
    private static let warningLimit = 3

    private mutating func greeted(at time: Duration) {
        guard let index = open(.greeting) else { return }
        settlePlainAnswer()
        greetedAt = time
        settle(
            serviceRow: index, .passed, "\(subject.service) accepts the connection", after: max(.zero, time - reached),
            facts: [Fact("service", .text(subject.service))])
        noteAnswer(at: time)
    }

    private mutating func noteAnswer(at time: Duration) {
        answeredAt = time
    }

    func open(_ stage: Stage) -> Int? {
        service.firstIndex { $0.stage == stage && $0.isOpen }
    }

    func openChannel(_ channel: String?) -> Int? {
        service.firstIndex { $0.stage == .subscription && $0.channel == channel && $0.isOpen }
    }

    func since(_ start: Duration?, _ time: Duration) -> Duration {
        max(.zero, time - (start ?? reached))
    }
}
