import Domain
import Testing

@testable import Dashboard

/// How a feed and its channels are shown to do.
@Suite struct FeedTests {
    var board = Board()

    private var feed: Feed? { board.scene.feed(0) }

    private mutating func status(_ status: FeedStatus, channel: String? = nil, at second: Int64 = 0) {
        board.apply(Make.event(.status(status), received: second, channel: channel))
    }

    @Test mutating func theStateFollowsWhatTheFeedSays() {
        let story: [(FeedStatus, Feed.State)] = [
            (.connecting, .connecting), (.connected, .connected),
            (.closed(code: 1_006, reason: "gone"), .closed(code: 1_006, reason: "gone")),
            (.waiting(attempt: 2, delay: .seconds(4)), .waiting(attempt: 2, until: Make.time(14))),
            (.connecting, .connecting), (.resumed, .connected), (.warning("slow"), .connected),
            (.refused(code: 4_001, reason: "key"), .refused(code: 4_001, reason: "key")), (.completed, .completed),
        ]
        for (said, state) in story {
            status(said, at: 10)
            #expect(feed?.state == state)
        }
        #expect(feed?.warning == "slow")
    }

    @Test mutating func whyThereIsNoConnectionIsKnownUntilThereIsOne() {
        let refused = Feed.End(code: nil, reason: "connection refused")
        let story: [(FeedStatus, Feed.End?)] = [
            (.connecting, nil), (.closed(code: nil, reason: "connection refused"), refused),
            (.waiting(attempt: 1, delay: .seconds(1)), refused), (.connecting, refused), (.connected, nil),
            (.refused(code: 4_001, reason: "key"), Feed.End(code: 4_001, reason: "key")), (.resumed, nil),
            (.closed(code: 1_000, reason: ""), Feed.End(code: 1_000, reason: "")), (.completed, nil),
        ]
        for (said, end) in story {
            status(said)
            #expect(feed?.end == end, "\(said)")
        }
        status(.refused(code: 403, reason: "no"), channel: "b")
        #expect(feed?.end == nil, "a channel's trouble is not the connection's")
    }

    @Test mutating func aChannelsStateIsItsOwn() {
        status(.connected)
        status(.subscribed, channel: "a")
        status(.refused(code: 403, reason: "no"), channel: "b")
        #expect(feed?.state == .connected)
        #expect(feed?.channels.map(\.name) == ["a", "b"])
        #expect(feed?.channels.map(\.state) == [.subscribed, .refused(code: 403, reason: "no")])
    }

    @Test mutating func messagesAreCountedByFeedChannelAndSecond() {
        for second in 0..<10 {
            for number in 0...second {
                board.apply(
                    Make.event(.message(nil), at: Int64(second) - 1, received: Int64(second), channel: "c\(number % 2)")
                )
            }
        }
        #expect(feed?.messages == 55)
        #expect(feed?.channels.map(\.messages) == [30, 25])
        #expect(feed?.rate.perSecond(at: Make.time(10)) == 5.5)
        #expect(feed?.rate.history(at: Make.time(10), seconds: 3) == [8, 9, 10])
        #expect(feed?.rate.perSecond(at: Make.time(1_000)) == 0)
        #expect(feed?.lag == .seconds(1))
    }

    @Test mutating func gapsDropsAndMembersAreKept() {
        board.apply(
            Make.event(.gap(Gap(from: Make.time(1), to: Make.time(2), proof: .sequence, lost: 3)), channel: "a"))
        board.apply(Make.event(.gap(Gap(from: Make.time(1), to: Make.time(2), proof: .none, lost: .max)), channel: "a"))
        board.apply(Make.event(.drop(Drop(count: 7))))
        board.apply(Make.event(.drop(Drop(count: -7))))
        board.apply(Make.event(.presence(Presence(members: ["x", "y"])), channel: "a"))
        #expect(feed?.gaps == 2 && feed?.lost == .max && feed?.drops == 7)
        #expect(feed?.channels.first?.gaps == 2 && feed?.channels.first?.members == 2)
        #expect(board.scene.gaps.count == 2)
        #expect(feed?.messages == 1, "a gap is no message")
    }

