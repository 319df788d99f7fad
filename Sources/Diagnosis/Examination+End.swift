internal import Domain
public import Realtime

/// How an examination ends.
extension Examination {
    /// The connection has ended; what that means is known at `end`.
    public mutating func note(_ end: ConnectionEnd, at time: Duration) {
        guard !isOver else { return }
        latest = time
        connectionEnd = end
    }

    /// The feed is over; `nil` where it ended as asked.
    public mutating func end(_ outage: Outage?, at time: Duration) {
        guard !isOver else { return }
        latest = time
        if let outage { fail(connectionEnd, outage, at: time) }
        conclude(at: time)
    }

    /// There is no more time, be it for answers or for a message.
    public mutating func timeUp(at time: Duration) {
        guard !isOver else { return }
        latest = time
        if !addresses.isEmpty { settleName(at: time) }
        if let row = way.first(where: \.isOpen) {
            failSilently(row.stage, at: time)
        } else if way.isEmpty {
            failSilently(.name, at: time)
        } else {
            failSilentService(at: time)
        }
        if awaitsMessage, let index = open(.firstMessage) {
            let patience = since(listeningSince, time)
            settle(
                serviceRow: index, .warning, "none within \(patience.brief)", after: patience,
                advice: [.quiet(subject)])
        }
        conclude(at: time)
    }

    /// A channel has been waited for long enough, unless it was answered meanwhile; the others are waited for.
    public mutating func giveUp(on channel: String, at time: Duration) {
        guard !isOver, let index = openChannel(channel) else { return }
        latest = time
        failSilently(channelAt: index, at: time)
    }

    /// The user ends it.
    ///
    /// - Parameter conclusion: what the exit status shall say.
    public mutating func stop(_ conclusion: Report.Conclusion, at time: Duration) {
        guard !isOver else { return }
        latest = time
        conclude(as: conclusion, at: time)
    }

    /// Everything has been learnt.
    public mutating func finish(at time: Duration) {
        guard !isOver else { return }
        conclude(at: time)
    }

    private mutating func conclude(as conclusion: Report.Conclusion? = nil, at time: Duration) {
        settleRoundTrip()
        settleClock()
        for index in way.indices where way[index].isOpen {
            way[index].finding = .unreached(way[index])
        }
        for index in service.indices where !service[index].warnings.isEmpty {
            settle(serviceRow: index, .skipped, "\(service[index].channel ?? ""): not answered so far", after: nil)
        }
        for index in service.indices where service[index].isOpen {
            guard let reason = reasonToSkip(service[index].stage) else {
                service[index].finding = .unreached(service[index])
                continue
            }
            settle(serviceRow: index, .skipped, reason, after: nil)
        }
        self.conclusion = conclusion ?? failure ?? .healthy
    }

    /// Why there is nothing to say of a stage that was reached; `nil` where it was not.
    private func reasonToSkip(_ stage: Stage) -> String? {
        guard greetedAt != nil else { return nil }
        switch stage {
        case .firstMessage where subject.lacksChannel: return "no channel was asked for (\(Option.channel) NAME)"
        case .firstMessage where subject.patience == nil: return "not waited for"
        case .roundTrip: return "no ping was answered in this time"
        case .clock: return "the server did not tell the time"
        case .name, .connection, .proxy, .tls, .upgrade, .greeting, .subscription, .firstMessage: return nil
        }
    }
}

// MARK: - Failures

extension Examination {
    private mutating func fail(_ end: ConnectionEnd?, _ outage: Outage, at time: Duration) {
        switch end {
        case .unreachable(let fault):
            if fault.stage != .resolve, !addresses.isEmpty { settleName(at: time) }
            failure = failure ?? (fault.isRefusal ? .refused : .unreachable)
            settle(
                Stage(fault.stage), .failed, fault.description, at: time, facts: Self.facts(fault),
                advice: [.about(fault, place)])
        case .refused(let status, _, let reason):
            failure = failure ?? ([401, 403, 407].contains(status) ? .refused : .unreachable)
            settle(
                .upgrade, .failed, reason.isEmpty ? "HTTP status \(status)" : "\(status): \(reason)", at: time,
                facts: [Fact("status", .number(Double(status))), Fact("reason", reason)].compactMap(\.self),
                advice: [.about(status: status, place)])
        case .broken, .closed, .lost, .ended, nil:
            failService(end, outage, at: time)
        }
    }

    private static func facts(_ fault: ConnectFault) -> [Fact] {
        switch fault {
        case .noConnection(let attempts): [Fact("tried", .list(attempts.map { "\($0.address): \($0.outcome)" }))]
        case .certificate(let fault): fault.certificate?.facts ?? []
        case .unknownHost, .nameService, .timedOut, .proxy, .noTLS, .tls, .clientCertificate, .ended, .handshake,
            .redirect, .settings:
            []
        }
    }

