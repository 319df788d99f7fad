internal import JSON

/// Reads from a connection's first messages whose they are.
struct FirstMessages {
    /// So much is looked at, on each connection.
    static let countLimit = 3
    static let byteLimit = 64 << 10

    private(set) var count = 0
    private var bytes = 0
    /// SockJS opens with a lone letter, which alone proves little.
    private var hasOpening = false
    private let document = JSONDocument()

    var isExhausted: Bool { count >= Self.countLimit || bytes >= Self.byteLimit }

    /// The service that says such things, as far as this message and those before it tell.
    mutating func service(of message: UnsafeRawBufferPointer) -> KnownService? {
        guard !isExhausted else { return nil }
        count += 1
        bytes += min(message.count, Self.byteLimit)
        guard message.count <= Self.byteLimit else { return nil }
        if hasOpening, isSockJSFrame(message) { return .sockjs }
        hasOpening = message.elementsEqual("o".utf8)
        switch message.first {
        case UInt8(ascii: "{") where message.last == 0x1E: return signalR(message)
        case UInt8(ascii: "{"), UInt8(ascii: "["): return read(message) { Self.service(json: $0) }
        case UInt8(ascii: "0"): return read(message, after: "0") { Self.isEngineGreeting($0) ? .socketio : nil }
        case UInt8(ascii: "I"): return read(message, after: "INFO ") { $0["server_id"] == nil ? nil : .nats }
        default: return nil
        }
    }

    private func read(
        _ message: UnsafeRawBufferPointer, after head: StaticString = "", _ body: (JSONValue) -> KnownService?
    ) -> KnownService? {
        guard message.starts(with: UnsafeBufferPointer(start: head.utf8Start, count: head.utf8CodeUnitCount)) else {
            return nil
        }
        let rest = UnsafeRawBufferPointer(rebasing: message.dropFirst(head.utf8CodeUnitCount))
        return try? document.read(rest, body)
    }

    // MARK: Frames

    /// SockJS protocol 0.3.3: `a[…]` messages, `h` heartbeat, `c[…]` close.
    private func isSockJSFrame(_ message: UnsafeRawBufferPointer) -> Bool {
        if message.elementsEqual("h".utf8) { return true }
        guard message.count > 2, message[0] == UInt8(ascii: "a") || message[0] == UInt8(ascii: "c") else {
            return false
        }
        return (try? document.read(UnsafeRawBufferPointer(rebasing: message.dropFirst())) { $0.kind == .array }) == true
    }

    /// JSON hub protocol: each record ends with a record separator.
    private func signalR(_ message: UnsafeRawBufferPointer) -> KnownService? {
        let first = UnsafeRawBufferPointer(rebasing: message.prefix { $0 != 0x1E })
        let isRecord = try? document.read(first) { root in
            root.members.allSatisfy { key, _ in key == "error" } || root["type"]?.number != nil
        }
        return isRecord == true ? .signalR : nil
    }

    /// engine.io-protocol, "Handshake".
    private static func isEngineGreeting(_ root: JSONValue) -> Bool {
        root["sid"]?.string != nil && root["pingInterval"]?.number != nil && root["upgrades"]?.kind == .array
    }

    // MARK: JSON

    private static func service(json root: JSONValue) -> KnownService? {
        guard root.kind == .object else { return isPhoenix(root) ? .phoenix : nil }
        return service(event: root) ?? service(action: root) ?? service(type: root) ?? service(shape: root)
    }

    private static func service(event root: JSONValue) -> KnownService? {
        guard let event = root["event"]?.string else { return nil }
        if event.hasPrefix("pusher:") { return .pusher }
        if event.hasPrefix("system:member_"), root["data"]?["members"]?.kind == .array { return .piesocket }
        let isNtfy = event == "open" && root["topic"]?.string != nil && root["time"]?.number != nil
        return isNtfy ? .ntfy : nil
    }

    /// Ably: CONNECTED is 4, ERROR 9.
    private static func service(action root: JSONValue) -> KnownService? {
        switch root["action"]?.number?.integer {
        case 4 where root["connectionDetails"]?.kind == .object: .ably
        case 9 where root["error"]?["code"]?.number != nil: .ably
        default: nil
        }
    }

    private static func service(type root: JSONValue) -> KnownService? {
        guard let type = root["type"]?.string else { return nil }
        let others = root.members.filter { !($0.key == "type") }
        if type == "welcome", others.allSatisfy({ $0.key == "sid" }) { return .actionCable }
        if type == "ping", others.count == 1, root["message"]?.number != nil { return .actionCable }
        if type == "disconnect", root["reason"] != nil, root["reconnect"]?.bool != nil { return .actionCable }
        return type == "connection_ack" || (type == "ka" && others.isEmpty) ? .graphQL : nil
    }

    private static func service(shape root: JSONValue) -> KnownService? {
        if root["connect"]?["client"]?.string != nil, root["connect"]?["version"] != nil { return .centrifugo }
        if root["push"]?["channel"]?.string != nil { return .centrifugo }
        if root["MessageType"]?.string != nil, root["MetaData"]?["MMSI"] != nil { return .aisStream }
        if root["appid"]?.number != nil, root["id"]?.number != nil, root["message"] != nil, root["date"] != nil {
            return .gotify
        }
        let position = root["positions"]?.elements.first { _ in true }
        return position?["deviceId"]?.number != nil && position?["fixTime"] != nil ? .traccar : nil
    }

    /// `[join_ref, ref, topic, event, payload]` of an event that only Phoenix has.
    private static func isPhoenix(_ root: JSONValue) -> Bool {
        let items = Array(root.elements.prefix(5))
        guard items.count == 5, items[2].string != nil, items[4].kind == .object else { return false }
        return items[3].string?.hasPrefix("phx_") == true
    }
}
