import Testing

@testable import Realtime

@Suite struct SequenceTrackerTests {
    private static let rows: [([Int64], String)] = [
        ([5], "first"), ([0, 1, 2], "first next next"), ([5, 6, 6, 5], "first next repeated repeated"),
        ([5, 9, 7, 7, 6, 8, 10], "first ahead(missing: 3) late repeated late late next"),
        // Never seen, and not missing: a new count.
        ([100, 3, 4], "first restarted next"),
        ([0, .max], "first ahead(missing: 9223372036854775806)"),
        ([.max, 0], "first restarted"),
    ]

    @Test(arguments: rows)
    func finds(_ numbers: [Int64], _ expected: String) {
        var tracker = SequenceTracker()
        let found = numbers.map { "\(tracker.note($0, fingerprint: 0))" }
        #expect(found.joined(separator: " ") == expected)
    }

    @Test func anotherMessageUnderAnOldNumberIsANewCount() {
        var tracker = SequenceTracker()
        _ = tracker.note(1, fingerprint: 10)
        _ = tracker.note(2, fingerprint: 20)
        #expect(tracker.note(1, fingerprint: 10) == .repeated)
        #expect(tracker.note(1, fingerprint: 11) == .restarted)
        #expect(tracker.note(2, fingerprint: 21) == .next)
    }

    /// What is known again is bounded: older numbers are taken for a new count, and shown, rather than lost.
    @Test func memoryIsBounded() {
        var tracker = SequenceTracker()
        let end = Int64(SequenceTracker.memory) + 10
        for number in 0...end { _ = tracker.note(number, fingerprint: 0) }
        #expect(tracker.note(end - Int64(SequenceTracker.memory) + 1, fingerprint: 0) == .repeated)
        #expect(tracker.note(3, fingerprint: 0) == .restarted)
    }

    @Test func holesAreBounded() {
        var tracker = SequenceTracker()
        let count = Int64(SequenceTracker.holeLimit) + 1
        for number in 0...count { _ = tracker.note(number * 2, fingerprint: 0) }
        #expect(tracker.note(3, fingerprint: 0) == .late)
        #expect(tracker.note(1, fingerprint: 0) == .restarted)
    }

    /// Whatever is lost, doubled and swapped on the way: no message is dropped that has not been seen, and the count of what is missing is
    /// what a list of all would say.
    @Test func agreesWithAList() {
        var random = Dice(seed: 3)
        for _ in 0..<200 {
            var sent: [Int64] = []
            for number in 0..<Int64(60) where random.below(6) > 0 {
                sent.append(number)
                if random.below(5) == 0, let again = sent.dropLast(random.below(sent.count)).last { sent.append(again) }
                if random.below(5) == 0, sent.count > 1 { sent.swapAt(sent.count - 1, sent.count - 2) }
            }
            var tracker = SequenceTracker()
            var seen: Set<Int64> = []
            var missing = 0
            for number in sent {
                // Below the first of all nothing is known.
                if let first = seen.min(), number < first { continue }
                switch tracker.note(number, fingerprint: 0) {
                case .first, .next: #expect(seen.insert(number).inserted)
                case .ahead(let count):
                    missing += count
                    #expect(seen.insert(number).inserted)
                case .late:
                    missing -= 1
                    #expect(seen.insert(number).inserted)
                case .repeated: #expect(seen.contains(number))
                case .restarted: Issue.record("a new count at \(number) of \(sent)")
                }
            }
            let span = (seen.max() ?? 0) - (seen.min() ?? 0) + 1
            #expect(missing == Int(span) - seen.count)
        }
    }
}
