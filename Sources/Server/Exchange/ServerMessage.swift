internal import JSON

/// The text of what goes to clients: one JSON object, whose `data` is mostly JSON again, in a string.
enum ServerMessage {
    enum Data {
        case none
        /// Goes into a string.
        case text(String)
        /// Goes in as it is.
        case json(String)
    }

    static func event(_ name: String, channel: String? = nil, data: Data, userID: String? = nil) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("event")
        writer.string(name)
        if let channel {
            writer.key("channel")
            writer.string(channel)
        }
        switch data {
        case .none: break
        case .text(let text):
            writer.key("data")
            writer.string(text)
        case .json(let json):
            writer.key("data")
            writer.raw(json)
        }
        if let userID {
            writer.key("user_id")
            writer.string(userID)
        }
        writer.endObject()
        return writer.bytes
    }

    /// - Parameter code: `nil` where only one subscription is concerned.
    static func error(_ code: UInt16?, _ message: String) -> [UInt8] {
        let data = json { writer in
            writer.key("code")
            if let code { writer.int(Int(code)) } else { writer.null() }
            writer.key("message")
            writer.string(message)
        }
        return event("pusher:error", data: .json(data))
    }

    static func established(_ socket: SocketID, activityTimeout: Duration) -> [UInt8] {
        let (seconds, rest) = activityTimeout.components
        let data = json { writer in
            writer.key("socket_id")
            writer.string(socket.description)
            writer.key("activity_timeout")
            writer.int(seconds + (rest > 0 ? 1 : 0))
        }
        return event("pusher:connection_established", data: .text(data))
    }

    static func subscribed(_ channel: ChannelName, members: [Member]?) -> [UInt8] {
        let data = members.map(presence) ?? "{}"
        return event("pusher_internal:subscription_succeeded", channel: channel.text, data: .text(data))
    }

    private static func presence(_ members: [Member]) -> String {
        json { writer in
            writer.key("presence")
            writer.beginObject()
            writer.key("count")
            writer.int(members.count)
            writer.key("ids")
            writer.beginArray()
            for member in members { writer.string(member.id) }
            writer.endArray()
            writer.key("hash")
            writer.beginObject()
            for member in members {
                writer.key(member.id)
                writer.raw(member.info ?? "null")
            }
            writer.endObject()
            writer.endObject()
        }
    }

    static func memberAdded(_ member: Member, to channel: ChannelName) -> [UInt8] {
        let data = json { writer in
            writer.key("user_id")
            writer.string(member.id)
            if let info = member.info {
                writer.key("user_info")
                writer.raw(info)
            }
        }
        return event("pusher_internal:member_added", channel: channel.text, data: .text(data))
    }

    static func memberRemoved(_ id: String, from channel: ChannelName) -> [UInt8] {
        let data = json { writer in
            writer.key("user_id")
            writer.string(id)
        }
        return event("pusher_internal:member_removed", channel: channel.text, data: .text(data))
    }

    static func subscriptionCount(_ count: Int, of channel: ChannelName) -> [UInt8] {
        let data = json { writer in
            writer.key("subscription_count")
            writer.int(count)
        }
        return event("pusher_internal:subscription_count", channel: channel.text, data: .text(data))
    }

    static func signedIn(userData: String) -> [UInt8] {
        let data = json { writer in
            writer.key("user_data")
            writer.string(userData)
        }
        return event("pusher:signin_success", data: .text(data))
    }

    /// An object of these members.
    static func json(_ members: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        members(&writer)
        writer.endObject()
        return writer.text
    }
}
