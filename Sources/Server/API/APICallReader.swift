internal import JSON

/// Reads what a request asks for, and refuses what it may not.
struct APICallReader {
    let limits: ServerLimits

    func read(_ route: APIRoute, _ request: APIRequest) throws(APIRefusal) -> APICall {
        let query = QueryString(request.query)
        let info = APICall.Attribute.list(query["info"])
        switch route {
        case .events:
            return .publish(try body(of: request) { root throws(APIRefusal) in try trigger(root) })
        case .batch:
            return .publishBatch(try body(of: request) { root throws(APIRefusal) in try batch(root) })
        case .channels:
            return try channels(prefix: query["filter_by_prefix"] ?? "", info)
        case .channel(let name):
            return try channel(name, info)
        case .users(let name):
            let channel = try channelName(name)
            guard channel.isPresence else { throw APIRefusal(400, "Only presence channels have users") }
            return .members(channel)
        case .terminate(let user):
            guard !user.isEmpty else { throw APIRefusal(400, "Missing user id") }
            return .terminate(user: user)
        }
    }

    private func body<Call>(
        of request: APIRequest, _ read: (JSONValue) throws(APIRefusal) -> Call
    ) throws(APIRefusal) -> Call {
        let result: Result<Call, APIRefusal>
        do throws(JSONError) {
            result = try JSONDocument().read(request.body) { root in
                Result { () throws(APIRefusal) in try read(root) }
            }
        } catch {
            throw APIRefusal(400, "Invalid body: \(error)")
        }
        return try result.get()
    }

    private func channels(prefix: String, _ info: Set<APICall.Attribute>) throws(APIRefusal) -> APICall {
        guard !info.contains(.userCount) || prefix.hasPrefix("presence-") else {
            throw APIRefusal(
                400, "user_count is for presence channels only: filter_by_prefix must begin with presence-")
        }
        return .channels(prefix: prefix, info)
    }

    private func channel(_ name: String, _ info: Set<APICall.Attribute>) throws(APIRefusal) -> APICall {
        let channel = try channelName(name)
        guard !info.contains(.userCount) || channel.isPresence else {
            throw APIRefusal(400, "Cannot retrieve the user count unless the channel is a presence channel")
        }
        guard !info.contains(.cache) || channel.isCache else {
            throw APIRefusal(400, "Cannot retrieve the cache unless the channel is a cache channel")
        }
        return .channel(channel, info)
    }

    private func channelName(_ text: String) throws(APIRefusal) -> ChannelName {
        guard let name = ChannelName(text) else { throw APIRefusal(400, "Invalid channel name: '\(text.clipped)'") }
        return name
    }
}

// MARK: - Events

extension APICallReader {
    private func batch(_ root: JSONValue) throws(APIRefusal) -> [APICall.Trigger] {
        guard let batch = root["batch"], batch.kind == .array else { throw APIRefusal(400, "Missing field: batch") }
        var triggers: [APICall.Trigger] = []
        for element in batch.elements {
            guard triggers.count < limits.batch else {
                throw APIRefusal(413, "The batch exceeds the allowed maximum (\(limits.batch) events)")
            }
            guard element["channels"] == nil else {
                throw APIRefusal(400, "An event of a batch has one channel: use the field channel")
            }
            triggers.append(try trigger(element))
        }
        return triggers
    }

    private func trigger(_ root: JSONValue) throws(APIRefusal) -> APICall.Trigger {
        let publication = Publication(
            event: try eventName(root), channels: try channels(root), data: try data(root), exclude: try exclude(root))
        return APICall.Trigger(publication: publication, info: APICall.Attribute.list(root["info"]?.string?.string))
    }

    private func eventName(_ root: JSONValue) throws(APIRefusal) -> String {
        guard let name = root["name"]?.string?.string, !name.isEmpty else {
            throw APIRefusal(400, "Missing field: name")
        }
        guard name.utf8.count <= limits.eventName else {
            throw APIRefusal(400, "The event name exceeds the allowed maximum (\(limits.eventName) bytes)")
        }
        guard !name.hasPrefix("pusher:"), !name.hasPrefix("pusher_internal:") else {
            throw APIRefusal(400, "The event name '\(name)' is reserved for the protocol")
        }
        return name
    }

    private func data(_ root: JSONValue) throws(APIRefusal) -> String {
        guard let data = root["data"] else { throw APIRefusal(400, "Missing field: data") }
        guard let text = data.string else {
            throw APIRefusal(400, "The field data must be a string; JSON goes inside it")
        }
        guard text.count <= limits.eventData else {
            throw APIRefusal(
                413, "The data content of this event exceeds the allowed maximum (\(limits.eventData) bytes)")
        }
        return text.string
    }

    private func channels(_ root: JSONValue) throws(APIRefusal) -> [ChannelName] {
        var names: [ChannelName] = []
        if let channel = root["channel"] { names.append(try channelName(channel)) }
        for channel in root["channels"].map({ Array($0.elements.prefix(max(0, limits.channelsPerEvent) + 1)) }) ?? [] {
            guard names.count < limits.channelsPerEvent else {
                throw APIRefusal(400, "More than \(limits.channelsPerEvent) channels")
            }
            names.append(try channelName(channel))
        }
        guard !names.isEmpty else { throw APIRefusal(400, "Missing field: channel or channels") }
        guard names.count == 1 || !names.contains(where: \.isEncrypted) else {
            throw APIRefusal(400, "An event on an encrypted channel must be on that channel alone")
        }
        // An event goes to each channel once, however often it is named.
        var seen: Set<ChannelName> = []
        return names.filter { seen.insert($0).inserted }
    }

    private func channelName(_ value: JSONValue) throws(APIRefusal) -> ChannelName {
        guard let text = value.string else { throw APIRefusal(400, "A channel's name must be a string") }
        return try channelName(text.string)
    }

    private func exclude(_ root: JSONValue) throws(APIRefusal) -> SocketID? {
        guard let value = root["socket_id"], !value.isNull else { return nil }
        guard let text = value.string?.string, let socket = SocketID(text) else {
            throw APIRefusal(400, "Invalid socket id: expected two numbers with a point between them")
        }
        return socket
    }
}
