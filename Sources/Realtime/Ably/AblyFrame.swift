internal import Domain
internal import JSON

/// One message of the protocol ("ProtocolMessage"): what arrives, read once; what we send, written.
struct AblyFrame {
    enum Action: Int {
        case heartbeat = 0, ack, nack, connect, connected, disconnect, disconnected, close, closed, error, attach,
            attached
        case detach, detached, presence, message, sync, auth
    }

    enum Flag {
        static let hasPresence: Int64 = 1 << 0
        static let hasBacklog: Int64 = 1 << 1
        static let resumed: Int64 = 1 << 2
        static let subscribe: Int64 = 1 << 18
        /// All of the modes' bits.
        static let modes: Int64 = 0b1111 << 16
    }

    let action: Action
    var id: JSONText?
    var channel: JSONText?
    var channelSerial: JSONText?
    var connectionID: JSONText?
    var timestamp: Timestamp?
    var flags: Int64 = 0
    var serial: Int64?
    var count: Int64 = 1
    /// The message whole, for its rarer parts.
    let root: JSONValue

    /// `nil` for what has no action that is known: to be ignored, says the protocol.
    init?(_ root: JSONValue) {
        // As static strings: a comparison with a `String` walks through it byte by byte.
        var action: Action?
        self.root = root
        for (key, value) in root.members {
            switch key.count {
            case 2 where key == "id": id = value.string
            case 5 where key == "flags": flags = value.number?.integer ?? 0
            case 5 where key == "count": count = value.number?.integer ?? 1
            case 6 where key == "action": action = value.integer.flatMap(Action.init)
            case 7 where key == "channel": channel = value.string
            case 9 where key == "timestamp": timestamp = value.moment
            case 9 where key == "msgSerial": serial = value.number?.integer
            case 12 where key == "connectionId": connectionID = value.string
            case 13 where key == "channelSerial": channelSerial = value.string
            default: break
            }
        }
        guard let action else { return nil }
        self.action = action
    }
}

extension JSONValue {
    /// Milliseconds since 1970; `nil` for anything else and for zero, which means that there is none.
    var moment: Timestamp? {
        guard let milliseconds = number?.integer, milliseconds > 0 else { return nil }
        return Timestamp(milliseconds: milliseconds)
    }
}

// MARK: - What we send

extension AblyFrame {
    static func attach(_ channel: String, serial: String?, parameters: [(name: String, value: String)]) -> [UInt8] {
        write(.attach) { writer in
            writer.key("channel")
            writer.string(channel)
            if let serial {
                writer.key("channelSerial")
                writer.string(serial)
            }
            guard !parameters.isEmpty else { return }
            writer.key("params")
            writer.beginObject()
            for (name, value) in parameters {
                writer.key(name)
                writer.string(value)
            }
            writer.endObject()
        }
    }

    static func detach(_ channel: String) -> [UInt8] {
        write(.detach) { writer in
            writer.key("channel")
            writer.string(channel)
        }
    }

    static func auth(_ token: String) -> [UInt8] {
        write(.auth) { writer in
            writer.key("auth")
            writer.beginObject()
            writer.key("accessToken")
            writer.string(token)
            writer.endObject()
        }
    }

    static func message(serial: Int64, channel: String, name: String, content: AblyContent) -> [UInt8] {
        write(.message) { writer in
            writer.key("msgSerial")
            writer.int(serial)
            writer.key("channel")
            writer.string(channel)
            writer.key("messages")
            writer.beginArray()
            append(content, name: name, to: &writer)
            writer.endArray()
        }
    }

    /// One message of ours, as connections and the REST API take it.
    ///
    /// - Parameter clientID: who it is from, where no connection says that.
    static func append(_ content: AblyContent, name: String, clientID: String? = nil, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("name")
        writer.string(name)
        if let clientID {
            writer.key("clientId")
            writer.string(clientID)
        }
        writer.key("data")
        writer.string(content.data)
        if let encoding = content.encoding {
            writer.key("encoding")
            writer.string(encoding)
        }
        writer.endObject()
    }

    private static func write(_ action: Action, _ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("action")
        writer.int(action.rawValue)
        body(&writer)
        writer.endObject()
        return writer.bytes
    }
}
