internal import Domain
internal import JSON

/// Channels: names of events that are wanted, or rooms.
extension SocketIOAdapter {
    private var areRooms: Bool { configuration.join != nil }

    mutating func subscribe(to channel: String, _ outbox: Outbox) {
        guard channels[channel] == nil else { return }
        tellsAll = false
        channels[channel] = SocketIORoom()
        order.append(channel)
        guard phase == .connected else { return }
        if areRooms { join(channel, outbox) } else { outbox.subscribed(channel) }
    }

    mutating func unsubscribe(from channel: String, _ outbox: Outbox) {
        guard let room = channels.removeValue(forKey: channel) else { return }
        order.removeAll { $0 == channel }
        guard phase == .connected, let leave = configuration.leave else { return }
        switch room.state {
        case .joined, .joining: outbox.send(text: frames.event(leave.payload(channel)))
        case .idle, .refused: break
        }
    }

    /// The namespace is connected: so is everything that needs no more.
    mutating func confirm(isRecovered: Bool, _ outbox: Outbox) {
        if order.isEmpty, tellsAll { outbox.subscribed(configuration.namespace, continuity: continuity) }
        for channel in order {
            guard areRooms else {
                outbox.subscribed(channel, continuity: continuity)
                continue
            }
            if isRecovered, channels[channel]?.state == .joined {
                outbox.subscribed(channel, continuity: .proved)
            } else {
                join(channel, outbox)
            }
        }
    }

    private mutating func join(_ channel: String, _ outbox: Outbox) {
        guard let join = configuration.join else { return }
        acks += 1
        channels[channel]?.state = .joining(ack: acks)
        outbox.send(text: frames.event(join.payload(channel), ack: acks))
        outbox.perform(.start(Timer.joins, after: Deadline.join))
    }

    /// The app need not acknowledge anything.
    mutating func takeJoinsForGranted(_ outbox: Outbox) {
        for channel in order {
            guard case .joining = channels[channel]?.state else { continue }
            note("the server does not acknowledge the joining of rooms: taken for granted", outbox)
            joined(channel, outbox)
        }
    }

    private mutating func joined(_ channel: String, _ outbox: Outbox) {
        channels[channel]?.state = .joined
        outbox.subscribed(channel, continuity: continuity)
    }

    /// - Parameter payload: an array of what the app says.
    mutating func acknowledged(_ id: Int?, _ payload: JSONValue, _ outbox: Outbox) {
        guard let id, let channel = order.first(where: { channels[$0]?.state == .joining(ack: id) }) else { return }
        guard let refusal = Self.refusal(payload.elements.first { _ in true }) else { return joined(channel, outbox) }
        channels[channel]?.state = .refused
        outbox.refused(channel, code: nil, reason: refusal)
        guard channels.values.allSatisfy({ $0.state == .refused }) else { return }
        let words = order.count == 1 ? refusal : "all \(order.count) rooms were refused; \(channel): \(refusal)"
        end(with: .giveUp(Outage(.refused, reason: words)), outbox)
    }

    /// What speaks against us in an acknowledgement: `{"error":…}`, `{"ok":false}`, `{"success":false}`, `{"status":"error"}`.
    private static func refusal(_ answer: JSONValue?) -> String? {
        guard let answer, answer.kind == .object else { return nil }
        let error = answer["error"].flatMap { $0.isNull || $0.bool == false ? nil : $0 }
        let isRefused =
            error != nil || answer["ok"]?.bool == false || answer["success"]?.bool == false
            || answer["status"]?.string.map { $0 == "error" } == true
        guard isRefused else { return nil }
        let words = error?.string ?? error?["message"]?.string ?? answer["message"]?.string
        return String((words?.string ?? answer.source).prefix(400))
    }
}
