import Domain
import JSON
import Testing

@testable import Realtime

/// Paths and signatures as the vendor's Python SDK 10.8.0 sends them; without a filter, which that one encodes twice before it signs.
@Suite struct PubNubRequestsTests {
    private static let base = ["pnsdk": "PubNub-Python/10.4.0", "uuid": "watch 1"]
    private static let subscription = [
        "channel-group": "g1,g1-pnpres", "heartbeat": "300",
    ]
    private static let channels = "a%20b%2F%C3%A9,a%20b%2F%C3%A9-pnpres,veh,veh-pnpres,x.%2A,x.%2A-pnpres"

    @Test(arguments: [
        (
            "/v2/subscribe/sub-c-1/\(channels)/0", subscription.merging(["tt": "0", "timestamp": "1795263174"]) { $1 },
            "v2.6ZkrHusi14bJjdnyLvkbq1GbqDucY7LhwuiURLiltXo"
        ),
        (
            "/v2/subscribe/sub-c-1/\(channels)/0",
            subscription.merging(["tt": "17000000000000000", "tr": "1", "timestamp": "1795263174"]) { $1 },
            "v2.3fCN6Ck1CBNRFOccJO-W81dA38iuPFggkHmYiAIEw6g"
        ),
        (
            "/v2/presence/sub-key/sub-c-1/channel/veh,b", ["limit": "1000", "timestamp": "1795261786"],
            "v2.D3WoUSCICH_4i3SAtZfolmVIo5iKUl5p2U-APyPfjjo"
        ),
        (
            "/v3/history/sub-key/sub-c-1/channel/veh",
            [
                "max": "100", "start": "17000000000000005", "end": "17000000000000001", "include_meta": "true",
                "include_message_type": "true", "include_uuid": "true", "timestamp": "1795261786",
            ], "v2.tDCHDnSn0OAiDYTrmVcX62StWuv2aEcGfaUVbsi1KOQ"
        ),
        (
            "/v2/presence/sub-key/sub-c-1/channel/\(channels)/leave",
            ["channel-group": "g1,g1-pnpres", "timestamp": "1795261786"],
            "v2.2V42gYLoK8smpI8KiKyyf9UWOMgpKkTKGFBlHFdt-TQ"
        ),
    ])
    func signs(_ path: String, _ query: [String: String], _ signature: String) {
        let text = PubNubRequests.text(of: query.merging(Self.base) { $1 })
        let secret = Secret(Array("sec-c-1".utf8))
        #expect(
            PubNubRequests.signature(path: path, query: text, publishKey: "pub-c-1", secretKey: secret) == signature)
    }

    @Test func namesAreSortedAndEncoded() {
        let names = PubNubNames(channels: ["veh", "a b/é", "x.*"], groups: ["g1"])
        #expect(names.withPresence().path == Self.channels)
        #expect(names.withPresence().query == ["channel-group": "g1,g1-pnpres"])
        #expect(PubNubNames(groups: ["g1"]).path == ",")
    }

    @Test func marksAreEncoded() {
        #expect(PubNubRequests.encoded("a!~*'()-._") == "a%21%7E%2A%27%28%29-._")
    }
}

@Suite struct PubNubFaultTests {
    enum Outcome: Equatable { case again(Duration), refused, unreachable }

    @Test(arguments: [
        (400, nil, false, Outcome.refused), (400, nil, true, .refused), (401, nil, false, .refused),
        (402, nil, false, .refused), (403, nil, true, .refused), (404, nil, false, .unreachable),
        (410, nil, true, .unreachable), (414, nil, false, .refused),
        (429, Duration.seconds(9), true, .again(.seconds(9))),
        (429, nil, false, .again(.seconds(2))), (500, nil, false, .again(.seconds(2))),
        (503, .seconds(1), true, .again(.seconds(2))), (504, nil, true, .again(.seconds(2))),
    ])
    func table(_ status: Int, _ retryAfter: Duration?, _ hasBeenReady: Bool, _ expected: Outcome) {
        let fault = PubNubFault(status: status, retryAfter: retryAfter, nil)
        let outcome: Outcome? =
            switch fault.verdict(hasBeenReady: hasBeenReady) {
            case .reconnectNow: nil
            case .backOff(let atLeast, _): .again(atLeast)
            case .giveUp(let outage): outage.cause == .refused ? .refused : .unreachable
            }
        #expect(outcome == expected)
    }

    @Test(arguments: [
        (#"{"message":"Forbidden","error":true}"#, "Forbidden"), (#"{"error_message":"Bad"}"#, "Bad"),
        (#"{"error":"Worse","message":{}}"#, "Worse"), ("[]", "the service answered with status 403"),
    ])
    func reasons(_ body: String, _ reason: String) throws {
        let read = try JSONDocument().read(body) { PubNubFault(status: 403, retryAfter: nil, $0).reason }
        #expect(read == reason)
    }
}

@Suite struct PubNubRecentsTests {
    @Test func knowsTheLatestAndForgetsTheRest() {
        var recents = PubNubRecents()
        func identity(_ number: Int) -> PubNubRecents.Identity {
            .init(channel: "a", time: PubNubTime(ticks: Int64(number)), publisher: "u")
        }
        let numbers = Array(0...PubNubRecents.capacity) + [PubNubRecents.capacity, 1, 0]
        let isNew = numbers.map { recents.insert(identity($0)) }
        #expect(isNew.dropLast(3).allSatisfy { $0 })
        #expect(isNew.suffix(3) == [false, false, true])
    }
}
