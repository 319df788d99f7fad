internal import Domain
internal import JSON

/// Which channels, and the requests that are held.
extension PubNubAdapter {
    public mutating func subscribe(to channel: String, _ outbox: Outbox) {
        guard wanted.add(channel), phase != .closed else { return }
        if let reason = wanted.invalid[channel] { return outbox.refused(channel, code: nil, reason: reason) }
        // The request that is held does not know the channel; the cursor stays, so that nothing is lost on the others.
        if case .polling = phase { superseded += 1 }
        guard superseded <= Limit.superseded else {
            return end(with: .reconnectNow(reason: "too many requests are held for earlier sets of channels"), outbox)
        }
        greet(outbox)
    }

    public mutating func unsubscribe(from channel: String, _ outbox: Outbox) {
        let isKnown = wanted.invalid[channel] == nil
        guard wanted.remove(channel), isKnown, phase != .closed else { return }
        members.remove(channel)
        leave(PubNubNames(channels: [channel]), outbox)
    }

    // MARK: Asking

    mutating func greet(_ outbox: Outbox) {
        outbox.perform(.cancel(Timer.next))
        guard !wanted.names.isEmpty else { return restWithoutChannels(outbox) }
        askedAt = outbox.now
        phase = .greeting(outbox.fetch(requests.subscribe(asked, cursor: nil, at: outbox.now)))
    }

    mutating func poll(_ outbox: Outbox) {
        guard decision == nil else { return }
        guard !wanted.names.isEmpty else { return rest() }
        guard (.zero...Limit.silence).contains(outbox.now - answeredAt) else {
            return end(with: .reconnectNow(reason: "the service was not heard for a while"), outbox)
        }
        askedAt = outbox.now
        phase = .polling(outbox.fetch(requests.subscribe(asked, cursor: cursor, at: outbox.now)))
    }

    private var asked: PubNubNames {
        configuration.hasPresence ? wanted.names.withPresence() : wanted.names
    }

    /// A channel that is asked for later has no past to catch up with.
    private mutating func rest() {
        phase = .resting
        cursor = nil
        isCatchingUp = false
    }

    private mutating func restWithoutChannels(_ outbox: Outbox) {
        rest()
        outbox.ready()
        tellInvalid(outbox)
        guard wanted.isEmpty else { return giveUpIfAllRefused(nil, outbox) }
        outbox.emit(status: .warning("no channel and no group is named: nothing will come"))
    }

    private func tellInvalid(_ outbox: Outbox) {
        for channel in wanted.channels {
            if let reason = wanted.invalid[channel] { outbox.refused(channel, code: nil, reason: reason) }
        }
    }

    // MARK: The greeting

    mutating func greeted(_ answer: PubNubAnswer, _ outbox: Outbox) {
        switch answer {
        case .document(let root):
            guard let now = PubNubCursor(root["t"]) else { return failed(reason: Self.strangeAnswer, outbox) }
            greetedAt = now.time
            answeredAt = outbox.now
            hasBeenReady = true
            outbox.ready()
            tellInvalid(outbox)
            tell(root, outbox)
            enter(at: now, outbox)
            beat(outbox)
            snapshot(wanted.names, outbox)
        case .fault(let fault): refused(fault, outbox)
        case .unreadable(let reason, _), .failed(let reason): failed(reason: reason, outbox)
        }
    }

    static let strangeAnswer = "the answer is not the service's (it has no t)"

    /// The service has let us in.
    private mutating func enter(at now: PubNubCursor, _ outbox: Outbox) {
        if cursor == nil {
            cursor = now
            coveredThrough = now.time
            confirmAll(hasSkipped ? .broken(.service, lost: nil) : .unknown, outbox)
            hasSkipped = false
            isCatchingUp = false
        } else if isCatchingUp {
            outbox.perform(.start(Timer.catchUp, after: Limit.catchUp))
        } else {
            confirmAll(.proved, outbox)
        }
        poll(outbox)
    }

    mutating func confirm(_ name: String, _ continuity: Outbox.Continuity, _ outbox: Outbox) {
        guard wanted.contains(name) else { return }
        let isProved = continuity == .proved && !wanted.doubtful.contains(name)
        wanted.settle(name)
        outbox.subscribed(name, continuity: isProved || continuity != .proved ? continuity : .unknown)
    }

