import Foundation
import Testing

/// `spotter tail` against `spotter serve`, over a real socket.
struct TailTests {
    private func tail(_ backend: Backend, _ arguments: [String]) throws -> Running {
        try Running(["tail", backend.url] + arguments, environment: ["SPOTTER_SECRET": Backend.secret])
    }

    @Test func publicPrivateAndPresenceChannelsArrive() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let tail = try tail(
            backend,
            [
                "--channel", "lots", "--channel", "private-lots", "--channel", "presence-room", "--user-id", "u7",
                "--status",
            ])
        _ = try tail.lines(3, containing: #""state":"subscribed""#)
        let bid = #"{"lot_id":"17","amount":125000,"currency":"EUR","bidder":"paddle 42"}"#
        #expect(try backend.publish("bid.placed", on: "lots", bid) == "HTTP/1.1 200 OK")
        try backend.publish("bid.placed", on: "private-lots", bid)
        let lines = try tail.lines(2, containing: #""kind":"bid""#)
        #expect(lines[0].contains(#""amount":{"minor":125000,"exponent":2,"currency":"EUR"}"#))
        #expect(lines[1].contains(#""channel":"private-lots""#))
        #expect(try tail.line(containing: #""kind":"presence""#).contains(#""members":["u7"]"#))
        tail.send(SIGINT)
        #expect(tail.wait(limit: 5).status == 130)
    }

    @Test func countEndsIt() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let tail = try tail(backend, ["--channel", "a", "--count", "2", "--status"])
        _ = try tail.line(containing: #""state":"subscribed""#)
        for number in 1...3 { try backend.publish("x", on: "a", #"{"n":\#(number)}"#) }
        let result = tail.wait(limit: 10)
        #expect(result.status == 0)
        let events = result.lines.filter { $0.contains(#""kind":"message""#) }
        #expect(events.count == 2)
        #expect(events.first?.contains(#""message":{"data":{"n":1}}"#) == true)
        #expect(result.lines.last?.contains(#""state":"completed""#) == true)
    }

    @Test func rawIsTheMessageAlone() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let tail = try tail(backend, ["--channel", "a", "--format", "raw", "--status"])
        // Lines about the connection are for people then.
        _ = try tail.error(containing: "subscribed")
        try backend.publish("x", on: "a", #"{ "n": 1.10 }"#)
        _ = try tail.line(containing: "n")
        tail.send(SIGINT)
        #expect(tail.wait(limit: 5).output == "{ \"n\": 1.10 }\n")
    }

    @Test func aServerThatDiesIsWaitedForAndTheGapIsSaid() throws {
        var backend = try Backend()
        let tail = try tail(backend, ["--channel", "a", "--status"])
        _ = try tail.line(containing: #""state":"subscribed""#)
        backend.kill()
        // Growing waits: the second is longer than the first.
        let waits = try tail.lines(2, containing: #""state":"waiting""#)
        #expect(waits[0].contains(#""attempt":1"#))
        #expect(waits[1].contains(#""attempt":2"#))
        backend = try Backend(port: backend.port)
        defer { backend.stop() }
        let gap = try tail.line(containing: #""kind":"gap""#)
        #expect(gap.contains(#""channel":"a""#))
        #expect(gap.contains(#""proof":"none""#))
        _ = try tail.lines(2, containing: #""state":"subscribed""#)
        try backend.publish("x", on: "a", "{}")
        _ = try tail.line(containing: #""event":"x""#)
        tail.send(SIGTERM)
        #expect(tail.wait(limit: 5).status == 143)
    }

    @Test func anUnreachableServerIsStatusThree() throws {
        let result = try Program.run([
            "tail", "pusher://K@127.0.0.1:1?tls=false", "--channel", "a", "--max-attempts", "1",
        ])
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("no connection"))
        #expect(result.errors.contains("connection refused"))
    }

    @Test func aWrongKeyIsStatusFiveWithTheServersWords() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let url = "pusher://wrong@127.0.0.1:\(backend.port)?tls=false"
        let result = try Program.run(["tail", url, "--channel", "a"])
        #expect(result.status == 5)
        #expect(result.errors.contains("4001"))
    }

    @Test func aRefusedChannelIsStatusFourUnlessOthersLive() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let wrong = ["SPOTTER_SECRET": "wrong"]
        let alone = try Program.run(["tail", backend.url, "--channel", "private-a"], environment: wrong)
        #expect(alone.status == 4)
        let both = try Running(
            ["tail", backend.url, "--channel", "private-a", "--channel", "b", "--status"], environment: wrong)
        let refused = try both.line(containing: #""state":"refused""#)
        #expect(refused.contains(#""channel":"private-a""#))
        try backend.publish("x", on: "b", "1")
        _ = try both.line(containing: #""event":"x""#)
        both.send(SIGINT)
        #expect(both.wait(limit: 5).status == 130)
    }

    @Test func aReaderThatLeavesEndsItQuietly() throws {
        let result = try Program.shell(#"$SPOTTER demo --json | head -n 3; echo "status ${PIPESTATUS[0]}""#, limit: 30)
        #expect(result.lines.count == 4)
        #expect(result.lines.last == "status 141")
        #expect(result.errors.isEmpty)
    }

    @Test func timeoutAndDurationEndIt() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let late = try Program.run(["tail", backend.url, "--channel", "a", "--timeout", "300ms"])
        #expect(late.status == 124)
        let done = try Program.run(["tail", backend.url, "--channel", "a", "--duration", "300ms"])
        #expect(done.status == 0)
        let idle = try Program.run(["tail", backend.url, "--channel", "a", "--idle", "300ms"])
        #expect(idle.status == 0)
    }

    /// The reader takes nothing until the world is over; a quick reader tells how many lines there should be.
    @Test func aSlowReaderBlocksOrIsToldWhatWasDropped() throws {
        let demo = "$SPOTTER demo --json --speed 100 --duration 4s"
        let whole = try Program.shell(demo, limit: 120).lines.count
        for policy in ["block", "drop-oldest"] {
            let result = try Program.shell(
                "\(demo) --on-slow \(policy) | { sleep 8; cat; }; exit ${PIPESTATUS[0]}", limit: 120)
            #expect(result.status == 0, "\(policy)")
            let drops = result.lines.compactMap { line in
                line.firstMatch(of: #/"drop":{"count":(\d+)}/#).flatMap { Int($0.1) }
            }
            #expect(result.lines.count - drops.count + drops.reduce(0, +) == whole, "\(policy): lines are missing")
            #expect(drops.isEmpty == (policy == "block"), "\(policy)")
            let numbers = result.lines.compactMap { line in
                line.firstMatch(of: #/"seq":(\d+)/#).flatMap { Int($0.1) }
            }
            #expect(numbers == Array(1...whole).prefix(numbers.count).map { $0 }, "\(policy): the numbers have a hole")
        }
    }

    @Test func aBlockedReaderDoesNotKeepItBeyondTheTimeout() throws {
        let result = try Program.shell(
            "$SPOTTER demo --json --speed 100 --timeout 1s > >(sleep 6); echo status $?", limit: 5)
        #expect(result.output.contains("status 124"))
    }

    @Test func idleIsTheServersSilenceNotTheReadersSlowness() throws {
        let result = try Program.shell(
            "$SPOTTER demo --json --speed 100 --duration 3s --idle 1s | { sleep 3; cat; } | wc -l", limit: 60)
        let quick = try Program.shell("$SPOTTER demo --json --speed 100 --duration 3s | wc -l", limit: 60)
        #expect(result.output == quick.output)
    }

    @Test func troubleIsToldOnceWithoutStatusLines() throws {
        let result = try Program.run([
            "tail", "pusher://K@127.0.0.1:1?tls=false", "--channel", "a", "--max-attempts", "2",
        ])
        #expect(result.errors.split(separator: "\n").count == 2, "\(result.errors)")
        #expect(result.errors.contains("connection refused; trying again"))
    }
}
