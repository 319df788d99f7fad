internal import Domain
internal import JSON

/// Frames of the server (sockjs-protocol, "Protocol and framing"), and the app's messages in them.
extension SockJSAdapter {
    mutating func receive(stream bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        var stream = stream
        self.stream = SockJSStream()
        stream.append(bytes) { receive(frame: $0, outbox) }
        self.stream = stream
        guard !stream.hasOverflowed else {
            return end(with: .backOff(atLeast: .seconds(1), reason: "a frame is larger than 4 MiB"), outbox)
        }
    }

    mutating func receive(frame bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        guard decision == nil else { return }
        guard let type = bytes.first else { return note("empty frames are ignored", outbox) }
        if type == UInt8(ascii: "o") { return opened(by: outbox) }
        let payload = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
        if type == UInt8(ascii: "c") { return closed(by: payload, outbox) }
        if phase == .opening {
            // Only a stream that goes on with its session starts without an opening.
            guard resumption != .none else { return note("frames before the opening are ignored", outbox) }
            ready(resumption == .whole ? .proved : .unknown, isNew: false, outbox)
        }
        if type == UInt8(ascii: "h") { return learnInterval(outbox.now) }
        lastHeartbeat = nil
        switch type {
        case UInt8(ascii: "a"): receive(messages: payload, areMany: true, outbox)
        case UInt8(ascii: "m"): receive(messages: payload, areMany: false, outbox)
        default: note("frames of an unknown kind are ignored", outbox)
        }
    }

    private mutating func opened(by outbox: Outbox) {
        guard phase == .opening else {
            return end(with: .backOff(atLeast: .zero, reason: "the server lost the session"), outbox)
        }
        ready(.unknown, isNew: true, outbox)
    }

    /// `[code,"reason"]`: the true one, whatever the close frame after it says.
    private mutating func closed(by payload: UnsafeRawBufferPointer, _ outbox: Outbox) {
        let read = try? document.read(payload) { root -> (Int, String)? in
            var elements = root.elements
            guard let code = elements.next()?.number?.integer.flatMap({ Int(exactly: $0) }) else { return nil }
            return (code, elements.next()?.string?.string ?? "")
        }
        guard let (code, words) = read else { return note("frames that could not be read are ignored", outbox) }
        let reason = "\(words.isEmpty ? "closed without a reason" : String(words.prefix(400))) (\(code))"
        let verdict: Verdict =
            configuration.finalCodes.contains(code)
            ? .giveUp(Outage(.closed, code: code, reason: reason)) : .backOff(atLeast: .seconds(1), reason: reason)
        end(with: verdict, outbox)
    }

    /// The server's own pace, from two heartbeats with nothing between: some servers count from the last message, some do not.
    private mutating func learnInterval(_ now: Timestamp) {
        defer { lastHeartbeat = now }
        guard let lastHeartbeat, now > lastHeartbeat else { return }
        let limit = (now - lastHeartbeat) * 2 + .seconds(10)
        silenceLimit = min(max(limit, Deadline.shortestSilence), Deadline.longestSilence)
    }

    // MARK: Messages

    private mutating func receive(messages payload: UnsafeRawBufferPointer, areMany: Bool, _ outbox: Outbox) {
        do throws(JSONError) {
            try document.read(payload) { root in
                guard areMany else { return emit(root, outbox) }
                guard root.kind == .array else { return note("frames that could not be read are ignored", outbox) }
                for element in root.elements { emit(element, outbox) }
            }
        } catch {
            note("frames that could not be read are ignored", outbox)
        }
    }

    /// A message without framing.
    mutating func receive(message bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        let text = JSONText(start: bytes.assumingMemoryBound(to: UInt8.self).baseAddress, count: bytes.count)
        TextInJSON.decode(text, with: inner) { emit($0, outbox) }
    }

    private mutating func emit(_ value: JSONValue, _ outbox: Outbox) {
        TextInJSON.decode(value, with: inner) { emit($0, outbox) }
    }

    private mutating func emit(_ content: Occurrence.Content, _ outbox: Outbox) {
        var (channel, name, id): (String?, String?, String?)
        if case .json(let value) = content {
            channel = text(at: configuration.channelPath, in: value)
            name = text(at: configuration.eventPath, in: value)
            id = configuration.idPath?.value(in: value)?.stringOrNumber?.string
        }
        if let channel, !tellsAll, !channels.contains(channel) { return }
        outbox.emit(Occurrence(channel: channel ?? configuration.channel, name: name, id: id, content: content))
    }

    private mutating func text(at path: FieldPath?, in value: JSONValue) -> String? {
        (path?.value(in: value)?.stringOrNumber).map { names[$0] }
    }

    // MARK: Channels

    /// - Parameter isNew: whether the server knows nothing of us yet.
    mutating func ready(_ continuity: Outbox.Continuity, isNew: Bool, _ outbox: Outbox) {
        phase = .open
        hasBeenReady = true
        silentOpenings = 0
        if transport != .raw { outbox.perform(.start(Timer.activity, after: silenceLimit)) }
        outbox.ready()
        if isNew { introduce(outbox) }
        for channel in tellsAll ? [configuration.channel] : channels {
            outbox.subscribed(channel, continuity: continuity)
        }
    }

    private mutating func introduce(_ outbox: Outbox) {
        let login = configuration.login?.filled("{secret}", with: configuration.secret?.text ?? "")
        let subscriptions = channels.compactMap { configuration.subscribe?.filled("{channel}", with: $0) }
        send([login].compactMap { $0 } + subscriptions, outbox)
    }

    mutating func subscribe(to channel: String, _ outbox: Outbox) {
        guard !channels.contains(channel) else { return }
        tellsAll = false
        channels.append(channel)
        guard phase == .open else { return }
        send([configuration.subscribe?.filled("{channel}", with: channel)].compactMap { $0 }, outbox)
        outbox.subscribed(channel)
    }

    mutating func unsubscribe(from channel: String, _ outbox: Outbox) {
        guard let place = channels.firstIndex(of: channel) else { return }
        channels.remove(at: place)
        guard phase == .open else { return }
        send([configuration.unsubscribe?.filled("{channel}", with: channel)].compactMap { $0 }, outbox)
    }

    /// Sends the data as it is: SockJS has neither channels nor events.
    mutating func publish(_ publication: ClientPublication, _ outbox: Outbox) {
        guard phase == .open else {
            return outbox.emit(
                status: .warning("not published: the session is not open"), channel: publication.channel)
        }
        send([publication.data], outbox)
    }
}