    func confirmedNames() -> [String] { wanted.names.channels + wanted.names.groups }

    private mutating func confirmAll(_ continuity: Outbox.Continuity, _ outbox: Outbox) {
        for name in confirmedNames() { confirm(name, continuity, outbox) }
    }

    /// The first answer after a break, or none in time, shows what was waiting.
    mutating func concludeCatchUp(isCut: Bool, from start: PubNubCursor?, _ outbox: Outbox) {
        guard isCatchingUp, let start else { return }
        isCatchingUp = false
        outbox.perform(.cancel(Timer.catchUp))
        let absence = greetedAt - coveredThrough
        let isBuffered = (.seconds(-60)...Limit.buffer).contains(absence)
        if isBuffered, !isCut { return confirmAll(.proved, outbox) }
        fillGap(from: start.time, through: greetedAt, outbox)
    }

    // MARK: The held request

    mutating func polled(_ answer: PubNubAnswer, _ outbox: Outbox) {
        let held = outbox.now - askedAt
        switch answer {
        case .document(let root):
            guard let next = PubNubCursor(root["t"]) else { return failed(reason: Self.strangeAnswer, outbox) }
            polled(root, next, held: held, outbox)
        case .fault(let fault):
            let isProxy = [408, 504].contains(fault.status)
            if isProxy, held >= Limit.held { return poll(outbox) }
            refused(fault, outbox)
        case .failed(let reason):
            if held >= Limit.held { return poll(outbox) }
            failed(reason: reason, outbox)
        case .unreadable(let reason, let isCut):
            guard isCut else { return failed(reason: reason, outbox) }
            // Asked again, the service would tell the same.
            cursor = nil
            hasSkipped = true
            failed(reason: "the service told more at once than we take (1 MiB)", outbox)
        }
    }

    private mutating func polled(_ root: JSONValue, _ next: PubNubCursor, held: Duration, _ outbox: Outbox) {
        let last = cursor
        let (count, fresh) = tell(root, outbox)
        // Where nothing came, the time stands still and yet nothing was missed meanwhile.
        let isIdle = count == 0 && next.time == last?.time
        coveredThrough =
            isIdle
            ? coveredThrough + min(max(held, .zero), PubNubRequests.Patience.poll) : max(coveredThrough, next.time)
        cursor = next
        let isCut = count >= Limit.answer
        if isCatchingUp {
            concludeCatchUp(isCut: isCut, from: last, outbox)
        } else if isCut, let last {
            outbox.emit(.gap(Gap(from: answeredAt, to: outbox.now, proof: .none)))
            fillGap(from: last.time, through: next.time, outbox)
        }
        // Who was asleep must not believe the next answer without asking for the time.
        if held <= Limit.silence { answeredAt = outbox.now }
        guard fresh == 0, held < Limit.pause else { return poll(outbox) }
        phase = .resting
        outbox.perform(.start(Timer.next, after: Limit.pause))
    }

    // MARK: Refusals

    private mutating func failed(reason: String, _ outbox: Outbox) {
        end(with: .backOff(atLeast: PubNubFault.shortestWait, reason: reason), outbox)
    }

    /// Where the service says which names it refuses, the others live on.
    private mutating func refused(_ fault: PubNubFault, _ outbox: Outbox) {
        let names = (fault.channels + fault.groups).map(PubNubChannel.base)
        var isNews = false
        if fault.status == 403 {
            for name in names where wanted.refuse(name) {
                isNews = true
                outbox.refused(name, code: fault.status, reason: fault.reason)
            }
        }
        guard isNews else { return end(with: fault.verdict(hasBeenReady: hasBeenReady), outbox) }
        guard !wanted.names.isEmpty else { return giveUpIfAllRefused(fault, outbox) }
        greet(outbox)
    }

    private mutating func giveUpIfAllRefused(_ fault: PubNubFault?, _ outbox: Outbox) {
        let reason = fault?.reason ?? wanted.invalid.values.min()
        end(
            with: .giveUp(Outage(.refused, code: fault?.status, reason: reason ?? "every channel was refused")), outbox)
    }
}
