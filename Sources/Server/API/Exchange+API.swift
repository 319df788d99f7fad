internal import JSON

extension Exchange {
    /// Answers a request to the HTTP API.
    ///
    /// - Parameter unixTime: seconds since 1970, for the signature.
    mutating func respond(to request: APIRequest, now: Duration, unixTime: Int) -> (APIResponse, [Effect]) {
        do throws(APIRefusal) {
            let route = try APIRoute.find(request, application: application)
            try APIAuthentication(application: application).check(request, unixTime: unixTime)
            let call = try APICallReader(limits: limits).read(route, request)
            let body = perform(call, now: now)
            return (.json(body), takeEffects())
        } catch {
            return (.refusal(error), [])
        }
    }

    /// - Returns: the answer, as JSON.
    private mutating func perform(_ call: APICall, now: Duration) -> String {
        switch call {
        case .publish(let trigger):
            publish(trigger.publication, now: now)
            return summary(of: trigger, now: now)
        case .publishBatch(let triggers):
            for trigger in triggers { publish(trigger.publication, now: now) }
            return summary(of: triggers, now: now)
        case .channels(let prefix, let info):
            return list(prefix: prefix, info, now: now)
        case .channel(let channel, let info):
            return describe(channel, info, now: now)
        case .members(let channel):
            return members(of: channel)
        case .terminate(let user):
            terminate(user: user, now: now)
            return "{}"
        }
    }
}

// MARK: - Answers

extension Exchange {
    private mutating func summary(of trigger: APICall.Trigger, now: Duration) -> String {
        guard !trigger.info.isEmpty else { return "{}" }
        return object(of: trigger.publication.channels, trigger.info, now: now)
    }

    private mutating func summary(of triggers: [APICall.Trigger], now: Duration) -> String {
        guard triggers.contains(where: { !$0.info.isEmpty }) else { return "{}" }
        let details = triggers.map { trigger in
            trigger.publication.channels.first.map { detail(of: $0, trigger.info, now: now) } ?? "{}"
        }
        return "{\"batch\":[\(details.joined(separator: ","))]}"
    }

    private mutating func list(prefix: String, _ info: Set<APICall.Attribute>, now: Duration) -> String {
        let names = channels.keys.filter { $0.text.hasPrefix(prefix) }.sorted { $0.text < $1.text }
        return object(of: names, info, now: now)
    }

    /// `{"channels":{"a":{…},"b":{…}}}`
    private mutating func object(of names: [ChannelName], _ info: Set<APICall.Attribute>, now: Duration) -> String {
        let details = names.map { ($0, detail(of: $0, info, now: now)) }
        return ServerMessage.json { writer in
            writer.key("channels")
            writer.beginObject()
            for (name, detail) in details {
                writer.key(name.text)
                writer.raw(detail)
            }
            writer.endObject()
        }
    }

    private mutating func describe(_ channel: ChannelName, _ info: Set<APICall.Attribute>, now: Duration) -> String {
        detail(of: channel, info, isOccupied: channels[channel] != nil, now: now)
    }

    /// What was asked about one channel; attributes that it cannot have are left out.
    private mutating func detail(
        of channel: ChannelName, _ info: Set<APICall.Attribute>, isOccupied: Bool? = nil, now: Duration
    ) -> String {
        let cached = info.contains(.cache) ? cache.event(of: channel, now: now) : nil
        let occupancy = channels[channel] ?? Occupancy()
        return ServerMessage.json { writer in
            if let isOccupied {
                writer.key("occupied")
                writer.bool(isOccupied)
            }
            if info.contains(.userCount), channel.isPresence {
                writer.key("user_count")
                writer.int(occupancy.roster.members.count)
            }
            if info.contains(.subscriptionCount) {
                writer.key("subscription_count")
                writer.int(occupancy.subscribers.count)
            }
            if let (entry, remaining) = cached {
                writer.key("cache")
                writer.beginObject()
                writer.key("data")
                writer.string(entry.data)
                writer.key("ttl")
                writer.int(remaining.components.seconds)
                writer.endObject()
            }
        }
    }

    private func members(of channel: ChannelName) -> String {
        ServerMessage.json { writer in
            writer.key("users")
            writer.beginArray()
            for member in channels[channel]?.roster.members ?? [] {
                writer.beginObject()
                writer.key("id")
                writer.string(member.id)
                writer.endObject()
            }
            writer.endArray()
        }
    }
}