    /// The WebSocket was open.
    private mutating func failService(_ end: ConnectionEnd?, _ outage: Outage, at time: Duration) {
        if let stage = way.first(where: \.isOpen)?.stage {
            failure = failure ?? .unreachable
            let fault = ConnectFault.ended(LinkStage(stage), place: place.address)
            return settle(stage, .failed, outage.reason, at: time, advice: [.about(fault, place)])
        }
        let stages: [Stage] = [.greeting, .subscription, .firstMessage]
        guard failure == nil || open(.subscription) != nil,
            let index = service.firstIndex(where: { stages.contains($0.stage) && $0.isOpen })
        else { return }
        let code = outage.code ?? end?.code
        failure = failure ?? Self.conclusion(end, outage)
        let subject = service[index].channel.map { "\($0): " } ?? ""
        settle(
            serviceRow: index, .failed, subject + Self.words(end, outage, code), after: since(lastAnswer, time),
            facts: [code.map { Fact("code", .number(Double($0))) }, Fact("reason", outage.reason)].compactMap(\.self),
            advice: [.about(end: end, outage, code: code, service[index].stage, place)])
    }

    private var lastAnswer: Duration? { answeredAt }

    private static func conclusion(_ end: ConnectionEnd?, _ outage: Outage) -> Report.Conclusion {
        switch outage.cause {
        case .refused: .refused
        case .unreachable, .closed, .continuityLost: end == .ended ? .silent : .closed
        }
    }

    private static func words(_ end: ConnectionEnd?, _ outage: Outage, _ code: Int?) -> String {
        if case .closed(let code?, "") = end, outage.reason == end?.reason { return "closed with code \(code)" }
        if case .closed(let code?, let reason) = end, !reason.isEmpty { return "closed with code \(code): \(reason)" }
        guard end != .ended else { return outage.reason }
        return code.map { "closed with code \($0): \(outage.reason)" } ?? outage.reason
    }

    private mutating func failSilently(_ stage: Stage, at time: Duration) {
        failure = failure ?? .silent
        let fault = ConnectFault.timedOut(LinkStage(stage), place: place.nearest, after: max(.zero, time - reached))
        settle(
            stage, .failed, "no answer within \(max(.zero, time - reached).brief)", at: time, facts: tried,
            advice: [.about(fault, place)])
    }

    private mutating func failSilentService(at time: Duration) {
        if let index = open(.greeting) {
            failure = failure ?? .silent
            let silence = since(nil, time)
            return settle(
                serviceRow: index, .failed, "\(subject.service) said nothing within \(silence.brief)", after: silence,
                advice: [.silentGreeting(place)])
        }
        while let index = open(.subscription) { failSilently(channelAt: index, at: time) }
    }

    /// Of several channels without an answer and a warning the first is explained.
    private mutating func failSilently(channelAt index: Int, at time: Duration) {
        failure = failure ?? .silent
        let silence = since(greetedAt, time)
        let advice = service[index].warnings.isEmpty ? .silentSubscription(place) : Advice.warned
        let isExplained = service.contains { $0.finding?.advice.contains(advice) ?? false } && advice != .warned
        settle(
            serviceRow: index, .failed, "\(service[index].channel ?? ""): no answer within \(silence.brief)",
            after: silence, facts: [Fact("channel", service[index].channel)].compactMap(\.self),
            advice: isExplained ? [] : [advice])
    }
}

// MARK: - Measurements

extension Examination {
    private mutating func settleRoundTrip() {
        guard let index = open(.roundTrip), let best = roundTrips.min() else { return }
        let count = roundTrips.count == 1 ? "1 ping" : "\(roundTrips.count) pings"
        settle(
            serviceRow: index, .passed,
            roundTrips.count == 1 ? "there and back" : "there and back, the best of \(count)",
            after: best, facts: [Fact("pings", .number(Double(roundTrips.count)))])
    }

    private mutating func settleClock() {
        guard let index = open(.clock), let (offset, error) = clock else { return }
        let isOff = (error == nil ? offset : offset.magnitude) - (error ?? .zero) > Self.clockTolerance
        let facts = [
            Fact("offset_ms", .number(offset.inMilliseconds)),
            error.map { Fact("error_ms", .number($0.inMilliseconds)) },
        ]
        settle(
            serviceRow: index, isOff ? .warning : .passed, Self.words(clockOffset: offset, error), after: nil,
            facts: facts.compactMap(\.self),
            advice: isOff ? [.clockOff] : [])
    }

    private static func words(clockOffset offset: Duration, _ error: Duration?) -> String {
        let side = offset < .zero ? "behind" : "ahead of"
        let amount = offset.magnitude.brief
        guard let error else {
            // A message cannot arrive before it was sent: only the least that the server's clock is ahead is known.
            return "the server's clock is at \(offset < .zero ? "most" : "least") \(amount) \(side) this one"
        }
        return offset.magnitude <= error
            ? "the server's clock agrees with this one, give or take \(error.brief)"
            : "the server's clock is \(amount) \(side) this one, give or take \(error.brief)"
    }

    /// How far clocks may be apart before it is spoken of.
    private static let clockTolerance: Duration = .seconds(2)
}

extension Duration {
    fileprivate var magnitude: Duration { self < .zero ? .zero - self : self }
}

extension Stage {
    fileprivate init(_ stage: LinkStage) {
        self =
            switch stage {
            case .resolve: .name
            case .connect: .connection
            case .proxy: .proxy
            case .tls: .tls
            case .upgrade: .upgrade
            }
    }
}

extension LinkStage {
    /// The last one for what comes after it.
    fileprivate init(_ stage: Stage) {
        self =
            switch stage {
            case .name: .resolve
            case .connection: .connect
            case .proxy: .proxy
            case .tls: .tls
            case .upgrade, .greeting, .subscription, .firstMessage, .roundTrip, .clock: .upgrade
            }
    }
}
