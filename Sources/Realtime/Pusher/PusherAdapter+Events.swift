internal import Domain
internal import JSON

/// Messages of the service.
extension PusherAdapter {
    /// The parts of a message that the protocol knows.
    struct Frame {
        var event: JSONText
        var channel: JSONText?
        var data: JSONValue?

        @inline(__always)
        init?(_ root: JSONValue) {
            // As static strings: a comparison with a `String` walks through it byte by byte.
            let names: (event: StaticString, channel: StaticString, data: StaticString) = ("event", "channel", "data")
            var event: JSONText?
            for (key, value) in root.members {
                switch key.count {
                case 5 where key == names.event: event = value.string
                case 7 where key == names.channel: channel = value.string
                case 4 where key == names.data: data = value
                default: break
                }
            }
            guard let event else { return nil }
            self.event = event
        }
    }

    mutating func receive(_ root: JSONValue, _ outbox: Outbox) {
        guard let frame = Frame(root) else {
            return outbox.emit(status: .warning("a message without an event name was ignored"))
        }
        if frame.event.hasPrefix("pusher:") || frame.event.hasPrefix("pusher_internal:") {
            receiveControl(frame, outbox)
        } else {
            receiveEvent(frame, outbox)
        }
    }

    // MARK: Events of the app

    private mutating func receiveEvent(_ frame: Frame, _ outbox: Outbox) {
        let name = names[frame.event]
        guard let channel = frame.channel else {
            return emit(name, on: nil, frame.data, origin: .live, outbox)
        }
        let channelName = names[channel]
        if !abandoned.isEmpty, abandoned.contains(channelName) { return }
        let traits = PusherChannel.Traits(of: channel)
        let origin: Occurrence.Origin
        if traits.contains(.cache) {
            guard let known = recognise(frame, on: channelName) else { return }
            origin = known
        } else {
            origin = .live
        }
        if traits.contains(.encrypted) {
            emitSealed(name, on: channelName, frame.data, origin: origin, outbox)
        } else {
            emit(name, on: channelName, frame.data, origin: origin, outbox)
        }
    }

    @inline(__always)
    func emit(
        _ name: String, on channel: String?, _ data: JSONValue?, origin: Occurrence.Origin, _ outbox: Outbox
    ) {
        PusherPayload.decode(data, with: inner) { payload in
            outbox.emit(Occurrence(channel: channel, name: name, origin: origin, content: payload.content))
        }
    }

    /// Tells the cached event, which follows the confirmation, from a live one; `nil` where it is the event that we had last.
    private mutating func recognise(_ frame: Frame, on channel: String) -> Occurrence.Origin? {
        // Client events are never cached.
        guard !frame.event.hasPrefix("client-"), let isCached = channels[channel]?.expectsCached else { return .live }
        var identity = Array(frame.event.bytes)
        identity.append(0)
        if let data = frame.data {
            var writer = JSONWriter()
            data.appendSource(to: &writer)
            identity += writer.bytes
        }
        let isRepeated = isCached && channels[channel]?.lastEvent == identity
        channels[channel]?.expectsCached = false
        channels[channel]?.lastEvent = identity.count <= PusherSubscription.lastEventLimit ? identity : []
        guard !isRepeated else { return nil }
        return isCached ? .snapshot : .live
    }

    // MARK: Events of the service

    private mutating func receiveControl(_ frame: Frame, _ outbox: Outbox) {
        let event = frame.event
        if event == "pusher:ping" { return outbox.perform(.sendText(PusherFrame.pong)) }
        if event == "pusher:pong" { return }
        let channel = frame.channel.map { names[$0] }
        // What arrives for a channel that the user has left; the confirmation must still be seen by one that is leaving.
        if let channel, abandoned.contains(channel) { return }
        PusherPayload.decode(frame.data, with: inner) { payload in
            if !receive(event, channel, payload, outbox) {
                let name = names[event]
                outbox.emit(Occurrence(channel: channel, name: name, content: payload.content))
            }
        }
    }

