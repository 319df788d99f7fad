import Domain
import JSON
import Testing

@testable import Realtime

/// What is not clearly one of the kinds stays a message, with its data.
@Suite struct MappingMessageTests {
    private static let others: [(String, String)] = [
        ("a chat line", #"{"user":"anna","message":"hello"}"#),
        ("an HTTP log line", #"{"request_id":"8f","status":"completed","duration_ms":12}"#),
        ("a log line", #"{"level":"error","message":"boom","timestamp":1700000000}"#),
        ("a shop on the map", #"{"id":4,"name":"Bakery","lat":60.1,"lon":24.9}"#),
        (
            "an earthquake",
            #"{"id":"us7000","mag":4.5,"place":"sea","time":1700000000000,"latitude":1.5,"longitude":2.5}"#
        ),
        ("a weather station", #"{"device_id":"w1","temperature":4.5,"lat":60.1,"lon":24.9}"#),
        ("a product", #"{"id":1,"title":"Shoe","price":59.9,"image":"x.png","tags":["new"],"url":"u"}"#),
        ("a shopping cart", #"{"item_id":5,"amount":3,"user_id":9}"#),
        ("a payment", #"{"id":"p1","amount":1250,"currency":"EUR","status":"accepted"}"#),
        ("a payment for a lot", #"{"lot_id":"17","amount":1250,"currency":"EUR"}"#),
        ("a lot with its last bid", #"{"lot_id":"17","title":"Vase","bid":{"amount":48}}"#),
        ("a quote by the lot", #"{"symbol":"ACME","bid":10.1,"lot":100}"#),
        ("a stock quote", #"{"symbol":"ACME","bid":10.1,"ask":10.2,"ts":1700000000}"#),
        ("an order book", #"{"asks":[[1,2]],"bids":[[3,4]],"E":1}"#),
        ("a parking lot", #"{"lot":"B","status":"open","spaces":12}"#),
        ("a production lot", #"{"lotNumber":"12A","status":"pending"}"#),
        ("a user's place", #"{"user_id":3,"lat":1,"lng":2}"#),
        ("a transit trip", #"{"trip_id":"t1","route_id":"9","status":"completed"}"#),
        ("a job", #"{"id":3,"status":"in_progress","eta":5}"#),
        ("an issue of a tracker", #"{"id":3,"title":"Bug","description":"text","status":"open","assignee":"x"}"#),
        ("an article", #"{"title":"News","author":"x","url":"u","category":"c"}"#),
        ("bare coordinates", #"{"lat":1,"lon":2}"#),
        ("an area", #"{"id":"a","coordinates":[[1,2],[3,4]]}"#),
        ("a subscription", #"{"data":{}}"#),
        ("nothing", #"{}"#),
        ("an empty list", #"[]"#),
        ("numbers", #"[1,2,3]"#),
        ("null", "null"), ("true", "true"), ("a number", "3.14"), ("text", #""hello""#),
        ("a mixed list", #"["a",{"lot_id":"1"},3]"#),
        ("a null bid", #"{"lot_id":null,"amount":null,"bidder":null}"#),
        ("a bid of objects", #"{"lot_id":{"a":1},"amount":[1],"bidder":"x"}"#),
        ("an ambiguous amount", #"{"lot_id":"1","amount":"1,250","bidder":"x"}"#),
        ("a negative bid", #"{"lot_id":"1","amount":-5,"bidder":"x"}"#),
        ("an amount that is none", #"{"lot_id":"1","amount":"NaN","bidder":"x"}"#),
    ]

    @Test(arguments: others)
    func staysMessage(_ what: String, _ json: String) throws {
        let found = try envelopes(json)
        #expect(found.map(\.event) == [.message(.json(json))], "\(what)")
    }

    @Test func `names of channels and events alone make nothing of data`() throws {
        for name in ["bid.placed", "lot.sold", "vehicle.moved", "ride.completed", "notification", "outbid"] {
            for json in [#"{"a":1}"#, "[]", "7", #""x""#, "null"] {
                let found = try envelopes(json, channel: "misc", name: name)
                #expect(found.map(\.event) == [.message(.json(json))], "\(name) \(json)")
            }
        }
    }

    @Test func `the envelope is the occurrence's`() throws {
        var found: [Envelope] = []
        let occurrence = Occurrence(
            channel: "c", name: "n", id: "i", source: Timestamp(milliseconds: 5), content: .none)
        Mapper().map(occurrence, feed: "f", received: receivedAt, into: &found)
        let expected = Envelope(
            source: Timestamp(milliseconds: 5), received: receivedAt, feed: "f", channel: "c", name: "n", id: "i",
            event: .message(nil))
        #expect(found == [expected])
    }

    @Test func `text that is JSON is understood, other text and bytes are kept`() {
        let text = Array(#"{"vehicle_id":"a","lat":1,"lon":2}"#.utf8)
        var found: [Envelope] = []
        text.withUnsafeBufferPointer { bytes in
            let content = JSONText(start: bytes.baseAddress, count: bytes.count)
            Mapper().map(
                Occurrence(channel: nil, name: nil, content: .text(content)), feed: "f", received: receivedAt,
                into: &found)
        }
        #expect(found.map(describe) == ["vehicle a 1.0,2.0"])
        found = []
        let bytes: [UInt8] = [0, 255]
        bytes.withUnsafeBytes { bytes in
            Mapper().map(
                Occurrence(channel: nil, name: nil, content: .binary(bytes)), feed: "f", received: receivedAt,
                into: &found)
        }
        #expect(found.map(\.event) == [.message(.binary([0, 255]))])
    }

    @Test func `raw is kept only where asked for, and each part of a batch has its own`() throws {
        let json = #"{"vehicles":[{"vehicle_id":"a","lat":1,"lon":2},{"x":1}]}"#
        #expect(try envelopes(json).allSatisfy { $0.raw == nil })
        let kept = try envelopes(json, mapper: Mapper(.init(keepsRaw: true)))
        #expect(kept.map(\.raw) == [.json(#"{"vehicle_id":"a","lat":1,"lon":2}"#), .json(#"{"x":1}"#)])
        let single = #"{"data":{"vehicle_id":"a","lat":1,"lon":2}}"#
        #expect(try envelopes(single, mapper: Mapper(.init(keepsRaw: true))).map(\.raw) == [.json(single)])
    }
}
