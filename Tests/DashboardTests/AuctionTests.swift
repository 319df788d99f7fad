import Domain
import Testing

@testable import Dashboard

/// What each message changes of a lot, and that it changes nothing else.
@Suite struct AuctionTests {
    var board = Board(me: Identity(["paddle 42"]))

    private func lot(_ board: Board) -> Auction {
        board.scene.auctions.auction(Key(feed: 0, id: "17")) ?? Auction(key: Key(feed: 9, id: ""))
    }
    private var lot: Auction { lot(board) }
    private var alerts: [Alert] {
        var board = board
        board.arrange(at: Make.time(0))
        return (0..<board.scene.notifications.count).compactMap { row in
            guard case .alert(let alert)? = board.scene.notifications.notice(row: row)?.content else { return nil }
            return alert
        }
    }

    private mutating func apply(_ events: Envelope...) { for event in events { board.apply(event) } }

    private mutating func open(current: Int64 = 1_000, leader: String? = "paddle 7", at time: Int64? = 10) {
        apply(
            Make.lot(
                Lot(
                    lot: "17", title: "Vase", status: .open, current: Make.euros(current), increment: Make.euros(50),
                    bids: 3, leader: leader, closesAt: Make.time(600)), at: time))
    }

    @Test mutating func aHigherBidMovesPriceLeaderCountAndLadderAndNothingElse() {
        open()
        expectChange(of: lot, in: &board, after: [Make.bid(1_050, "paddle 9", at: 11)]) { lot in
            lot.current = Make.euros(1_050)
            lot.leader = "paddle 9"
            lot.bids = 4
            lot.bidsSeen = 1
            lot.ladder.append(
                .init(
                    amount: Make.euros(1_050), bidder: "paddle 9", state: .accepted, time: Make.time(11), isLate: false)
            )
            lot.prices.append(.init(time: Make.time(11), minor: 105_000))
            lot.peak = Make.euros(1_050)
            lot.pricedAt = Moment(time: Make.time(11), isNamed: true)
            lot.changedAt = Make.time(11)
        }
    }

    @Test(arguments: [(Int64?.some(9), "older"), (10, "as old"), (nil, "without a time")])
    mutating func aLowerBidWithoutProofIsLoggedOnly(at time: Int64?, why: String) {
        open()
        expectChange(of: lot, in: &board, after: [Make.bid(900, "paddle 9", at: time, received: 12)]) { lot in
            lot.late = 1
            lot.ladder.append(
                .init(
                    amount: Make.euros(900), bidder: "paddle 9", state: .accepted, time: Make.time(time ?? 12),
                    isLate: true)
            )
            lot.peak = Make.euros(900)
        }
    }

    // MARK: Extensions

    @Test mutating func aCloseThatMovesLaterIsKeptWithWhatItWasAndNothingElseChanges() {
        open()
        expectChange(of: lot, in: &board, after: [Make.lot(Lot(lot: "17", closesAt: Make.time(660)), at: 590)]) { lot in
            lot.closesAt = Make.time(660)
            lot.extended = 1
            lot.extensions = [.init(at: Make.time(590), from: Make.time(600), to: Make.time(660))]
            lot.latest = Moment(time: Make.time(590), isNamed: true)
            lot.changedAt = Make.time(590)
        }
        #expect(lot.lastExtension(at: Make.time(610)) == lot.extensions.last)
        #expect(lot.lastExtension(at: Make.time(611)) == nil)
    }

    @Test(arguments: [
        (Lot(lot: "17", closesAt: Make.time(600)), "the same"), (Lot(lot: "17", closesAt: Make.time(500)), "earlier"),
        (Lot(lot: "17", status: .sold, closesAt: Make.time(700)), "over"),
    ])
    mutating func whatIsNoExtension(lot message: Lot, why: String) {
        open()
        apply(Make.lot(message, at: 590))
        #expect(lot.extensions.isEmpty, "\(why)")
    }

    @Test mutating func aCloseSetAnewBeforeTheOpeningIsNoExtension() {
        apply(
            Make.lot(Lot(lot: "17", status: .upcoming, closesAt: Make.time(600)), at: 1),
            Make.lot(Lot(lot: "17", status: .open, closesAt: Make.time(900)), at: 2))
        #expect(lot.closesAt == Make.time(900) && lot.extensions.isEmpty)
    }

    @Test mutating func theServicesOwnCountStandsBesideTheMovesThatWereSeen() {
        open()
        apply(Make.lot(Lot(lot: "17", closesAt: Make.time(660), extended: 9), at: 590))
        #expect(lot.extended == 9 && lot.extensions.count == 1)
    }

