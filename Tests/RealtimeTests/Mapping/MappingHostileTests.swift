import Domain
import JSON
import Testing

@testable import Realtime

/// Whatever arrives: at least one event, no trap, no blow-up.
@Suite struct MappingHostileTests {
    private static let keys = [
        "lot_id", "lot", "auction", "amount", "bid", "bids", "bidder", "currency", "current_bid", "leader", "ends_at",
        "timeLeft", "seconds_left",
        "vehicle_id", "vehicle", "lat", "lon", "position", "coordinates", "geometry", "speed", "heading", "sog", "acc",
        "veh", "oper", "tid",
        "ride_id", "ride", "trip", "driver", "status", "eta", "eta_s", "pickup", "dropoff", "location", "title", "body",
        "message",
        "priority", "tags", "actions", "ttl", "expires", "data", "payload", "attributes", "entity", "items", "vehicles",
        "metadata", "type",
        "event", "id", "ts", "time", "notification", "alert", "repository", "sender", "workflow_run", "commits",
        "annotations", "labels",
        "meta", "resource_id", "resource_type", "amount_eth", "amount_cents", "header_text", "translation",
        "relationships", "route",
    ]
    private static let scalars = [
        "null", "true", "false", "0", "-1", "1", "1e308", "-1e400", "9223372036854775807", "-9223372036854775808",
        "18446744073709551616",
        "0.1e-999", "1795255200", "60.17", "24.94", "181", #""""#, #""NaN""#, #""Infinity""#, #""x""#, #""accepted""#,
        #""€1,250.00""#,
        #""2026-11-21T10:00:00Z""#, #""{\"lot_id\":1}""#, #""\u0000\u001b[2J""#, #""🚕🚕🚕""#,
        "123456789012345678901234567890",
    ]
    private static let names = [
        "", "bid.placed", "lot.sold", "vehicle.moved", "ride.driver.cancelled", "notification", "outbid", "push",
    ]

    /// A small generator of our own, so that a failure comes back.
    private struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }

        mutating func value(depth: Int) -> String {
            switch depth > 0 ? roll(6) : 0 {
            case 0, 1, 2: return scalars[roll(scalars.count)]
            case 3: return "[" + (0..<roll(4)).map { _ in value(depth: depth - 1) }.joined(separator: ",") + "]"
            default:
                let members = (0..<roll(9)).map { _ in "\"\(keys[roll(keys.count)])\":\(value(depth: depth - 1))" }
                return "{" + members.joined(separator: ",") + "}"
            }
        }
    }

    @Test func `any JSON is at least one event`() throws {
        let mapper = Mapper(.init(me: ["x", "1"], keepsRaw: true))
        var dice = Dice(state: 17)
        var kinds: Set<Event.Kind> = []
        for round in 0..<8_000 {
            let json = dice.value(depth: 5)
            let name = Self.names[dice.roll(Self.names.count)]
            let found = try envelopes(json, channel: "auction.17", name: name, mapper: mapper)
            if found.isEmpty { Issue.record("nothing comes of round \(round): \(json)") }
            kinds.formUnion(found.map(\.event.kind))
        }
        #expect(kinds == [.notification, .lot, .bid, .vehicle, .ride, .message], "the generator reaches every kind")
    }

    @Test func `any JSON survives any rule`() throws {
        var dice = Dice(state: 4)
        for kind in ["notification", "lot", "bid", "vehicle", "ride"] {
            var fields: [(key: String, value: String)] = [("kind", kind)]
            for field in MappingField.allCases where field.kinds.contains(Event.Kind(rawValue: kind) ?? .message) {
                let unit = field.units.isEmpty ? "" : " " + field.units[dice.roll(field.units.count)].name
                fields.append((field.rawValue, Self.keys[dice.roll(Self.keys.count)] + unit))
            }
            let mapper = Mapper(.init(rules: [try MappingRule.parse(fields: fields)]))
            for _ in 0..<2_000 {
                let json = dice.value(depth: 3)
                #expect(try !envelopes(json, mapper: mapper).isEmpty)
            }
        }
    }

    @Test func `long lists`() throws {
        let vehicles = (0..<10_000).map { #"{"vehicle_id":\#($0),"lat":1,"lon":2}"# }.joined(separator: ",")
        #expect(try envelopes("[\(vehicles)]").count == 10_000)
        let many = [String](repeating: #"{"vehicle_id":1,"lat":1,"lon":2}"#, count: 100_000).joined(separator: ",")
        #expect(
            try envelopes(#"{"vehicles":[\#(many)]}"#).map(\.event.kind) == [.message], "too long to be taken apart")
        let numbers = "[" + [String](repeating: "1", count: 100_000).joined(separator: ",") + "]"
        #expect(try envelopes(numbers).map(\.event.kind) == [.message])
        #expect(
            try envelopes(#"{"title":"t","body":"b","tags":\#(numbers),"actions":\#(numbers)}"#).map(\.event.kind) == [
                .notification
            ])
        let keys = (0..<100_000).map { "\"k\($0)\":1" }.joined(separator: ",")
        #expect(try envelopes("{\(keys)}").map(\.event.kind) == [.message])
    }

    @Test func `deep nesting`() throws {
        let depth = JSONDocument.depthLimit - 2
        for (open, close) in [
            (#"{"data":"#, "}"), ("[", "]"), (#"{"vehicle":"#, "}"), (#"{"x":"#, "}"), (#"{"attributes":"#, "}"),
        ] {
            let json = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
            #expect(try envelopes(json).map(\.event.kind) == [.message])
        }
    }

    @Test func `long identifiers are none`() throws {
        let long = String(repeating: "x", count: 257)
        #expect(try line(Sample("", #"{"vehicle_id":"\#(long)","lat":1,"lon":2}"#, "")) == "message")
        #expect(try line(Sample("", #"{"lot_id":"\#(long)","amount":1,"bidder":"x"}"#, "")) == "message")
    }

    @Test func `duplicate keys count once, the first`() throws {
        #expect(
            try line(Sample("", #"{"vehicle_id":"a","vehicle_id":"b","lat":1,"lon":2,"lat":3}"#, ""))
                == "vehicle a 1.0,2.0")
    }
}
