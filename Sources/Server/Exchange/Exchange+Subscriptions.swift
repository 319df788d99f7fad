extension Exchange {
    mutating func subscribe(_ socket: SocketID, _ request: ClientMessage.Subscribe, now: Duration) {
        guard let session = sessions[socket] else { return }
        guard let channel = ChannelName(request.channel) else {
            return report("Invalid channel name '\(request.channel.clipped)'", to: socket)
        }
        guard session.memberships[channel] == nil else {
            return report("Existing subscription to channel \(channel)", to: socket)
        }
        guard session.memberships.count < limits.subscriptions else {
            return report(
                "Subscription to \(channel) refused: this connection has \(limits.subscriptions) already", to: socket)
        }
        do throws(SubscriptionError) {
            let member = try authorise(request, to: channel, session)
            join(channel, socket, member, now: now)
        } catch {
            report(error.description, to: socket)
        }
    }

    mutating func unsubscribe(_ socket: SocketID, _ name: String, now: Duration) {
        guard let session = sessions[socket] else { return }
        guard let channel = ChannelName(name), session.memberships[channel] != nil else {
            return report("No current subscription to channel \(name.clipped)", to: socket)
        }
        sessions[socket]?.memberships[channel] = nil
        leave(channel, session, now: now)
    }
}

// MARK: - Who may subscribe

struct SubscriptionError: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension Exchange {
    /// - Returns: who it is, in a presence channel.
    private func authorise(
        _ request: ClientMessage.Subscribe, to channel: ChannelName, _ session: Session
    ) throws(SubscriptionError) -> Member? {
        switch channel.kind {
        case .open:
            return nil
        case .user(let id):
            guard session.user == id else { throw SubscriptionError("Not signed in as the user of channel \(channel)") }
            return nil
        case .private, .encrypted:
            try check(request, channel, .channel(channel.text, socketID: session.socket.description))
            return nil
        case .presence:
            return try authoriseMember(request, of: channel, session)
        }
    }

    private func authoriseMember(
        _ request: ClientMessage.Subscribe, of channel: ChannelName, _ session: Session
    ) throws(SubscriptionError) -> Member {
        guard let data = request.channelData else {
            throw SubscriptionError("channel_data is required to subscribe to \(channel)")
        }
        try check(request, channel, .presence(channel.text, socketID: session.socket.description, data: data))
        let member: Member
        do throws(MemberError) {
            member = try Member(channelData: data, limits: limits)
        } catch {
            throw SubscriptionError("Subscription to \(channel) refused: \(error)")
        }
        guard let roster = channels[channel]?.roster, !roster.contains(member.id) else { return member }
        guard roster.members.count < limits.members else {
            throw SubscriptionError("Subscription to \(channel) refused: it has \(limits.members) members already")
        }
        return member
    }

    private func check(
        _ request: ClientMessage.Subscribe, _ channel: ChannelName, _ signature: SubscriptionSignature
    ) throws(SubscriptionError) {
        guard let auth = request.auth else { throw SubscriptionError("Auth info required to subscribe to \(channel)") }
        do throws(SignatureError) {
            try signature.check(auth, for: application)
        } catch {
            throw SubscriptionError(error.description)
        }
    }
}

// MARK: - Coming and going

extension Exchange {
    private mutating func join(_ channel: ChannelName, _ socket: SocketID, _ member: Member?, now: Duration) {
        sessions[socket]?.memberships[channel] = member.map { .member(userID: $0.id) } ?? .subscriber
        channels[channel, default: Occupancy()].subscribers.insert(socket)
        let isNew = member.map { channels[channel]?.roster.join($0) ?? false } ?? false
        let members = channel.isPresence ? channels[channel]?.roster.members ?? [] : nil
        send(ServerMessage.subscribed(channel, members: members), to: [socket])
        if isNew, let member, let occupancy = channels[channel] {
            send(ServerMessage.memberAdded(member, to: channel), to: occupancy.recipients(except: socket))
        }
        if channel.isCache { replay(channel, to: socket, now: now) }
        countChanged(channel, now: now)
    }

    /// Takes a connection out of a channel; its session no longer matters.
    mutating func leave(_ channel: ChannelName, _ session: Session, now: Duration) {
        channels[channel]?.subscribers.remove(session.socket)
        if case .member(let id)? = session.memberships[channel], channels[channel]?.roster.leave(id) == true {
            send(ServerMessage.memberRemoved(id, from: channel), to: channels[channel]?.recipients() ?? [])
        }
        if channels[channel]?.subscribers.isEmpty == true { channels[channel] = nil }
        countChanged(channel, now: now)
    }

    private mutating func replay(_ channel: ChannelName, to socket: SocketID, now: Duration) {
        guard let (entry, _) = cache.event(of: channel, now: now) else {
            return send(ServerMessage.event("pusher:cache_miss", channel: channel.text, data: .none), to: [socket])
        }
        send(ServerMessage.event(entry.event, channel: channel.text, data: .text(entry.data)), to: [socket])
    }
}

// MARK: - How many there are

extension Exchange {
    /// With more subscribers than this, they are told at intervals only.
    private static let countedAtOnce = 100
    private static let countInterval = Duration.seconds(5)

    private mutating func countChanged(_ channel: ChannelName, now: Duration) {
        guard configuration.sendsSubscriptionCounts, !channel.isPresence, channels[channel] != nil else { return }
        channels[channel]?.isCountDue = true
        sendCount(channel, now: now)
    }

    /// Tells the subscribers how many they are, where that has changed and they were not told just now.
    mutating func sendCount(_ channel: ChannelName, now: Duration) {
        guard let occupancy = channels[channel], occupancy.isCountDue else { return }
        let count = occupancy.subscribers.count
        if count > Self.countedAtOnce, let sentAt = occupancy.countSentAt, now - sentAt < Self.countInterval { return }
        channels[channel]?.isCountDue = false
        channels[channel]?.countSentAt = now
        send(ServerMessage.subscriptionCount(count, of: channel), to: occupancy.recipients())
    }
}
