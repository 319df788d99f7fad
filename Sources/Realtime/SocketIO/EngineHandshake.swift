internal import JSON

/// How often pings come and how long to wait for one (engine.io-protocol 4, "Heartbeat").
struct EngineHeartbeat: Hashable {
    var interval: Duration = .seconds(25)
    var timeout: Duration = .seconds(20)
}

/// What the server says first: `{"sid":…,"pingInterval":…,"pingTimeout":…,"maxPayload":…}`, times in milliseconds.
struct EngineHandshake {
    /// `maxHttpBufferSize` where nobody changed it.
    static let usualPayloadLimit = 1_000_000

    var heartbeat = EngineHeartbeat()
    var payloadLimit = usualPayloadLimit

    /// `nil` where there is no session id.
    init?(_ root: JSONValue) {
        guard let sid = root["sid"]?.string, sid.count > 0 else { return nil }
        heartbeat.interval = Self.duration(root["pingInterval"]) ?? heartbeat.interval
        heartbeat.timeout = Self.duration(root["pingTimeout"]) ?? heartbeat.timeout
        if let limit = root["maxPayload"]?.number?.integer, limit > 0, let bytes = Int(exactly: limit) {
            payloadLimit = bytes
        }
    }

    /// From a second to an hour; `nil` where it is no time.
    private static func duration(_ value: JSONValue?) -> Duration? {
        guard let milliseconds = value?.number?.double, milliseconds > 0 else { return nil }
        return .milliseconds(Int64(min(max(milliseconds, 1_000), 3_600_000)))
    }
}
