import Domain
import Testing

@testable import Dashboard

/// The list of feeds and channels, and the messages as they came.
@Suite struct StreamTests {
    var board = Board()

    private func message(_ channel: String?, _ raw: String? = nil, feed: String = "a", name: String? = nil) -> Envelope
    {
        var envelope = Make.event(.message(nil), feed: feed, channel: channel, name: name)
        envelope.raw = raw.map { .json($0) }
        return envelope
    }

    private mutating func apply(_ events: Envelope..., at second: Int64 = 0) {
        for event in events { board.apply(event) }
        board.arrange(at: Make.time(second))
    }

    /// Such as `a c2 c10 b`.
    private var rows: String {
        (0..<board.rowCount(of: .feeds)).map { row in
            switch board.scene.feedRow(row) {
            case .feed(let feed)?: board.scene.feeds[Int(feed)].name
            case .channel(let feed, let channel)?: board.scene.feeds[Int(feed)].channels[channel].name
            case nil: "?"
            }
        }.joined(separator: " ")
    }

    private var numbers: [Int] { board.messages(limit: 99).map(\.number) }

    @Test mutating func feedsComeAsTheyAppearedAndChannelsAsPeopleCount() {
        apply(message("c10"), message("x", feed: "b"), message("c2"))
        #expect(rows == "a c2 c10 b x")
        apply(message("c1"), message(nil, feed: "0"))
        #expect(rows == "a c1 c2 c10 b x 0")
        #expect(board.scene.feedRow(7) == nil && board.scene.feedRow(-1) == nil)
    }

    @Test mutating func theChosenChannelStaysChosenWhileOthersCome() {
        apply(message("c10"), message("c2"))
        board.perform(.focus(.feeds))
        board.perform(.selectLast)
        #expect(board.selectedFeedRow == .channel(0, 0))
        apply(message("c1"), message("c3", feed: "b"))
        #expect(board.selectedRow(of: .feeds) == 3)
        board.perform(.filter(Query("c3")))
        apply(at: 1)
        #expect(rows == "c3")
        #expect(board.selectedRow(of: .feeds) == nil)
    }

    @Test mutating func aFeedIsFoundByItsState() {
        apply(message("c"), message("c", feed: "b"))
        board.perform(.focus(.feeds))
        board.perform(.filter(Query("refused")))
        apply(at: 1)
        #expect(rows == "")
        apply(Make.event(.status(.refused(code: nil, reason: "")), feed: "b"), at: 2)
        #expect(rows == "b")
    }

    @Test mutating func aMessageIsKeptAsItCame() {
        var envelope = Make.event(
            .notification(Notification(title: "t")), at: 3, received: 4, feed: "a", channel: "c", name: "n", id: "i")
        envelope.raw = .json("{}")
        apply(envelope)
        let record = board.messages(limit: 1).first
        #expect(record?.number == 1 && record?.feed == 0 && record?.kind == .notification && record?.raw == .json("{}"))
        #expect(record?.channel == "c" && record?.name == "n" && record?.id == "i" && record?.isClipped == false)
        #expect(record?.source == Make.time(3) && record?.received == Make.time(4))
        #expect(board.scene.notifications.notice(row: 0)?.message == 1)
        #expect(board.scene.stream.message(1) == record)
        #expect(board.scene.stream.message(0) == nil && board.scene.stream.message(2) == nil)
    }

    @Test mutating func statusesGapsAndDropsAreMessagesToo() {
        apply(
            Make.event(.status(.connected)), Make.event(.drop(Drop(count: 1))),
            Make.event(.gap(Gap(from: Make.time(0), to: Make.time(1), proof: .none))))
        #expect(board.messages(limit: 9).map(\.kind) == [.gap, .drop, .status])
        #expect(board.messages(limit: 2).count == 2 && board.messages(limit: 0).isEmpty)
    }

    @Test mutating func anAlertKnowsWhatItCameFrom() {
        board = Board(me: Identity(["me"]))
        apply(Make.bid(10, "me", at: 1), Make.bid(20, "you", at: 2))
        #expect(board.scene.notifications.notice(row: 0)?.message == 2)
    }

    @Test mutating func messagesAreThoseOfTheChosenRowThatMatch() {
        apply(
            message("x", "{\"red\":1}"), message("y", "{\"blue\":1}"), message("x", "{\"blue\":1}", feed: "b"),
            message("x", nil, name: "red.alert"))
        #expect(numbers == [4, 3, 2, 1])
        board.perform(.focus(.feeds))
        board.perform(.select(row: 0))
        #expect(numbers == [4, 2, 1], "of feed a")
        board.perform(.select(row: 1))
        #expect(numbers == [4, 1], "of its channel x")
        board.perform(.deselect)
        board.perform(.filter(Query("RED")))
        #expect(numbers == [4, 3, 2, 1], "applies when arranged")
        apply(message("z", "red"), message("z", "blue"), at: 1)
        #expect(numbers == [5, 4, 1])
        board.perform(.filter(Query("-red")))
        apply(at: 2)
        #expect(numbers == [6, 3, 2])
    }

