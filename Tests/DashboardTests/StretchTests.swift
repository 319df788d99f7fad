import Domain
import Testing

@testable import Dashboard

/// The strip that shows when a feed was connected and what may be missing.
@Suite struct StretchTests {
    private enum Said {
        case up(Int64), down(Int64), gap(Int64, Int64)
    }

    private static func board(_ story: [Said]) -> Board {
        var board = Board()
        board.apply(Make.event(.status(.connecting)))
        for said in story {
            switch said {
            case .up(let second): board.apply(Make.event(.status(.connected), received: second))
            case .down(let second):
                board.apply(Make.event(.status(.closed(code: nil, reason: "")), received: second))
                board.apply(Make.event(.status(.waiting(attempt: 1, delay: .seconds(1))), received: second))
            case .gap(let from, let to):
                let gap = Gap(from: Make.time(from), to: Make.time(to), proof: .none)
                board.apply(Make.event(.gap(gap), received: to, channel: "a"))
            }
        }
        return board
    }

    /// Ten stretches of ten seconds until second 100: `.` before, `█` live, `░` down, `▒` gap.
    private static func strip(_ board: Board, until second: Int64 = 100, count: Int = 10) -> String {
        let stretches =
            board.scene.feed(0)?.stretches(until: Make.time(second), count: count, width: .seconds(10)) ?? []
        return stretches.map { [.before: ".", .live: "█", .down: "░", .gap: "▒"][$0] ?? "?" }.joined()
    }

    private static let stories: [([Said], String)] = [
        ([Said](), ".........."), ([.down(20)], ".........."), ([.up(0)], "██████████"), ([.up(30)], "...███████"),
        ([.up(35)], "...███████"), ([.up(100)], ".........█"), ([.up(101)], ".........."), ([.up(-900)], "██████████"),
        ([.up(0), .down(60)], "██████░░░░"), ([.up(0), .down(65)], "██████░░░░"),
        ([.up(0), .down(60), .up(70)], "██████░███"), ([.up(0), .down(65), .up(66)], "██████░███"),
        ([.up(0), .down(40), .up(50), .gap(40, 50)], "████▒█████"),
        ([.up(0), .down(40), .up(60), .gap(40, 50)], "████▒░████"),
        ([.up(0), .gap(45, 45)], "████▒█████"), ([.up(0), .gap(40, 40)], "████▒█████"),
        ([.up(0), .gap(50, 40)], "████▒█████"), ([.up(0), .gap(-99, 999)], "▒▒▒▒▒▒▒▒▒▒"),
        ([.up(0), .down(60), .up(50)], "██████░███"),
    ]

    @Test(arguments: stories)
    private func theStripShowsTheWorstOfEachStretch(story: [Said], strip: String) {
        #expect(Self.strip(Self.board(story)) == strip)
    }

    @Test func itMovesWithTheTime() {
        let board = Self.board([.up(0), .down(60), .up(70)])
        #expect(Self.strip(board, until: 70) == "...██████░")
        #expect(Self.strip(board, until: 160) == "░█████████")
        #expect(Self.strip(board, until: 170) == "██████████")
    }

    @Test func onlyTheLatestChangesAreKept() {
        let story = (0..<1_000 as Range<Int64>).flatMap { [Said.up($0 * 20), .down($0 * 20 + 10)] }
        let strip = Self.strip(Self.board(story), until: 20_000, count: 100)
        #expect(strip.hasSuffix(String(repeating: "█░", count: 32)))
        #expect(
            strip.prefix(36).allSatisfy { $0 == "░" }, "what came before is the opposite of the oldest that is kept")
    }

    @Test(arguments: [(-1, 0), (0, 0), (3, 3), (Int.max, 1_000)])
    func itsLengthIsBounded(asked: Int, given: Int) {
        #expect(Self.strip(Self.board([.up(0)]), count: asked).count == given)
    }

    @Test(arguments: 1...40) func noTimeIsTooStrange(seed: UInt64) {
        var random = Seeded(state: seed)
        let times = [Int64.min, -1, 0, 1, 99, 100, .max].map { Timestamp(milliseconds: $0) }
        func any() -> Timestamp { times.randomElement(using: &random) ?? Make.time(0) }
        var board = Board()
        for _ in 0..<100 {
            let events: [Event] = [
                .status(.connected), .status(.connecting), .gap(Gap(from: any(), to: any(), proof: .none)),
            ]
            guard let event = events.randomElement(using: &random) else { continue }
            board.apply(Envelope(received: any(), feed: "house", event: event))
            for width in [Duration.zero, .milliseconds(1), .seconds(3_600), .seconds(Int64.max / 2)] {
                #expect(board.scene.feed(0)?.stretches(until: any(), count: 20, width: width).count == 20)
            }
        }
    }
}
