import Testing

@testable import Server

@Suite("Hostile input")
struct HostileInputTests {
    /// A small generator with a fixed seed: the same bytes each time.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private static let seeds = [
        #"{"event":"pusher:subscribe","data":{"channel":"presence-x","auth":"spotkey01:00","channel_data":"{}"}}"#,
        #"{"event":"client-n","channel":"private-x","data":{"a":[1,2,{"b":null}]}}"#,
        #"{"event":"pusher:signin","data":{"auth":"spotkey01:00","user_data":"{\"id\":\"u7\"}"}}"#,
        #"{"event":"pusher:unsubscribe","data":"{\"channel\":\"x\"}"}"#,
    ]

    @Test("Changed, cut and random messages get one answer at most, and never end the exchange", arguments: 0..<8)
    func mutations(seed: UInt64) {
        var generator = Generator(state: seed)
        var exchange = Exchange(.demo())
        for round in 0..<500 {
            let socket = SocketID(1, UInt64(round))
            _ = exchange.connected(socket, path: "/app/spotkey01", query: "protocol=7", now: .zero)
            var message = Array((Self.seeds.randomElement(using: &generator) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<message.count, using: &generator)
                message[index] = UInt8.random(in: 0...255, using: &generator)
            }
            message.removeLast(Int.random(in: 0...message.count / 4, using: &generator))
            let effects = message.withUnsafeBytes { exchange.received($0, from: socket, now: .zero) }
            #expect(effects.count <= 2)
            #expect(exchange.disconnected(socket, now: .zero).isEmpty)
        }
        #expect(exchange.sessions.isEmpty)
        #expect(exchange.channels.isEmpty)
        #expect(exchange.users.isEmpty)
    }

    @Test("Depth and size end in an answer")
    func large() {
        var transcript = SubscriptionTests.room()
        let deep = String(repeating: "[", count: 100_000)
        #expect(transcript.send(deep, from: SocketID(1, 1)).count == 1)
        let long = String(repeating: "x", count: 100_000)
        let answer = transcript.send(#"{"event":"\#(long)"}"#, from: SocketID(1, 1))
        #expect(answer.count == 1)
        #expect((answer.first?.utf8.count ?? .max) < 300)
    }

    @Test("What an unknown connection sends is nothing")
    func unknown() {
        var exchange = Exchange(.demo())
        let effects = Array("{}".utf8).withUnsafeBytes { exchange.received($0, from: SocketID(9, 9), now: .zero) }
        #expect(effects.isEmpty)
        #expect(exchange.disconnected(SocketID(9, 9), now: .zero).isEmpty)
    }
}
