/// The auction house: a dozen lots at a time, soft close, and the watcher among the bidders.
struct Sale: Sendable {
    enum Task: Sendable {
        /// The next lot of a slot is announced.
        case announce(Int)
        case open(Int)
        /// One of the others bids.
        case bid(Int, version: Int)
        /// The watcher thinks about bidding on a lot, by number.
        case mine(Int, lot: Int)
        /// The next step towards the hammer.
        case hammer(Int, version: Int)
        /// A lot's state goes out again.
        case state(Int, lot: Int)
        case endingSoon(Int, lot: Int)
    }

    static let slots = 12
    private static let fairWarning: Int64 = 8_000
    private static let lastWarning: Int64 = 4_000

    private let seed: UInt64
    private let habits: BiddingHabits
    /// The lot of each slot; `nil` between two lots.
    private(set) var lots: [Lot?] = Array(repeating: nil, count: slots)
    private(set) var crowd: Crowd
    /// One a slot, so that a lot's course never changes another's.
    private var random: [RandomStream]
    /// How many lots each slot has had.
    private var rounds = Array(repeating: 0, count: slots)
    private var bidCount = 0
    private var versions = 0

    init(seed: UInt64, habits: BiddingHabits, _ agenda: inout Agenda) {
        self.seed = seed
        self.habits = habits
        crowd = Crowd(seed: seed)
        random = (0..<Self.slots).map { RandomStream(seed: seed, .auctionRoom, $0) }
        agenda.plan(in: 1_500, .crowd)
        for slot in 0..<Self.slots { begin(slot, &agenda) }
    }

    /// The lots that are open when the world begins: one sells and one passes soon, the others close over ten minutes.
    private mutating func begin(_ slot: Int, _ agenda: inout Agenda) {
        guard slot != 2 else { return announce(slot, &agenda) }
        let closes: Int64 =
            switch slot {
            case 0: random[slot].within(20_000...26_000)
            case 1: random[slot].within(29_000...40_000)
            default: Int64(slot - 2) * 58_000 + random[slot].within(-15_000...15_000)
            }
        let opens = closes - min(600_000, closes + random[slot].within(30_000...200_000))
        let opening: Lot.Opening = slot == 0 ? .sells : slot == 1 ? .passes : .asItComes
        var lot = nextLot(slot, opens: opens, closes: closes)
        lot.status = .open
        lot.rig(opening)
        lot.catchUp(habits, opening)
        lots[slot] = lot
        agenda.plan(in: Int64(slot) * 70, .sale(.state(slot, lot: lot.number)))
        start(slot, &agenda)
    }

    private mutating func nextLot(_ slot: Int, opens: Int64, closes: Int64) -> Lot {
        defer { rounds[slot] += 1 }
        return Lot(
            number: rounds[slot] * Self.slots + slot, department: Department.all[slot % Department.all.count],
            opens: opens, closes: closes,
            habits, seed)
    }

    mutating func perform(_ task: Task, _ agenda: inout Agenda) {
        switch task {
        case .announce(let slot): announce(slot, &agenda)
        case .open(let slot): open(slot, &agenda)
        case .bid(let slot, let version): bidOfOthers(slot, version, &agenda)
        case .mine(let slot, let number): bidOfMine(slot, number, &agenda)
        case .hammer(let slot, let version): hammer(slot, version, &agenda)
        case .state(let slot, let number): state(slot, number, &agenda)
        case .endingSoon(let slot, let number): warn(slot, number, &agenda)
        }
    }

    mutating func changeCrowd(_ agenda: inout Agenda) {
        crowd.change(leading: lots.compactMap { $0?.leader }, &agenda)
    }

    private mutating func version() -> Int {
        versions += 1
        return versions
    }

    private func lot(_ slot: Int, _ number: Int) -> Lot? {
        lots[slot].flatMap { $0.number == number ? $0 : nil }
    }

    private func say(_ event: String, _ slot: Int, _ agenda: inout Agenda) {
        guard let lot = lots[slot] else { return }
        let start = agenda.start
        agenda.publish(lot.department.channel, event) { lot.write(to: &$0, start: start) }
    }
}

// MARK: - A lot's course

extension Sale {
    private mutating func announce(_ slot: Int, _ agenda: inout Agenda) {
        let luck = random[slot].unit()
        let opens = agenda.now + random[slot].within(4_000...15_000)
        lots[slot] = nextLot(slot, opens: opens, closes: opens + 40_000 + Int64(560_000 * luck * luck))
        say("lot.announced", slot, &agenda)
        agenda.plan(at: opens, .sale(.open(slot)))
    }

    private mutating func open(_ slot: Int, _ agenda: inout Agenda) {
        guard let lot = lots[slot] else { return }
        lots[slot]?.status = .open
        say("lot.opened", slot, &agenda)
        agenda.plan(in: 9_000, .sale(.state(slot, lot: lot.number)))
        start(slot, &agenda)
    }

    /// Plans everything that is to come of an open lot.
    private mutating func start(_ slot: Int, _ agenda: inout Agenda) {
        guard let lot = lots[slot] else { return }
        planBid(slot, &agenda)
        planHammer(slot, &agenda)
        agenda.plan(at: lot.closes - 30_000, .sale(.endingSoon(slot, lot: lot.number)))
        guard lot.myLimit != nil, lot.leader != .me else { return }
        let wait = Int64(Double(lot.closes - agenda.now) * random[slot].within(0.05...0.6))
        agenda.plan(in: wait, .sale(.mine(slot, lot: lot.number)))
    }

