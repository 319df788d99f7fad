internal import Domain
internal import JSON

/// Subscribing and unsubscribing.
extension PusherAdapter {
    public mutating func subscribe(to channel: String, _ outbox: Outbox) {
        abandoned.remove(channel)
        if channels[channel] != nil {
            channels[channel]?.isLeaving = false
            if channels[channel]?.isAutomatic == true { adopt(channel, outbox) }
            return
        }
        do throws(InvalidInput) {
            let name = try PusherChannel(channel, limit: configuration.channelNameLimit)
            channels[channel] = PusherSubscription(traits: name.traits)
        } catch {
            channels[channel] = PusherSubscription(invalid: error.description)
        }
        order.append(channel)
        guard socketID != nil else { return }
        begin(channel, outbox)
        giveUpIfAllRefused(outbox)
    }

    /// The user asks for what we subscribed to for them.
    private mutating func adopt(_ channel: String, _ outbox: Outbox) {
        channels[channel]?.isAutomatic = false
        if channels[channel]?.state == .confirmed { outbox.subscribed(channel) }
    }

    public mutating func unsubscribe(from channel: String, _ outbox: Outbox) {
        switch channels[channel]?.state {
        case nil: return
        // The service ignores an unsubscription before its confirmation.
        case .pending: channels[channel]?.isLeaving = true
        case .confirmed:
            outbox.perform(.sendText(PusherFrame.unsubscribe(channel)))
            abandoned.insert(channel)
            remove(channel)
        case .idle, .invalid, .queued, .authorising, .retrying, .refused: remove(channel)
        }
    }

    mutating func remove(_ channel: String) {
        channels[channel] = nil
        order.removeAll { $0 == channel }
    }

    // MARK: On the way

    /// Asks for a channel that is idle on an established connection, or starts what must come before.
    mutating func begin(_ channel: String, _ outbox: Outbox) {
        guard let subscription = channels[channel] else { return }
        if case .invalid(let reason) = subscription.state {
            return outbox.refused(channel, code: nil, reason: reason)
        }
        if subscription.traits.contains(.authorised) { return authorise(channel, outbox) }
        guard subscription.traits.contains(.user) else {
            return request(PusherFrame.subscribe(channel), channel, outbox)
        }
        beginUserChannel(channel, outbox)
    }

    /// Sends a subscription and expects its answer.
    mutating func request(_ frame: [UInt8], _ channel: String, _ outbox: Outbox) {
        channels[channel]?.state = .pending
        outbox.perform(.sendText(frame))
        let patience = Deadline.subscription * (1 + (channels[channel]?.silences ?? 0))
        expect(channel, within: min(patience, Deadline.longestSilence), outbox)
    }

    /// Remembers when to look at the channel again.
    mutating func expect(_ channel: String, within duration: Duration, _ outbox: Outbox) {
        let due = outbox.now + duration
        channels[channel]?.due = due
        if let channelsDue, channelsDue <= due { return }
        channelsDue = due
        outbox.perform(.start(Timer.channels, after: duration))
    }

    mutating func checkChannels(_ outbox: Outbox) {
        channelsDue = nil
        for channel in order {
            guard let due = channels[channel]?.due, due <= outbox.now else { continue }
            channels[channel]?.due = nil
            switch channels[channel]?.state {
            case .retrying: authorise(channel, outbox)
            case .pending: unanswered(channel, outbox)
            default: break
            }
            guard decision == nil else { return }
        }
        guard let next = order.compactMap({ channels[$0]?.due }).min() else { return }
        channelsDue = next
        outbox.perform(.start(Timer.channels, after: max(.milliseconds(1), next - outbox.now)))
    }