    @Test(arguments: 1...20) func inWhateverOrderTheMovesLeadFromTheFirstCloseToTheLast(seed: UInt64) {
        var random = Seeded(state: seed)
        var board = Board()
        board.apply(Make.lot(Lot(lot: "17", status: .open, closesAt: Make.time(600)), at: 1))
        let moves = (1...30).map { Make.lot(Lot(lot: "17", closesAt: Make.time(600 + 60 * $0)), at: 500 + 60 * $0) }
        for move in moves.shuffled(using: &random) { board.apply(move) }
        let extensions = lot(board).extensions
        #expect(lot(board).closesAt == Make.time(2_400) && extensions.last?.to == Make.time(2_400))
        #expect(extensions.count <= 12)
        for (one, next) in zip(extensions, extensions.dropFirst()) { #expect(one.to == next.from && one.from < one.to) }
    }

    @Test mutating func theChartKeepsTheLatestPrices() {
        apply(Make.lot(Lot(lot: "17", status: .open), at: 5))
        for step in 1...99 as ClosedRange<Int64> { apply(Make.bid(step, "paddle 9", at: 10 + step)) }
        #expect(lot.prices.count == 48 && lot.prices.first?.time == Make.time(62))
    }

    @Test mutating func aSecondDeliveryChangesNothing() {
        open()
        apply(Make.bid(1_050, "paddle 9", at: 11))
        expectChange(of: lot, in: &board, after: [Make.bid(1_050, "paddle 9", at: 11)]) { _ in }
        expectChange(of: lot, in: &board, after: [Make.bid(1_050, "paddle 9", received: 30)]) { _ in }
    }

    @Test mutating func aPlacedBidThatIsAcceptedIsOneBid() {
        open()
        apply(Make.bid(1_050, "paddle 9", .placed, at: 11), Make.bid(1_050, "paddle 9", .accepted, at: 12))
        #expect(lot.bids == 4)
        #expect(lot.ladder.map(\.state) == [.accepted])
    }

    @Test mutating func aRejectedBidGivesThePriceBack() {
        open()
        apply(Make.bid(1_050, "paddle 9", at: 11), Make.bid(1_100, "paddle 5", .placed, at: 12))
        apply(Make.bid(1_100, "paddle 5", .rejected, at: 13))
        #expect(lot.current == Make.euros(1_050))
        #expect(lot.leader == "paddle 9")
        #expect(lot.bids == 4)
    }

    @Test mutating func aRetractionMayLowerThePrice() {
        open()
        apply(Make.bid(1_050, "paddle 42", at: 11), Make.bid(1_100, "paddle 5", at: 12))
        #expect(lot.standing == .outbid)
        apply(Make.bid(nil, "paddle 5", .retracted, at: 13))
        #expect(lot.current == Make.euros(1_050))
        #expect(lot.standing == .leading)
        #expect(lot.prices.map(\.minor) == [100_000, 105_000, 110_000, 105_000])
    }

    @Test mutating func aRetractionThatOvertakesItsBidHolds() {
        open()
        apply(Make.bid(1_100, "paddle 5", .retracted, at: 13), Make.bid(1_100, "paddle 5", at: 12))
        #expect(lot.current == Make.euros(1_000))
    }

    @Test mutating func onATieTheEarlierBidderLeads() {
        open()
        apply(Make.bid(1_050, "paddle 9", at: 11), Make.bid(1_050, "paddle 5", at: 12))
        #expect(lot.leader == "paddle 9")
    }

    @Test mutating func aLotsPriceFirstThenItsBidIsOneRaise() {
        open()
        apply(
            Make.lot(Lot(lot: "17", current: Make.euros(1_100), bids: 4), at: 11), Make.bid(1_100, "paddle 42", at: 11))
        #expect(lot.leader == "paddle 42")
        #expect(lot.standing == .leading)
        #expect(lot.bids == 4)
        #expect(lot.prices.count == 2)
    }

    @Test(arguments: [(Int64?.some(9), 1_000 as Int64), (nil, 1_000), (11, 900)])
    mutating func aLotMessageWithALowerPriceNeedsANewerTime(time: Int64?, price: Int64) {
        open()
        apply(Make.lot(Lot(lot: "17", current: Make.euros(900)), at: time, received: 12))
        #expect(lot.current == Make.euros(price))
    }

    // MARK: Standing

    /// The configuration has been read again.
    @Test mutating func theWatcherBecomesSomebodyElse() {
        open()
        apply(Make.bid(1_050, "paddle 42", at: 11), Make.bid(1_100, "paddle 9", at: 12))
        #expect(lot.standing == .outbid)
        board.identify(Identity(["paddle 9"]))
        #expect(lot.standing == .leading)
        board.identify(Identity(["paddle 8"]))
        #expect(lot.standing == Lot.Standing.none)
        board.identify(Identity())
        #expect(lot.standing == nil)
        board.identify(Identity(["paddle 42"]))
        #expect(lot.standing == .outbid)
        apply(Make.bid(1_150, "paddle 42", at: 13))
        #expect(lot.standing == .leading)
    }

    @Test mutating func outbidIsToldOnceEachTime() {
        open()
        apply(Make.bid(1_050, "paddle 42", at: 11))
        #expect(lot.standing == .leading)
        apply(Make.bid(1_100, "paddle 9", at: 12), Make.bid(1_150, "paddle 7", at: 13))
        #expect(lot.standing == .outbid)
        #expect(alerts.count == 1)
    }

    @Test mutating func theProxysAnswerTakesTheAlertBack() {
        open()
        apply(Make.bid(1_050, "paddle 42", at: 11), Make.bid(1_100, "paddle 9", at: 12))
        #expect(alerts.count == 1)
        apply(Make.bid(1_150, "paddle 42", at: 12))
        #expect(lot.standing == .leading)
        #expect(alerts.isEmpty)
    }

    @Test(arguments: [(1_200 as Int64, Lot.Standing.leading), (1_500, .leading), (1_550, .outbid)])
    mutating func aBidBelowMyOwnCeilingIsAnsweredByIt(bid: Int64, standing: Lot.Standing) {
        open()
        apply(Make.bid(1_050, "paddle 42", max: 1_500, at: 11), Make.bid(bid, "paddle 9", at: 12))
        #expect(lot.standing == standing)
        #expect(lot.current == Make.euros(bid))
    }

    @Test mutating func aLateBidOfMineDoesNotLead() {
        open()
        apply(Make.bid(1_100, "paddle 9", at: 12), Make.bid(1_050, "paddle 42", at: 11))
        #expect(lot.leader == "paddle 9")
        #expect(lot.standing != .leading)
    }

    @Test mutating func whoIsMeIsUnknownUntilSaid() {
        board = Board()
        open()
        apply(Make.bid(1_050, "paddle 42", at: 11))
        #expect(lot.standing == nil)
        apply(Make.lot(Lot(lot: "17", standing: .leading), at: 12))
        #expect(lot.standing == .leading)
        apply(Make.bid(1_100, "paddle 9", at: 13))
        #expect(lot.standing == .outbid, "the leader changed, so it is not me any more")
    }

    @Test mutating func aNameOfMineInOneFeedIsNobodysInAnother() {
        board = Board(me: Identity(byFeed: ["house": ["42"]]))
        apply(Make.bid(100, "42", at: 1))
        apply(
            Make.event(
                .bid(Bid(lot: "17", amount: Make.euros(100), bidder: "42", state: .accepted)), at: 1, feed: "other"))
        #expect(lot.standing == .leading)
        #expect(board.scene.auctions.auction(Key(feed: 1, id: "17"))?.standing == nil)
    }

    @Test(arguments: [(Lot.Status.withdrawn, 5 as UInt8), (.sold, 4)])
    mutating func theEndWhileILeadIsTold(status: Lot.Status, priority: UInt8) {
        open(leader: "paddle 42")
        apply(Make.lot(Lot(lot: "17", status: status), at: 20))
        #expect(alerts.map(\.priority) == [priority])
    }

    // MARK: Ask, status, close

    @Test(arguments: [
        (Int64?.some(1_200), Int64?.some(50), Int64?.some(1_200)), (nil, 50, 1_050), (nil, nil, nil), (900, 50, 1_050),
        (900, nil, nil),
    ])
    mutating func theAskIsTheFieldAboveThePriceElsePriceAndIncrement(ask: Int64?, increment: Int64?, expected: Int64?) {
        apply(
            Make.lot(
                Lot(
                    lot: "17", current: Make.euros(1_000), ask: ask.map(Make.euros),
                    increment: increment.map(Make.euros)),
                at: 1))
        #expect(lot.ask == expected.map(Make.euros))
    }

    @Test mutating func anAskThatABidHasReachedIsNoAskAnyMore() {
        apply(Make.lot(Lot(lot: "17", current: Make.euros(1_000), ask: Make.euros(1_050)), at: 1))
        #expect(lot.ask == Make.euros(1_050))
        apply(Make.bid(1_050, "paddle 9", at: 2))
        #expect(lot.ask == nil)
    }

    @Test mutating func theSoftCloseNeverRunsBackwards() {
        open()
        apply(Make.lot(Lot(lot: "17", closesAt: Make.time(720)), at: 20))
        #expect(lot.closesAt == Make.time(720))
        #expect(lot.extended == 1)
        apply(
            Make.lot(Lot(lot: "17", closesAt: Make.time(600)), at: 21),
            Make.lot(Lot(lot: "17", closesAt: Make.time(650)), received: 22),
            Make.lot(Lot(lot: "17", closesAt: Make.time(700)), at: 5))
        #expect(lot.closesAt == Make.time(720))
        apply(Make.lot(Lot(lot: "17", closesAt: Make.time(840), extended: 4), at: 23))
        #expect(lot.extended == 4)
    }

    @Test mutating func beforeTheOpeningTheHouseMaySetTheCloseAnew() {
        apply(
            Make.lot(Lot(lot: "17", status: .upcoming, closesAt: Make.time(600)), at: 1),
            Make.lot(Lot(lot: "17", closesAt: Make.time(500)), at: 2))
        #expect(lot.closesAt == Make.time(500))
        #expect(lot.extended == 0)
    }

    @Test(arguments: [Lot.Status.goingOnce, .goingTwice])
    mutating func aBidTakesGoingBackToOpen(status: Lot.Status) {
        open()
        apply(Make.lot(Lot(lot: "17", status: status), at: 20), Make.bid(1_050, "paddle 9", at: 21))
        #expect(lot.status == .open)
    }

    @Test mutating func anOlderLotMessageOnlyFillsWhatIsUnknown() {
        open()
        expectChange(
            of: lot, in: &board,
            after: [
                Make.lot(
                    Lot(
                        lot: "17", title: "Old", status: .upcoming, current: Make.euros(10), reserve: .met,
                        opensAt: Make.time(5)), at: 2)
            ]
        ) { lot in
            lot.late = 1
            lot.reserve = .met
            lot.opensAt = Make.time(5)
        }
    }

    @Test(arguments: [
        (Int64?.some(20), Lot.Status.sold), (Int64?.none, .sold),
    ])
    mutating func aResultIsNotUndoneByALateCall(time: Int64?, status: Lot.Status) {
        open()
        apply(
            Make.lot(Lot(lot: "17", status: .sold), at: time.map { _ in 20 }, received: 20),
            Make.lot(Lot(lot: "17", status: .goingTwice), at: time.map { _ in 19 }, received: 21))
        #expect(lot.status == status)
    }

    @Test mutating func aLotThatIsOfferedAgainIsToldAsSuch() {
        open()
        apply(
            Make.lot(Lot(lot: "17", status: .sold), at: 20),
            Make.lot(Lot(lot: "17", status: .open, closesAt: Make.time(300)), at: 30))
        #expect(lot.status == .open)
        #expect(lot.isReopened)
        #expect(lot.closesAt == Make.time(300), "a reopened lot has a clock of its own")
        #expect(alerts == [.reopened(Key(feed: 0, id: "17"), title: "Vase")])
    }

    @Test(arguments: [
        (599 as Int64, Auction.Clock.closes(in: .seconds(1))), (600, .closing), (630, .closing), (631, .ended),
    ])
    mutating func afterTheCloseItIsClosingForHalfAMinute(now: Int64, clock: Auction.Clock) {
        open()
        #expect(lot.clock(at: Make.time(now)) == clock)
    }

    // MARK: Numbers from the wire

    @Test(arguments: [Int64.min, -1, 0, .max])
    mutating func extremeAmountsAreHarmless(minor: Int64) {
        for exponent in [UInt8(0), 2, 18, 255] {
            let money = Money(minor: minor, exponent: exponent, currency: nil)
            apply(
                Make.lot(
                    Lot(lot: "17", current: money, ask: money, increment: money, bids: .max, extended: .max), at: 1),
                Make.event(.bid(Bid(lot: "17", amount: money, bidder: "x", state: .accepted, max: money)), at: 2),
                Make.event(.bid(Bid(lot: "17", amount: money, bidder: "x", state: .retracted)), at: 3))
            _ = lot.ask
        }
    }

    @Test mutating func aBidInAnotherCurrencyIsLoggedOnly() {
        open()
        apply(
            Make.event(
                .bid(Bid(lot: "17", amount: Money(minor: 9_999_999, exponent: 2, currency: "USD"), bidder: "x")), at: 20
            ))
        #expect(lot.current == Make.euros(1_000))
        #expect(lot.ladder.last?.isLate == true)
    }

    @Test mutating func aBidWithoutACurrencyIsInTheLots() {
        open()
        apply(
            Make.event(
                .bid(Bid(lot: "17", amount: Money(minor: 1_100, exponent: 0, currency: nil), bidder: "x")), at: 20))
        #expect(lot.current == Money(minor: 1_100, exponent: 0, currency: "EUR"))
    }
}
