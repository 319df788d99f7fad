internal import JSON

/// What we send: one JSON object a frame, `data` always an object.
enum PusherFrame {
    static let ping = Array(#"{"event":"pusher:ping","data":{}}"#.utf8)
    static let pong = Array(#"{"event":"pusher:pong","data":{}}"#.utf8)

    static func subscribe(_ channel: String, auth: String? = nil, channelData: String? = nil) -> [UInt8] {
        frame("pusher:subscribe") { writer in
            writer.key("channel")
            writer.string(channel)
            if let auth {
                writer.key("auth")
                writer.string(auth)
            }
            if let channelData {
                writer.key("channel_data")
                writer.string(channelData)
            }
        }
    }

    static func unsubscribe(_ channel: String) -> [UInt8] {
        frame("pusher:unsubscribe") { writer in
            writer.key("channel")
            writer.string(channel)
        }
    }

    static func signIn(auth: String, userData: String) -> [UInt8] {
        frame("pusher:signin") { writer in
            writer.key("auth")
            writer.string(auth)
            writer.key("user_data")
            writer.string(userData)
        }
    }

    /// - Parameter data: checked JSON text.
    static func clientEvent(_ event: String, channel: String, data: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("event")
        writer.string(event)
        writer.key("channel")
        writer.string(channel)
        writer.key("data")
        writer.raw(data)
        writer.endObject()
        return writer.bytes
    }

    /// The document that a presence channel or a sign-in wants to know of us: `{"user_id":…,"user_info":…}`, `{"id":…,"user_info":…}`.
    static func member(_ member: FeedSettings.Member, idKey: StaticString) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key(idKey)
        writer.string(member.id)
        if let info = member.info {
            writer.key("user_info")
            writer.raw(info)
        }
        writer.endObject()
        return writer.text
    }

    private static func frame(_ event: StaticString, _ data: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("event")
        writer.string(event)
        writer.key("data")
        writer.beginObject()
        data(&writer)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }
}