    /// Silence is no refusal: we ask again, less and less often; but where the server answers nothing at all, we reconnect.
    private mutating func unanswered(_ channel: String, _ outbox: Outbox) {
        if channels[channel]?.isLeaving == true {
            abandoned.insert(channel)
            return remove(channel)
        }
        if !looseRefusals.isEmpty {
            let error = looseRefusals.removeFirst()
            return refuse(channel, code: error.code, reason: error.message, outbox)
        }
        let silences = (channels[channel]?.silences ?? 0) + 1
        guard silences == 1 || channels.values.contains(where: { $0.state == .confirmed }) else {
            decision = .backOff(atLeast: .seconds(1), reason: "the server answers no subscription")
            return outbox.perform(.drop)
        }
        channels[channel]?.silences = silences
        if silences == 1 {
            outbox.emit(status: .warning("the server did not answer the subscription; asking again"), channel: channel)
        }
        begin(channel, outbox)
    }

    // MARK: Answers

    mutating func confirmed(_ channel: String, _ payload: PusherPayload, _ outbox: Outbox) {
        guard let subscription = channels[channel] else { return }
        guard !subscription.isLeaving else {
            channels[channel]?.state = .confirmed
            unsubscribe(from: channel, outbox)
            return attributeRefusals(outbox)
        }
        channels[channel]?.state = .confirmed
        channels[channel]?.due = nil
        channels[channel]?.silences = 0
        channels[channel]?.expectsCached = subscription.traits.contains(.cache)
        outbox.subscribed(channel)
        if subscription.traits.contains(.presence), payload.json != nil { present(channel, payload, outbox) }
        attributeRefusals(outbox)
    }

    /// An error that names its channel (soketi): `{"type":"AuthError","error":"…","status":401}`.
    mutating func refused(_ channel: String, _ payload: PusherPayload, _ outbox: Outbox) {
        guard channels[channel] != nil else { return }
        var error = PusherError(payload)
        error.code = error.code ?? payload.json?["status"]?.stringOrNumber?.integer.flatMap { Int(exactly: $0) }
        refuse(channel, code: error.code, reason: error.message, outbox)
        attributeRefusals(outbox)
    }

    mutating func refuse(_ channel: String, code: Int?, reason: String, _ outbox: Outbox) {
        guard let subscription = channels[channel], !subscription.isRefused else { return }
        if subscription.isLeaving { return remove(channel) }
        channels[channel]?.state = .refused
        channels[channel]?.due = nil
        outbox.refused(channel, code: code, reason: reason)
        giveUpIfAllRefused(code: code, reason: "\(channel): \(reason)", outbox)
    }

    /// pusher.com names the channel in the text of what it would have signed, `SOCKET:CHANNEL`, or as `channel CHANNEL`. The longest name
    /// that fits is the one.
    func channelNamed(in message: String) -> String? {
        guard let socketID else { return nil }
        return channels.lazy
            .filter { $0.value.isAwaitingAnswer }.map(\.key)
            .filter { message.contains("\(socketID):\($0)") || message.contains(" channel \($0)") }
            .max { $0.utf8.count < $1.utf8.count }
    }

    /// Errors that name no channel (Reverb) belong to channels that wait for an answer: where there are as many, it is they.
    mutating func attributeRefusals(_ outbox: Outbox) {
        guard !looseRefusals.isEmpty else { return }
        let waiting = order.filter { channels[$0]?.isAwaitingAnswer == true }
        guard looseRefusals.count >= waiting.count else { return }
        let errors = looseRefusals
        looseRefusals.removeAll()
        for (channel, error) in zip(waiting, errors) {
            refuse(channel, code: error.code, reason: error.message, outbox)
        }
    }

    /// A connection on which every channel has been refused is of no use.
    mutating func giveUpIfAllRefused(code: Int? = nil, reason: String? = nil, _ outbox: Outbox) {
        let wanted = channels.filter { !$0.value.isAutomatic }
        guard !wanted.isEmpty, wanted.values.allSatisfy(\.isRefused) else { return }
        let stated = reason ?? order.compactMap { channels[$0]?.invalidity }.first ?? "the channel was refused"
        let text = wanted.count == 1 ? stated : "all \(wanted.count) channels were refused; \(stated)"
        end(with: .giveUp(Outage(.refused, code: code, reason: text)), outbox)
    }
}

extension PusherSubscription {
    var invalidity: String? {
        guard case .invalid(let reason) = state else { return nil }
        return reason
    }
}
