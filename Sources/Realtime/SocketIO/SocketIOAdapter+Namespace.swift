internal import Domain
internal import JSON

/// Packets, and the connection to the namespace.
extension SocketIOAdapter {
    mutating func receive(packet bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        if assembly != nil {
            // The vendor's clients close here; what follows can be understood all the same.
            assembly = nil
            note("attachments that were due did not come: their packet was ignored", outbox)
        }
        do throws(SocketIOPacket.Fault) {
            try receive(SocketIOPacket(bytes), outbox)
        } catch {
            fault(error.words, outbox)
        }
    }

    private mutating func receive(_ packet: SocketIOPacket, _ outbox: Outbox) {
        guard packet.namespace == configuration.namespace else { return receiveElsewhere(packet, outbox) }
        if packet.attachments > 0 { return assembly = SocketIOAssembly(packet) }
        switch packet.kind {
        case .connect: connected(packet.payload, outbox)
        case .disconnect: kicked(outbox)
        case .connectError: refused(packet.payload, outbox)
        case .event, .binaryEvent, .ack, .binaryAck: receive(packet.payload, kind: packet.kind, id: packet.id, outbox)
        }
    }

    /// With Engine.IO 3 the server connects the default namespace by itself, and then one may ask for another.
    private mutating func receiveElsewhere(_ packet: SocketIOPacket, _ outbox: Outbox) {
        let isRoot = packet.namespace == "/"
        if version == .three, isRoot, packet.kind == .connectError { return refused(packet.payload, outbox) }
        if version == .three, isRoot, packet.kind == .connect, phase == .connecting { return connect(outbox) }
        guard !isRoot || version == .four else { return }
        note("packets of another namespace are ignored", outbox)
        // Its attachments would be taken for those of the next packet.
        if packet.attachments > 0 { fault("attachments for another namespace", outbox) }
    }

    /// Sends CONNECT; with Engine.IO 3 the secret goes into the namespace's query.
    mutating func connect(_ outbox: Outbox) {
        guard version == .four else {
            var namespace = configuration.namespace
            if let field = configuration.tokenQuery, let secret = configuration.secret {
                namespace = QuerySecrets.path(namespace, adding: field, secret.text)
            }
            return outbox.send(text: SocketIOFrame(namespace: namespace).connect(nil))
        }
        outbox.send(text: frames.connect(connectPayload))
    }

    /// What was configured, and what it takes to go on where we were.
    private var connectPayload: String? {
        guard let claim = recovery.claim else { return configuration.connectPayload }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("pid")
        writer.string(claim.session)
        writer.key("offset")
        writer.string(claim.offset)
        if let payload = configuration.connectPayload {
            let members = try? JSONDocument().read(payload) { root in
                root.members.map { ($0.key.string, $0.value.source) }
            }
            for (key, source) in members ?? [] {
                writer.key(key)
                writer.raw(source)
            }
        }
        writer.endObject()
        return writer.text
    }

    // MARK: Answers

    private mutating func connected(_ payload: UnsafeRawBufferPointer, _ outbox: Outbox) {
        guard phase == .connecting else { return note("a second answer to CONNECT was ignored", outbox) }
        var session: String?
        if version == .four {
            let ids = try? document.read(payload) { ($0["sid"]?.string?.string, $0["pid"]?.string?.string) }
            guard let ids, ids.0 != nil else { return isOlderServer(outbox) }
            session = ids.1
        }
        phase = .connected
        hasBeenReady = true
        outbox.perform(.cancel(Timer.answer))
        let hasClaim = recovery.claim != nil
        let isRecovered = recovery.connected(session)
        continuity = isRecovered ? .proved : hasClaim ? .broken(.service, lost: nil) : .unknown
        outbox.ready()
        confirm(isRecovered: isRecovered, outbox)
    }

    /// A server of version 1 or 2 connects the default namespace unasked, and has no id for it.
    private mutating func isOlderServer(_ outbox: Outbox) {
        let words = "the answer to CONNECT has no sid: the server speaks Engine.IO 3"
        guard mayTryOlderVersion else {
            let hint = configuration.version == .four ? words + " (set version = 3)" : words
            return end(with: .giveUp(Outage(.closed, reason: hint)), outbox)
        }
        version = .three
        outbox.changesWay()
        end(with: .reconnectNow(reason: words + "; trying that"), outbox)
    }

    /// `{"message":…,"data":…}`, or from older servers a string.
    private mutating func refused(_ payload: UnsafeRawBufferPointer, _ outbox: Outbox) {
        let words = try? document.read(payload) { root -> (String, Int?) in
            guard let message = root["message"]?.string ?? root.string else { return (root.source, nil) }
            let data = root["data"]
            let code = data?["code"]?.stringOrNumber ?? data?["status"]?.stringOrNumber
            let number = code?.integer.flatMap { Int(exactly: $0) }
            guard let data, !data.isNull, data.kind != .object || number == nil else { return (message.string, number) }
            return ("\(message.string) (\(data.source.prefix(200)))", number)
        }
        let reason = words.map { String($0.0.prefix(400)) } ?? "the namespace was refused"
        end(with: .giveUp(Outage(.refused, code: words?.1, reason: reason)), outbox)
    }

    /// The app put us out: it will not have us back so soon, if at all.
    private mutating func kicked(_ outbox: Outbox) {
        guard phase == .connected || version == .four else { return }
        let reason = "the server disconnected us from \(configuration.namespace)"
        recovery = SocketIORecovery()
        if let kickedAt, outbox.now - kickedAt < Deadline.kickedAgain {
            return end(with: .giveUp(Outage(.closed, reason: reason + " again")), outbox)
        }
        kickedAt = outbox.now
        end(with: .backOff(atLeast: Deadline.kicked, reason: reason), outbox)
    }
}
