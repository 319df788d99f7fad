internal import JSON

/// What a client says.
enum ClientMessage: Hashable, Sendable {
    case ping
    case pong
    case subscribe(Subscribe)
    case unsubscribe(channel: String)
    case signIn(auth: String, userData: String)
    case event(ClientEvent)
    /// No message of the protocol; why, for people.
    case invalid(String)

    struct Subscribe: Hashable, Sendable {
        var channel: String
        var auth: String?
        /// JSON, byte for byte as it was signed.
        var channelData: String?
    }

    struct ClientEvent: Hashable, Sendable {
        var name: String
        var channel: String
        /// JSON, as it came.
        var data: String?
    }
}

/// Reads what clients send, and keeps its buffers.
struct ClientMessageReader {
    private let document = JSONDocument()
    private let inner = JSONDocument()

    func read(_ bytes: UnsafeRawBufferPointer) -> ClientMessage {
        do throws(JSONError) {
            return try document.read(bytes) { message(in: $0) }
        } catch {
            return .invalid("Invalid message: \(error)")
        }
    }

    private func message(in root: JSONValue) -> ClientMessage {
        guard let event = root["event"]?.string else { return .invalid("Invalid message: no event") }
        switch event.string {
        case "pusher:ping": return .ping
        case "pusher:pong": return .pong
        case "pusher:subscribe": return withData(of: root, subscribe)
        case "pusher:unsubscribe": return withData(of: root, unsubscribe)
        case "pusher:signin": return withData(of: root, signIn)
        case let name where name.hasPrefix("client-"): return clientEvent(name, in: root)
        case let name: return .invalid("Unsupported event received on socket: '\(name.clipped)'")
        }
    }

    /// Hands over the data, which some clients put into a string as servers do.
    private func withData(of root: JSONValue, _ body: (JSONValue) -> ClientMessage) -> ClientMessage {
        guard let data = root["data"] else { return .invalid("Invalid message: no data") }
        guard let text = data.string else { return body(data) }
        do throws(JSONError) {
            return try inner.read(text.bytes, body)
        } catch {
            return .invalid("Invalid data: \(error)")
        }
    }

    private func subscribe(_ data: JSONValue) -> ClientMessage {
        guard let channel = data["channel"]?.string else { return .invalid("Invalid subscription: no channel") }
        return .subscribe(
            ClientMessage.Subscribe(
                channel: channel.string, auth: data["auth"]?.string?.string,
                channelData: data["channel_data"]?.string?.string))
    }

    private func unsubscribe(_ data: JSONValue) -> ClientMessage {
        guard let channel = data["channel"]?.string else { return .invalid("Invalid unsubscription: no channel") }
        return .unsubscribe(channel: channel.string)
    }

    private func signIn(_ data: JSONValue) -> ClientMessage {
        guard let auth = data["auth"]?.string, let user = data["user_data"]?.string else {
            return .invalid("Invalid sign-in: auth and user_data are needed")
        }
        return .signIn(auth: auth.string, userData: user.string)
    }

    private func clientEvent(_ name: String, in root: JSONValue) -> ClientMessage {
        guard let channel = root["channel"]?.string else {
            return .invalid("Client event rejected: no channel")
        }
        return .event(ClientMessage.ClientEvent(name: name, channel: channel.string, data: root["data"]?.source))
    }
}

extension String {
    /// Its first 100 characters, for a message about it.
    var clipped: String { unicodeScalars.count > 100 ? String(unicodeScalars.prefix(100)) + "…" : self }
}
