import Dashboard
import Domain
import Testing

/// How far a server's clock is believed to be ahead, and the time that is shown of it. Times in milliseconds of our clock.
@Suite struct ServerClockTests {
    private var clock = ServerClock()

    private static func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }
    private static let noon: Int64 = 1_700_000_000_000

    /// Messages of a server that is `offset` ahead, `every` milliseconds, each delayed by one of `delays` in turn.
    private mutating func hear(
        offset: Int64, from start: Int64, count: Int64, every: Int64 = 1_000, delays: [Int64] = [40]
    ) {
        for number in 0..<count {
            let received = start + number * every
            let delay = delays[Int(number) % delays.count]
            clock.hear(source: Self.time(received - delay + offset), received: Self.time(received))
        }
    }

    /// What `discipline` shows when it is called every 100 ms between two times, as server − ours.
    private mutating func shown(from start: Int64, to end: Int64) -> [Int64] {
        stride(from: start, through: end, by: 100).map { now in
            clock.discipline(at: Self.time(now))
            return clock.time(at: Self.time(now)).milliseconds - now
        }
    }

    @Test mutating func withoutEvidenceItIsOurs() {
        #expect(clock.offset == nil && clock.error == nil)
        #expect(shown(from: 0, to: 1_000).allSatisfy { $0 == 0 })
    }

    private static let latencies: [(Int64, [Int64], Int64?, Int64, Int64?)] = [
        // offset, delays, round trip, estimate, error
        (Int64(0), [Int64(0)], Int64?.none, Int64(0), Int64?.none), (0, [40], nil, -40, nil), (0, [40], 80, 0, 40),
        (5_000, [40], 80, 5_000, 40), (5_000, [900, 45, 300], 80, 4_995, 40), (-7_000, [40], 80, -7_000, 40),
    ]

    @Test(arguments: latencies)
    mutating func theQuickestMessageCounts(
        offset: Int64, delays: [Int64], roundTrip: Int64?, estimate: Int64, error: Int64?
    ) {
        hear(offset: offset, from: Self.noon, count: 12, delays: delays)
        if let roundTrip {
            clock.hear(roundTrip: .milliseconds(roundTrip * 3), at: Self.time(Self.noon))
            clock.hear(roundTrip: .milliseconds(roundTrip), at: Self.time(Self.noon + 1))
        }
        #expect(clock.offset == .milliseconds(estimate))
        #expect(clock.error == error.map { .milliseconds($0) })
    }

    @Test mutating func aDateAloneIsRightToHalfASecondAndMoreOfThemNarrowIt() {
        // The server is 5,300 ms ahead: at our 0 its clock stands at 5.3 s, at our 650 at 5.95 s, at our 800 at 6.1 s.
        clock.hear(date: Self.time(5_000), sent: Self.time(0), received: Self.time(40))
        #expect(clock.offset == .milliseconds(5_480) && clock.error == .milliseconds(520))
        clock.hear(date: Self.time(5_000), sent: Self.time(640), received: Self.time(660))
        #expect(clock.offset == .milliseconds(5_160) && clock.error == .milliseconds(200))
        clock.hear(date: Self.time(6_000), sent: Self.time(790), received: Self.time(810))
        #expect(clock.offset == .milliseconds(5_275) && clock.error == .milliseconds(85))
        #expect(shown(from: 1_000, to: 1_000) == [5_275])
    }

    @Test mutating func aDateAndMessagesBoundItFromBothSides() {
        clock.hear(date: Self.time(5_000), sent: Self.time(0), received: Self.time(40))
        hear(offset: 5_300, from: 1_000, count: 5)
        #expect(clock.offset == .milliseconds(5_630) && clock.error == .milliseconds(370))
        clock.hear(roundTrip: .milliseconds(80), at: Self.time(6_000))
        #expect(clock.offset == .milliseconds(5_300) && clock.error == .milliseconds(40))
    }

    @Test mutating func whereEvidenceContradictsItselfTheNewestIsRight() {
        hear(offset: 5_000, from: 0, count: 5, delays: [0])
        clock.hear(date: Self.time(12_000), sent: Self.time(10_000), received: Self.time(10_000))
        #expect(clock.offset == .milliseconds(2_500) && clock.error == .milliseconds(500), "a date over stamps")
        clock.hear(source: Self.time(16_000), received: Self.time(11_000))
        #expect(clock.offset == .milliseconds(2_500) && clock.error == .milliseconds(500), "no stamp over a date")
        clock.hear(date: Self.time(80_000_000), sent: Self.time(12_000), received: Self.time(12_000))
        #expect(clock.offset == .milliseconds(79_988_500), "a date over all, up to a day")
        clock.hear(date: Self.time(90_000_000), sent: Self.time(13_000), received: Self.time(13_000))
        #expect(clock.offset == .milliseconds(79_988_500), "and not beyond")
    }

    private static let absurd: [Int64] = [Int64(61_000), 3_600_000, 10_000_000_000, .max - 1_700_000_100_000]

    @Test(arguments: absurd)
    mutating func anAbsurdStampIsIgnored(ahead: Int64) {
        hear(offset: 5_000, from: Self.noon, count: 5)
        for second in 5..<60 as Range<Int64> {
            let now = Self.noon + second * 1_000
            // A broken device sends every other message.
            clock.hear(source: Self.time(now + 5_000 + ahead), received: Self.time(now))
            hear(offset: 5_000, from: now, count: 1)
            #expect(clock.offset == .milliseconds(4_960))
        }
    }

    @Test mutating func theFirstStampMayBeTheAbsurdOne() {
        clock.hear(source: Self.time(Self.noon + 86_000_000), received: Self.time(Self.noon))
        #expect(clock.offset == nil)
        hear(offset: 5_000, from: Self.noon, count: 1)
        #expect(clock.offset == .milliseconds(4_960))
    }

    // MARK: False stamps

    /// A stamp that is false by up to a minute can be told from the true ones only once there are some.
    @Test mutating func aFalseFirstStampIsForgottenWithinAMinute() {
        clock.hear(source: Self.time(Self.noon + 30_000), received: Self.time(Self.noon))
        #expect(clock.offset == .milliseconds(30_000))
        hear(offset: 0, from: Self.noon + 1_000, count: 59)
        #expect(clock.offset == .milliseconds(-40))
    }

    @Test mutating func oneFalseStampAmongManyIsNotBelievedAtAll() {
        hear(offset: 0, from: Self.noon, count: 20)
        for ahead in [2_000, 20_000, 50_000] as [Int64] {
            clock.hear(source: Self.time(Self.noon + 20_000 + ahead), received: Self.time(Self.noon + 20_000))
            #expect(clock.offset == .milliseconds(-40))
        }
    }

    /// Each stamp a little further off than the last, as many as 1,400 in one instant.
    private mutating func climb(at now: Int64, by step: Int64 = 59_000) {
        for number in 1...1_400 as ClosedRange<Int64> {
            clock.hear(source: Self.time(now + number * step), received: Self.time(now))
        }
    }

    @Test(arguments: [Int64(10), 900, 59_000]) mutating func stampsCannotClimb(step: Int64) {
        hear(offset: 0, from: Self.noon, count: 20)
        climb(at: Self.noon + 20_000, by: step)
        #expect(clock.offset.map { $0 <= .seconds(1) } == true)
        hear(offset: 0, from: Self.noon + 21_000, count: 60)
        _ = shown(from: Self.noon + 21_000, to: Self.noon + 82_000)
        #expect(clock.offset.map { $0 <= .seconds(1) } == true)
    }

    @Test mutating func whoClimbsFirstGainsAMinuteForAMinute() {
        climb(at: Self.noon)
        #expect(clock.offset.map { $0 <= .seconds(60) } == true)
        #expect(shown(from: Self.noon, to: Self.noon).allSatisfy { $0 <= 60_000 })
        hear(offset: 0, from: Self.noon + 1_000, count: 60)
        #expect(clock.offset == .milliseconds(-40))
    }

    /// Some of the stamps are false for ten minutes, before or after the true one of the same instant.
    @Test(arguments: [(Int64(10), true), (10, false), (60, true), (60, false)])
    mutating func aFewFalseStampsForLongAreWithoutEffect(every: Int64, isFirst: Bool) {
        for second in 0..<600 as Range<Int64> {
            let now = Self.noon + second * 1_000
            if !isFirst { hear(offset: 0, from: now, count: 3, every: 0) }
            if second > 20, second % every == 0 {
                clock.hear(source: Self.time(now + 50_000), received: Self.time(now))
            }
            if isFirst { hear(offset: 0, from: now, count: 3, every: 0) }
            #expect(clock.offset == .milliseconds(-40))
        }
    }

    /// Nothing but false stamps for a quarter of an hour, then true ones.
    @Test(arguments: [Int64(50_000), 3_600_000, 80_000_000, -3_600_000])
    mutating func aMinuteOfTrueStampsUndoesWhateverWasBefore(ahead: Int64) {
        hear(offset: 0, from: Self.noon, count: 20)
        hear(offset: ahead, from: Self.noon + 20_000, count: 900)
        _ = shown(from: Self.noon + 919_000, to: Self.noon + 919_000)
        #expect(clock.offset == .milliseconds(ahead - 40))
        hear(offset: 0, from: Self.noon + 920_000, count: 61)
        #expect(clock.offset == .milliseconds(-40))
        // Forwards at once; backwards it jumps, unless it is true again within two minutes.
        #expect(shown(from: Self.noon + 980_000, to: Self.noon + 1_040_000).last == -40)
    }

    @Test(arguments: [Int64(1_000), 50_000, 3_600_000])
    mutating func noFalseStampPassesADate(ahead: Int64) {
        clock.hear(date: Self.time(Self.noon), sent: Self.time(Self.noon), received: Self.time(Self.noon))
        hear(offset: ahead, from: Self.noon, count: 900)
        #expect(clock.offset.map { $0 <= .milliseconds(1_500) } == true)
        #expect(shown(from: Self.noon + 900_000, to: Self.noon + 900_000).allSatisfy { $0 <= 1_500 })
    }

    /// Live messages among others that are always half a minute old.
    @Test mutating func lateMessagesAmongQuickOnesAreNoBulk() {
        hear(offset: 0, from: Self.noon, count: 600, delays: [40, 30_000, 35_000, 25_000])
        #expect(clock.offset == .milliseconds(-40))
    }

    // MARK: Set clocks

    @Test mutating func aDateOfTheNextCenturyIsIgnored() {
        let century: Int64 = 36_500 * 86_400_000
        clock.hear(date: Self.time(Self.noon + century), sent: Self.time(Self.noon), received: Self.time(Self.noon))
        #expect(clock.offset == nil && shown(from: Self.noon, to: Self.noon) == [0])
        clock.hear(date: Self.time(Self.noon), sent: Self.time(Self.noon), received: Self.time(Self.noon))
        #expect(clock.offset == .milliseconds(500))
        #expect(shown(from: Self.noon + 100, to: Self.noon + 10_000).last == 500)
    }

    @Test mutating func aDateThatWasHoursOffIsMendedByAJump() {
        for ahead in [20 * 3_600_000, 0] as [Int64] {
            clock.hear(date: Self.time(Self.noon + ahead), sent: Self.time(Self.noon), received: Self.time(Self.noon))
            #expect(shown(from: Self.noon, to: Self.noon) == [ahead + 500])
        }
    }

    @Test(arguments: [Int64(3_600_000), 7_200_000, -3_600_000])
    mutating func aClockThatIsHoursOffIsBelievedAfterTenSeconds(offset: Int64) {
        hear(offset: offset, from: Self.noon, count: 10)
        #expect(clock.offset == nil)
        hear(offset: offset, from: Self.noon + 10_000, count: 1)
        #expect(clock.offset == .milliseconds(offset - 40))
    }

    @Test(arguments: [Int64(2_000), 3_600_000]) mutating func oursIsSetBack(by change: Int64) {
        hear(offset: 0, from: Self.noon, count: 60, delays: [0])
        _ = shown(from: Self.noon, to: Self.noon + 60_000)
        let back = Self.noon + 60_000 - change
        let course = shown(from: back, to: back + 5_000)
        #expect(course.allSatisfy { $0 == change }, "what is shown goes on")
        hear(offset: change, from: back + 5_000, count: 5, delays: [0])
        #expect(clock.offset == .milliseconds(change), "which is believed at once")
        #expect(shown(from: back + 9_000, to: back + 20_000).allSatisfy { $0 == change })
    }

    @Test mutating func oursIsSetBackAndNothingElseIsKnown() {
        _ = shown(from: Self.noon, to: Self.noon + 60_000)
        #expect(shown(from: Self.noon - 3_600_000, to: Self.noon - 3_590_000).allSatisfy { $0 == 0 })
    }

    @Test mutating func oldNewsIsNoEvidence() {
        hear(offset: 0, from: Self.noon, count: 5)
        hear(offset: 0, from: Self.noon + 5_000, count: 60, delays: [400_000, 70_000])
        #expect(clock.offset == .milliseconds(-40))
    }

    @Test mutating func aDateHoldsAgainstAFeedThatIsAlwaysLate() {
        clock.hear(date: Self.time(Self.noon), sent: Self.time(Self.noon), received: Self.time(Self.noon))
        hear(offset: 0, from: Self.noon, count: 600, delays: [100_000])
        #expect(clock.offset == .milliseconds(500) && clock.error == .milliseconds(500))
    }

    @Test mutating func silenceKeepsWhatIsKnown() {
        hear(offset: 5_000, from: Self.noon, count: 5)
        #expect(shown(from: Self.noon + 4_000_000, to: Self.noon + 4_000_000) == [4_960])
        hear(offset: 4_000, from: Self.noon + 5_000_000, count: 1)
        #expect(clock.offset == .milliseconds(3_960), "drift is learnt at once")
    }

    @Test(arguments: [(Int64(1_000), Int64(1_500)), (1_500, 1_000)])
    mutating func aSmallChangeIsSlewedByATenth(from: Int64, to: Int64) {
        hear(offset: from, from: Self.noon, count: 1, delays: [0])
        #expect(shown(from: Self.noon, to: Self.noon) == [from])
        let later = Self.noon + 300_000
        _ = shown(from: later, to: later)
        hear(offset: to, from: later, count: 1, delays: [0])
        let course = shown(from: later, to: later + 6_000)
        for (one, next) in zip(course, course.dropFirst()) { #expect((next - one).magnitude <= 10) }
        #expect(course.first == from && course.last == to)
        #expect(course.count { $0 != from && $0 != to } >= 48, "half a second takes five")
    }

    @Test mutating func aLargeChangeIsAStepForwardsAndAHaltBackwards() {
        _ = shown(from: Self.noon, to: Self.noon)
        hear(offset: 5_000, from: Self.noon, count: 1, delays: [0])
        #expect(shown(from: Self.noon + 100, to: Self.noon + 300) == [5_000, 5_000, 5_000])
        let later = Self.noon + 300_000
        _ = shown(from: later, to: later)
        hear(offset: 2_000, from: later, count: 1, delays: [0])
        #expect(shown(from: later + 100, to: later + 500) == [5_000, 4_900, 4_800, 4_700, 4_600])
        #expect(shown(from: later + 600, to: later + 4_000).last == 2_000)
    }

    /// Random evidence, true and false, random frames, even a clock of ours that is set: never does the shown time run back,
    /// unless it jumps by more than it may stand still.
    @Test(arguments: 1...60) func whatIsShownNeverRunsBack(seed: UInt64) {
        var random = Seeded(state: seed)
        func pick(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
        var clock = ServerClock()
        var (now, last) = (Self.noon, Self.time(.min))
        for _ in 0..<2_000 {
            now += pick(0...20) == 0 ? pick(0...200_000) : pick(0...2_000)
            if pick(0...300) == 0 { now -= pick(0...4_000_000) }
            let far: Int64 = [100, 3_000, 70_000, 100_000_000, 4_000_000_000_000].randomElement(using: &random) ?? 0
            switch pick(0...6) {
            case 0: clock.hear(roundTrip: .microseconds(pick(-10...3_000_000)), at: Self.time(now))
            case 1:
                clock.hear(
                    date: Self.time(now + pick(-far...far)), sent: Self.time(now - pick(-9...900)),
                    received: Self.time(now))
            case 2, 3, 4: clock.hear(source: Self.time(now + pick(-far...far)), received: Self.time(now))
            default:
                let before = clock.time(at: Self.time(now))
                clock.discipline(at: Self.time(now))
                for step in 0...3 as ClosedRange<Int64> {
                    let shown = clock.time(at: Self.time(now + step * 7))
                    #expect(shown >= last || step == 0 && before - shown > .seconds(119))
                    last = shown
                }
                now += 21
                clock.discipline(at: Self.time(now))
            }
            #expect(clock.error ?? .zero >= .zero)
        }
    }

    @Test mutating func theTightestBoundDoesNotDependOnTheOrder() {
        var random = Seeded(state: 7)
        let delays = (0..<50).map { _ in Int64.random(in: 5...900, using: &random) }
        for _ in 0..<20 {
            clock = ServerClock()
            for delay in delays.shuffled(using: &random) {
                clock.hear(source: Self.time(Self.noon + 5_000 - delay), received: Self.time(Self.noon))
            }
            #expect(clock.offset == .milliseconds(5_000 - (delays.min() ?? 0)))
        }
    }

    @Test mutating func extremeTimesAreHarmless() {
        let extremes = [Int64.min, -1, 0, 1, .max].map { Self.time($0) }
        for one in extremes {
            for other in extremes {
                clock.hear(source: one, received: other)
                for third in extremes { clock.hear(date: one, sent: other, received: third) }
                clock.hear(roundTrip: .milliseconds(one.milliseconds), at: other)
                clock.discipline(at: one)
                _ = clock.time(at: other)
                _ = (clock.offset, clock.error)
            }
        }
    }
}
