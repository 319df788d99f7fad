import Domain
import JSON

/// The benchmark's messages: Pusher events with JSON text inside JSON, 60 % vehicle positions, 30 % bids, 10 % notifications with
/// text beyond ASCII; about 233 bytes each. The same on every run.
struct Mix {
    /// 1,000 server frames in one stretch.
    let block: [UInt8]
    /// Their payloads.
    let messages: [[UInt8]]
    static let blockCount = 1_000

    static let channels =
        (0..<20).map { "vehicles.\($0)" } + (0..<20).map { "auction.\($0)" } + ["user.42"]

    init() {
        var random = Sequence64(state: 1)
        messages = (0..<Self.blockCount).map { Self.message($0, &random) }
        block = messages.flatMap { Self.frame($0) }
    }

    /// An unmasked text frame (RFC 6455 §5.2), for payloads below 64 KiB.
    static func frame(_ payload: [UInt8]) -> [UInt8] {
        let count = payload.count
        let length = count < 126 ? [UInt8(count)] : [126, UInt8(count >> 8), UInt8(count & 0xFF)]
        return [0x81] + length + payload
    }

    private static func message(_ index: Int, _ random: inout Sequence64) -> [UInt8] {
        switch index % 10 {
        case 0..<6: envelope("location.updated", "vehicles.\(random.below(20))", vehicle(index, &random))
        case 6..<9: envelope("bid.placed", "auction.\(random.below(20))", bid(&random))
        default: envelope("notification", "user.42", notification(index, &random))
        }
    }

    static func envelope(_ event: String, _ channel: String, _ data: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("event")
        writer.string(event)
        writer.key("channel")
        writer.string(channel)
        writer.key("data")
        writer.string(data)
        writer.endObject()
        return writer.bytes
    }

    private static func vehicle(_ index: Int, _ random: inout Sequence64) -> String {
        """
        {"vehicle_id": "veh-\(random.below(200))", "lat": 60.\(100_000 + random.below(200_000)), \
        "lon": 24.\(800_000 + random.below(199_999)), "bearing": \(random.below(360)), "speed": \(random.below(20)).\
        \(random.below(10)), "ts": \(1_700_000_000_000 + index * 100), "ride_id": "ride-\(random.below(100))", \
        "eta_s": \(random.below(900))}
        """
    }

    private static func bid(_ random: inout Sequence64) -> String {
        """
        {"lot_id": "lot-\(random.below(50))", "amount": \(1_000 + random.below(999_000)), "currency": "EUR", \
        "bidder": "paddle \(random.below(500))", "bid_count": \(random.below(200)), "ends_at": "2026-11-21T12:00:00Z"}
        """
    }

    private static func notification(_ index: Int, _ random: inout Sequence64) -> String {
        """
        {"id": "n\(index)", "title": "Lot 17 closes in 5 minutes", "body": "The reserve has been met — été ✓", \
        "priority": "\(["low", "normal", "high"][random.below(3)])"}
        """
    }
}

/// Steele and Vigna's SplitMix64: a fixed sequence for a seed.
struct Sequence64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int {
        Int(next() % UInt64(limit))
    }
}