    private mutating func planBid(_ slot: Int, _ agenda: inout Agenda) {
        guard let next = lots[slot]?.plan.popLast() else { return }
        let version = version()
        lots[slot]?.planVersion = version
        agenda.plan(at: next, .sale(.bid(slot, version: version)))
    }

    private mutating func planHammer(_ slot: Int, _ agenda: inout Agenda) {
        guard let lot = lots[slot] else { return }
        let version = version()
        lots[slot]?.closeVersion = version
        let lead: Int64 =
            switch lot.status {
            case .upcoming, .open, .extended: Self.fairWarning
            case .goingOnce: Self.lastWarning
            case .goingTwice, .sold, .passed: 0
            }
        agenda.plan(at: lot.closes - lead, .sale(.hammer(slot, version: version)))
    }

    private mutating func hammer(_ slot: Int, _ version: Int, _ agenda: inout Agenda) {
        guard let lot = lots[slot], lot.closeVersion == version else { return }
        switch lot.status {
        case .upcoming, .sold, .passed: return
        case .open, .extended:
            lots[slot]?.status = .goingOnce
            say("lot.going_once", slot, &agenda)
        case .goingOnce:
            lots[slot]?.status = .goingTwice
            say("lot.going_twice", slot, &agenda)
        case .goingTwice: return end(slot, &agenda)
        }
        planHammer(slot, &agenda)
    }

    private mutating func end(_ slot: Int, _ agenda: inout Agenda) {
        guard let lot = lots[slot] else { return }
        lots[slot]?.status = lot.isSellable ? .sold : .passed
        say(lot.isSellable ? "lot.sold" : "lot.passed", slot, &agenda)
        if lot.iHaveBid { agenda.notify(Notice(resultOf: lot)) }
        lots[slot] = nil
        agenda.plan(in: random[slot].within(2_000...10_000), .sale(.announce(slot)))
    }

    private mutating func state(_ slot: Int, _ number: Int, _ agenda: inout Agenda) {
        guard let lot = lot(slot, number), lot.status.takesBids else { return }
        lots[slot]?.watchers = max(2, lot.watchers + Int(random[slot].within(-4...4) as Int64))
        say("lot.updated", slot, &agenda)
        agenda.plan(in: random[slot].within(8_000...16_000), .sale(.state(slot, lot: number)))
    }

    private func warn(_ slot: Int, _ number: Int, _ agenda: inout Agenda) {
        guard let lot = lot(slot, number), lot.iHaveBid, lot.status.takesBids else { return }
        agenda.notify(Notice(endingSoon: lot, in: lot.closes - agenda.now))
    }
}

// MARK: - Bids

extension Sale {
    private mutating func bidOfOthers(_ slot: Int, _ version: Int, _ agenda: inout Agenda) {
        guard let lot = lots[slot], lot.planVersion == version, lot.status.takesBids else { return }
        let bid = lots[slot]?.nextBid(habits)
        if let bid {
            if let current = lot.current, random[slot].chance(0.04) { reject(slot, bid.paddle, current, &agenda) }
            take(slot, bid.paddle, bid.amount, &agenda)
        }
        planBid(slot, &agenda)
    }

    private mutating func bidOfMine(_ slot: Int, _ number: Int, _ agenda: inout Agenda) {
        guard let lot = lot(slot, number), let amount = lot.myNextBid else { return }
        let moved = take(slot, .me, amount, &agenda)
        // The others answer in the time that they have been given.
        if moved { planBid(slot, &agenda) }
    }

    /// Someone is slower than the room and bids what has already been bid.
    private mutating func reject(_ slot: Int, _ paddle: Paddle, _ amount: Int64, _ agenda: inout Agenda) {
        crowd.enter(paddle, &agenda)
        tell("bid.rejected", slot, paddle, amount, &agenda)
    }

    private mutating func tell(
        _ event: String, _ slot: Int, _ paddle: Paddle, _ amount: Int64, _ agenda: inout Agenda
    ) {
        guard let lot = lots[slot] else { return }
        bidCount += 1
        let bid = BidPayload(
            id: "b-\(bidCount)", lot: lot.id, amount: amount, currency: lot.department.currency, paddle: paddle,
            isAccepted: event == "bid.accepted")
        agenda.publish(lot.department.channel, event) { bid.write(to: &$0) }
    }

    @discardableResult
    private mutating func take(_ slot: Int, _ paddle: Paddle, _ amount: Int64, _ agenda: inout Agenda) -> Bool {
        guard let before = lots[slot] else { return false }
        crowd.enter(paddle, &agenda)
        tell("bid.accepted", slot, paddle, amount, &agenda)
        let moved = lots[slot]?.accept(amount, by: paddle, at: agenda.now) ?? false
        say(moved ? "lot.extended" : "lot.updated", slot, &agenda)
        if moved {
            lots[slot]?.spreadPlan(from: agenda.now, habits)
            planHammer(slot, &agenda)
        }
        guard before.leader == .me, paddle != .me, let lot = lots[slot] else { return moved }
        agenda.notify(Notice(outbidOn: lot, by: paddle))
        agenda.plan(in: random[slot].within(2_000...9_000), .sale(.mine(slot, lot: lot.number)))
        return moved
    }
}
