internal import Domain
internal import JSON

/// Attaching and detaching.
extension AblyAdapter {
    public mutating func subscribe(to channel: String, _ outbox: Outbox) {
        guard channels[channel] == nil else { return }
        channels[channel] = AblyChannel(channel)
        order.append(channel)
        guard phase == .connected else { return }
        begin(channel, outbox)
        giveUpIfAllRefused(outbox)
    }

    public mutating func unsubscribe(from channel: String, _ outbox: Outbox) {
        guard let known = channels.removeValue(forKey: channel) else { return }
        order.removeAll { $0 == channel }
        abandonSearch(of: channel)
        switch known.state {
        case .attaching, .attached:
            leaving.insert(channel)
            outbox.perform(.sendText(AblyFrame.detach(channel)))
        case .idle, .invalid, .suspended, .refused: break
        }
    }

    // MARK: On the way

    mutating func begin(_ channel: String, _ outbox: Outbox) {
        guard let known = channels[channel] else { return }
        if case .invalid(let reason) = known.state { return outbox.refused(channel, code: nil, reason: reason) }
        channels[channel]?.state = .attaching
        let frame = AblyFrame.attach(channel, serial: known.serial, parameters: configuration.channelParameters)
        outbox.perform(.sendText(frame))
        expect(channel, within: Deadline.attachment, outbox)
    }

    /// Remembers when to look at the channel again.
    private mutating func expect(_ channel: String, within duration: Duration, _ outbox: Outbox) {
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
            case .attaching: suspend(channel, "the service did not answer", outbox)
            case .suspended: begin(channel, outbox)
            default: break
            }
        }
        guard let next = order.compactMap({ channels[$0]?.due }).min() else { return }
        channelsDue = next
        outbox.perform(.start(Timer.channels, after: max(.milliseconds(1), next - outbox.now)))
    }

    private mutating func suspend(_ channel: String, _ reason: String, _ outbox: Outbox) {
        let failures = (channels[channel]?.failures ?? 0) + 1
        channels[channel]?.failures = failures
        channels[channel]?.state = .suspended
        warn(.attachment, "not attached: \(reason); trying again", on: channel, outbox)
        // As the vendor's: twice the base at most.
        expect(channel, within: min(Deadline.channelRetry * (failures + 2) / 3, Deadline.channelRetry * 2), outbox)
    }

    // MARK: Answers

    mutating func attached(_ frame: AblyFrame, _ outbox: Outbox) {
        guard let channel = frame.channel.map({ names[$0] }), let known = channels[channel],
            !leaving.contains(channel)
        else { return }
        switch known.state {
        case .attaching, .attached, .suspended: break
        case .idle, .invalid, .refused: return
        }
        let isResumed = frame.flags & AblyFrame.Flag.resumed != 0
        if known.hasBeenAttached, !isResumed, known.loss == nil {
            channels[channel]?.loss = AblyChannel.Loss(
                lastID: known.lastID, lastTime: known.lastTime, since: known.lastHeard)
        }
        noteAttachment(channel, frame, outbox)
        if frame.flags & AblyFrame.Flag.hasPresence == 0 { emptyPresence(channel, outbox) }
        channels[channel]?.members.expectSync(frame.flags & AblyFrame.Flag.hasPresence != 0)
        if let error = frame.root["error"], !error.isNull {
            warn(.service, "messages may be missing: \(AblyError(error).words)", on: channel, outbox)
        }
        if channels[channel]?.loss != nil {
            search(channel, upTo: frame.channelSerial?.string, outbox)
        } else if !known.isTold {
            settle(channel, known.hasBeenAttached ? .proved : .unknown, outbox)
        }
    }

    private mutating func noteAttachment(_ channel: String, _ frame: AblyFrame, _ outbox: Outbox) {
        let wasAttached = channels[channel]?.hasBeenAttached == true
        channels[channel]?.state = .attached
        channels[channel]?.due = nil
        channels[channel]?.failures = 0
        channels[channel]?.hasBeenAttached = true
        channels[channel]?.lastHeard = outbox.now
        channels[channel]?.advance(to: frame.channelSerial)
        let hasReplay = frame.flags & AblyFrame.Flag.hasBacklog != 0 || wasAttached
        channels[channel]?.replayUntil = hasReplay ? frame.timestamp ?? outbox.now : nil
        let modes = frame.flags & AblyFrame.Flag.modes
        if modes != 0, modes & AblyFrame.Flag.subscribe == 0 {
            warn(.modes, "these credentials may not read the channel: no messages will come", on: channel, outbox)
        }
        let granted = frame.root["params"]
        for (name, value) in configuration.channelParameters
        where granted?[name]?.stringOrNumber.map({ $0 == value }) != true {
            warn(.parameters, "the service did not take \(name)=\(value)", on: channel, outbox)
        }
    }

    /// Tells what became of a break, or of a loss in the midst of a connection.
    mutating func settle(_ channel: String, _ continuity: Outbox.Continuity, _ outbox: Outbox) {
        guard let known = channels[channel] else { return }
        channels[channel]?.search = nil
        channels[channel]?.loss = nil
        channels[channel]?.isTold = true
        guard known.isTold else { return outbox.subscribed(channel, continuity: continuity) }
        guard let loss = known.loss else { return }
        switch continuity {
        case .proved: outbox.emit(status: .resumed, channel: channel)
        case .unknown: outbox.emit(.gap(Gap(from: loss.since, to: outbox.now, proof: .none)), channel: channel)
        case .broken(let proof, let lost):
            outbox.emit(.gap(Gap(from: loss.since, to: outbox.now, proof: proof, lost: lost)), channel: channel)
        }
    }

    /// Confirms what the user left, or tells that the service detached us: back at once, and with delay where that happens again.
    mutating func detached(_ frame: AblyFrame, _ outbox: Outbox) {
        guard let channel = frame.channel.map({ names[$0] }) else { return }
        guard leaving.remove(channel) == nil else {
            // The user has come back meanwhile, and what we asked for then is still to be answered.
            return
        }
        let reason = frame.root["error"].map { AblyError($0).words } ?? "the service detached the channel"
        switch channels[channel]?.state {
        case .attached:
            warn(.attachment, "\(reason); attaching again", on: channel, outbox)
            begin(channel, outbox)
        case .attaching: suspend(channel, reason, outbox)
        default: break
        }
    }

    /// ERROR with a channel.
    mutating func refused(_ channel: String, _ error: AblyError, _ outbox: Outbox) {
        guard let known = channels[channel], !known.isRefused, !leaving.contains(channel) else { return }
        channels[channel]?.state = .refused
        channels[channel]?.due = nil
        abandonSearch(of: channel)
        outbox.refused(channel, code: error.code, reason: error.message)
        giveUpIfAllRefused(code: error.code, reason: "\(channel): \(error.message)", outbox)
    }

    /// A connection on which every channel has been refused is of no use.
    mutating func giveUpIfAllRefused(code: Int? = nil, reason: String? = nil, _ outbox: Outbox) {
        guard !channels.isEmpty, channels.values.allSatisfy(\.isRefused) else { return }
        let stated = reason ?? order.lazy.compactMap { AblyChannel.objection(to: $0) }.first ?? "it was refused"
        let text = channels.count == 1 ? stated : "all \(channels.count) channels were refused; \(stated)"
        end(with: .giveUp(Outage(.refused, code: code, reason: text)), outbox)
    }
}