    @Test mutating func roundTripIsForgottenWithTheConnection() {
        status(.connected)
        board.measure(roundTrip: .milliseconds(41), feed: "house", at: Make.time(1))
        #expect(feed?.roundTrip == .milliseconds(41))
        status(.closed(code: nil, reason: ""))
        #expect(feed?.roundTrip == nil)
        board.measure(roundTrip: .milliseconds(12), feed: "house", at: Make.time(2))
        #expect(feed?.roundTrip == nil, "a late answer says nothing of a connection that is gone")
        status(.connecting)
        status(.connected)
        #expect(feed?.roundTrip == nil, "nor of the next one")
    }

    @Test mutating func aMinuteOfRatesIsKept() {
        for second in 0..<100 as Range<Int64> {
            for _ in 0..<(second % 7) { board.apply(Make.event(.message(nil), received: second)) }
        }
        #expect(feed?.rate.history(at: Make.time(100), seconds: 60) == (40..<100).map { $0 % 7 })
        #expect(
            feed?.rate.history(at: Make.time(130), seconds: 40) == (90..<100).map { $0 % 7 }
                + Array(repeating: 0, count: 30))
        #expect(feed?.rate.history(at: Make.time(100), seconds: .max).count == 62)
    }

    @Test func aStatesWordIsWhatTheFeedSaid() {
        let said: [FeedStatus] = [
            .connecting, .connected, .waiting(attempt: 1, delay: .zero), .refused(code: nil, reason: ""),
            .closed(code: nil, reason: ""), .completed,
        ]
        for status in said {
            var board = Board()
            board.apply(Make.event(.status(status)))
            #expect(board.scene.feed(0)?.state.word == status.name)
        }
        for status in [FeedStatus.subscribed, .refused(code: 4, reason: "no"), .closed(code: nil, reason: "")] {
            var board = Board()
            board.apply(Make.event(.message(nil), channel: "a"))
            #expect(board.scene.feed(0)?.channels[0].state.word == "unconfirmed")
            board.apply(Make.event(.status(status), channel: "a"))
            #expect(board.scene.feed(0)?.channels[0].state.word == status.name)
        }
    }

    @Test mutating func feedsAndChannelsAreBounded() {
        var capacity = Capacity()
        capacity.feeds = 2
        capacity.channels = 3
        board = Board(capacity: capacity)
        for number in 0..<9 { board.apply(Make.event(.message(nil), feed: "f\(number)", channel: "c\(number)")) }
        for number in 0..<9 { board.apply(Make.event(.message(nil), feed: "f0", channel: "c\(number)")) }
        #expect(board.scene.feeds.count == 2)
        #expect(board.scene.strays == 7)
        #expect(feed?.channels.count == 3)
        #expect(feed?.hasMoreChannels == true)
        #expect(feed?.messages == 10)
    }

    @Test mutating func extremeTimesAreHarmless() {
        for moment in [Int64.min, -1, 0, .max] {
            let time = Timestamp(milliseconds: moment)
            for source in [Int64.min, 0, .max] {
                board.apply(
                    Envelope(
                        source: Timestamp(milliseconds: source), received: time, feed: "f",
                        event: .vehicle(
                            Vehicle(vehicle: "v", position: Coordinate(latitude: 1, longitude: 1), eta: .max))))
                board.apply(
                    Envelope(
                        source: Timestamp(milliseconds: source), received: time, feed: "f",
                        event: .lot(Lot(lot: "1", status: .open, closesAt: time))))
                board.apply(
                    Envelope(
                        source: Timestamp(milliseconds: source), received: time, feed: "f",
                        event: .ride(Ride(ride: "1", status: .accepted, eta: .max))))
            }
            board.arrange(at: time)
            _ = board.scene.rate(at: time)
            _ = board.scene.fleet.row(0)
            _ = board.scene.auctions.auction(row: 0)?.clock(at: time)
        }
    }
}