    /// False for an event that the protocol does not know.
    private mutating func receive(
        _ event: JSONText, _ channel: String?, _ payload: PusherPayload, _ outbox: Outbox
    ) -> Bool {
        if event == "pusher:connection_established" {
            greeted(payload, outbox)
        } else if event == "pusher:error" {
            failed(PusherError(payload), outbox)
        } else if event == "pusher:signin_success" {
            signedIn(payload, outbox)
        } else if event == "pusher_internal:watchlist_events" {
            watched(payload, outbox)
        } else if let channel {
            return receive(event, on: channel, payload, outbox)
        } else {
            return false
        }
        return true
    }

    private mutating func receive(
        _ event: JSONText, on channel: String, _ payload: PusherPayload, _ outbox: Outbox
    ) -> Bool {
        if event == "pusher_internal:subscription_succeeded" {
            confirmed(channel, payload, outbox)
        } else if event == "pusher:subscription_error" || event == "pusher_internal:subscription_error" {
            refused(channel, payload, outbox)
        } else if event == "pusher_internal:member_added" {
            joined(channel, payload, outbox)
        } else if event == "pusher_internal:member_removed" {
            left(channel, payload, outbox)
        } else if event == "pusher_internal:subscription_count" {
            outbox.emit(
                Occurrence(channel: channel, name: "pusher:subscription_count", content: payload.content))
        } else if event == "pusher:cache_miss" {
            channels[channel]?.expectsCached = false
            outbox.emit(Occurrence(channel: channel, name: "pusher:cache_miss", origin: .snapshot, content: .none))
        } else {
            return false
        }
        return true
    }

    private mutating func greeted(_ payload: PusherPayload, _ outbox: Outbox) {
        guard phase == .greeting else {
            return outbox.emit(status: .warning("a second greeting on the same connection was ignored"))
        }
        guard let data = payload.json, let socketID = data["socket_id"]?.stringOrNumber, socketID.count > 0 else {
            return end(with: .backOff(atLeast: .seconds(1), reason: "the greeting has no socket_id"), outbox)
        }
        phase = .established(socketID: socketID.string)
        let seconds = data["activity_timeout"]?.stringOrNumber?.double ?? 0
        silenceLimit = seconds >= 1 && seconds < 120 ? .milliseconds(Int64(seconds * 1_000)) : Deadline.longestSilence
        outbox.perform(.start(Timer.activity, after: silenceLimit))
        hasBeenReady = true
        outbox.ready()
        startSignIn(outbox)
        for name in order { begin(name, outbox) }
        giveUpIfAllRefused(outbox)
    }

    // MARK: Errors

    /// Before the greeting an error is the connection's end. After it, a refusal of some channel or a warning: only a close ends a connection.
    private mutating func failed(_ error: PusherError, _ outbox: Outbox) {
        guard socketID != nil else { return failedBeforeGreeting(error, outbox) }
        if signIn.takes(error) { return signInRefused(error.message, code: error.code, outbox) }
        if let channel = channelNamed(in: error.message) {
            // Asked twice, because the first confirmation was late or lost.
            if error.message.hasPrefix("Existing subscription") { return confirmed(channel, .none, outbox) }
            return refuse(channel, code: error.code, reason: error.message, outbox)
        }
        let canBeRefusal = error.code == nil || error.code == 4009
        if canBeRefusal, channels.values.contains(where: \.isAwaitingAnswer) {
            looseRefusals.append(error)
            return attributeRefusals(outbox)
        }
        remember(error, outbox)
        outbox.emit(status: .warning(error.code.map { "\(error.message) (\($0))" } ?? error.message))
    }

    /// What concerns the whole connection may explain its end.
    private mutating func remember(_ error: PusherError, _ outbox: Outbox) {
        lastError = error
        lastErrorAt = outbox.now
    }

    private mutating func failedBeforeGreeting(_ error: PusherError, _ outbox: Outbox) {
        remember(error, outbox)
        guard let code = error.code, code >= 4000 else {
            return end(with: .backOff(atLeast: .seconds(1), reason: error.message), outbox)
        }
        end(with: PusherVerdict.verdict(code: code, reason: error.message, isSecure: isSecure), outbox)
    }
}
