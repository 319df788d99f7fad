import Domain
import Foundation
import JSON
import Testing

@testable import Realtime

/// How long `map` takes for messages of the benchmark mix. Figures, no assertions: build with `-c release` and set SPOTTER_BENCHMARK.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["SPOTTER_BENCHMARK"] != nil), .serialized)
struct MappingBenchmark {
    private static let messages: [(String, String, String, String)] = [
        (
            "vehicle", "location.updated", "vehicles.7",
            #"{"vehicle_id": "veh-134", "lat": 60.152688, "lon": 24.929011, "bearing": 261, "speed": 2.4, "ts": 1700000000300, "ride_id": "ride-48", "eta_s": 483}"#
        ),
        (
            "bid", "bid.placed", "auction.12",
            #"{"lot_id": "lot-37", "amount": 468173, "currency": "EUR", "bidder": "paddle 212", "bid_count": 104, "ends_at": "2026-11-21T12:00:00Z"}"#
        ),
        (
            "notification", "notification", "user.42",
            #"{"id": "n9", "title": "Lot 17 closes in 5 minutes", "body": "The reserve has been met — été ✓", "priority": "high"}"#
        ),
        (
            "message", "tick", "misc",
            #"{"a": 1, "b": [1, 2, 3], "c": {"d": "e"}, "symbol": "ACME", "volume": 12, "open": 5, "text2": "x"}"#
        ),
    ]

    @Test func mix() throws {
        for (what, name, channel, json) in Self.messages {
            try measure(what, name: name, channel: channel, json)
        }
    }

    private func measure(_ what: String, name: String, channel: String, _ json: String) throws {
        let mapper = Mapper()
        let rounds = 1_000_000
        var found: [Envelope] = []
        found.reserveCapacity(64)
        let nanoseconds = try JSONDocument().read(json) { value in
            let began = Self.cpuNanoseconds()
            for round in 0..<rounds {
                if round % 16 == 0 { found.removeAll(keepingCapacity: true) }
                let occurrence = Occurrence(channel: channel, name: name, content: .json(value))
                mapper.map(occurrence, feed: "bench", received: receivedAt, into: &found)
            }
            return Self.cpuNanoseconds() - began
        }
        print("map \(what): \(nanoseconds / rounds) ns, ends as \(found.last.map(describe) ?? "nothing")")
    }

    private static func cpuNanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