    @Test mutating func theChosenMessageStaysWhileNewOnesCome() {
        apply(message("c"), message("c"), message("d"))
        board.perform(.moveMessage(by: 1))
        #expect(board.selectedMessage == 3)
        board.perform(.moveMessage(by: 1))
        apply(message("c"), message("c"))
        #expect(board.selectedMessage == 2)
        board.perform(.moveMessage(by: -1))
        #expect(board.selectedMessage == 3)
        board.perform(.moveMessage(by: .max))
        #expect(board.selectedMessage == 1)
        board.perform(.moveMessage(by: .min))
        #expect(board.selectedMessage == 5)
        board.perform(.focus(.feeds))
        board.perform(.selectLast)
        #expect(board.selectedMessage == nil, "not of channel d")
        board.perform(.moveMessage(by: 5))
        #expect(board.selectedMessage == 3)
        board.perform(.deselectMessage)
        #expect(board.selectedMessage == nil)
    }

    @Test mutating func aPausedStreamStandsStill() {
        apply(message("c"))
        board.perform(.togglePause)
        apply(message("c"))
        #expect(numbers == [1])
        board.perform(.togglePause)
        apply(at: 1)
        #expect(numbers == [2, 1])
    }

    @Test mutating func ofABatchOnlyTheLastAreKept() {
        var one = Board()
        let batch = (0..<1_200).map { message("c", "\($0)") }
        board.apply(batch)
        for envelope in batch { one.apply(envelope) }
        #expect(board.scene == one.scene)
        #expect(board.messages(limit: .max).map(\.number) == (701...1_200).reversed())
    }

    @Test(arguments: 1...10) mutating func theStreamIsBounded(seed: UInt64) {
        var random = Seeded(state: seed)
        var capacity = Capacity()
        (capacity.messages, capacity.messageBytes) = (20, 100_000)
        board = Board(capacity: capacity)
        board.perform(.focus(.feeds))
        board.perform(.filter(Query("a")))
        var expected: [Int] = []
        var sizes: [Int: Int] = [:]
        for number in 1...200 {
            let size = Int.random(in: 0..<10, using: &random) == 0 ? Int.random(in: 0..<70_000, using: &random) : 20
            board.apply(message(nil, String(repeating: "a", count: size)))
            sizes[number] = min(size, 65_536)
            expected.append(number)
            while expected.count > 20 || expected.reduce(0, { $0 + (sizes[$1] ?? 0) }) > 100_000 {
                expected.removeFirst()
            }
            board.arrange(at: Make.time(0))
            let shown = board.messages(limit: .max)
            #expect(shown.map(\.number) == expected.reversed().filter { sizes[$0] != 0 })
            #expect(board.scene.stream.bytes <= 100_000)
            #expect(shown.allSatisfy { record in board.scene.stream.message(record.number) == record })
        }
    }

    @Test mutating func whatIsTooLongIsCutAndSaysSo() {
        let long = String(repeating: "ä", count: 50_000)
        apply(message("c", long))
        board.apply(
            Envelope(
                received: Make.time(0), feed: "a", raw: .binary(Array(repeating: 7, count: 70_000)),
                event: .message(nil)))
        let records = board.messages(limit: 2)
        #expect(records.map(\.isClipped) == [true, true])
        #expect(records.first?.raw == .binary(Array(repeating: 7, count: 65_536)))
        guard case .text(let text)? = records.last?.raw else {
            Issue.record("the beginning of a document is none")
            return
        }
        #expect(text.utf8.count <= 65_536 && text.hasPrefix("ää") && board.scene.stream.bytes <= 2 * 65_536 + 2)
    }

    @Test mutating func aPaneIsRelevantOnceThereIsSomethingInIt() {
        #expect(board.scene.relevantPanes == [.notifications, .feeds])
        apply(Make.lot(Lot(lot: "1")))
        #expect(board.scene.relevantPanes == [.auctions, .notifications, .feeds])
        apply(Make.ride(Ride(ride: "r", status: .requested)))
        #expect(board.scene.relevantPanes == [.auctions, .journeys, .notifications, .feeds])
        apply(Make.fix("v", 60, 24))
        #expect(board.scene.relevantPanes == Pane.allCases)
    }
}
