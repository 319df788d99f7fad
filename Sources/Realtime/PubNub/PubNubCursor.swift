internal import Domain
internal import JSON

/// A moment of the service: 100 ns units since 1970, written as 17 digits.
struct PubNubTime: Hashable, Comparable {
    let ticks: Int64

    init(ticks: Int64) {
        self.ticks = ticks
    }

    /// From a string or a number; `nil` for anything that is not positive.
    init?(_ value: JSONValue?) {
        guard let ticks = value?.stringOrNumber?.integer, ticks > 0 else { return nil }
        self.ticks = ticks
    }

    static func < (left: PubNubTime, right: PubNubTime) -> Bool { left.ticks < right.ticks }

    static func - (left: PubNubTime, right: PubNubTime) -> Duration {
        .milliseconds((left.ticks &- right.ticks) / 10_000)
    }

    static func + (time: PubNubTime, duration: Duration) -> PubNubTime {
        PubNubTime(ticks: time.ticks &+ duration.wholeMilliseconds &* 10_000)
    }

    var timestamp: Timestamp { Timestamp(milliseconds: ticks / 10_000) }
}

/// Up to where we have been told: `t` of each answer, handed back with the next request.
struct PubNubCursor: Hashable {
    var time: PubNubTime
    /// The data centre that the time is of.
    var region: Int64

    init?(_ value: JSONValue?) {
        guard let time = PubNubTime(value?["t"]) else { return nil }
        self.time = time
        region = value?["r"]?.stringOrNumber?.integer ?? 0
    }
}
