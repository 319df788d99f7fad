/// One lot under the hammer. Amounts are minor units of the department's currency; times are virtual milliseconds.
struct Lot: Sendable {
    enum Status: String, Sendable {
        case upcoming, open
        case goingOnce = "going_once"
        case goingTwice = "going_twice"
        case extended, sold, passed

        var takesBids: Bool {
            switch self {
            case .open, .goingOnce, .goingTwice, .extended: true
            case .upcoming, .sold, .passed: false
            }
        }
    }

    /// A bid so late moves the close: it is then this long after the bid.
    static let softClose: Int64 = 12_000

    let number: Int
    let department: Department
    let title: String
    let opens: Int64
    let starting: Int64
    private(set) var reserve: Int64?
    /// The others bid no more than this, or hardly.
    private(set) var value: Int64
    /// The others who are interested; not empty.
    let bidders: [Paddle]
    /// The watcher's limit; `nil` where not interested.
    private(set) var myLimit: Int64?
    private(set) var myBidsLeft = 4
    var random: RandomStream

    private(set) var closes: Int64
    var status = Status.upcoming
    private(set) var current: Int64?
    private(set) var leader: Paddle?
    private(set) var bidCount = 0
    private(set) var extended = 0
    private(set) var iHaveBid = false
    var watchers: Int
    /// When the others are going to bid, latest first.
    var plan: [Int64] = []
    /// Tasks that carry older numbers than these are void.
    var closeVersion = 0
    var planVersion = 0

    /// How a lot goes that is already open when the world begins.
    enum Opening: Sendable {
        case asItComes
        /// The watcher leads, a late bid comes, and it sells.
        case sells
        /// Nobody goes as high as the reserve.
        case passes
    }

    init(number: Int, department: Department, opens: Int64, closes: Int64, _ habits: BiddingHabits, _ seed: UInt64) {
        var random = RandomStream(seed: seed, .lot, number)
        self.number = number
        self.department = department
        self.opens = opens
        self.closes = closes
        title = department.title(&random)
        value = Increments.floor(random.within(4...60) * random.within(50_00...400_00))
        // Whole per milles: no amount ever passes through floating point.
        let opening = Int64((habits.opening.draw(&random) * 1_000).rounded())
        starting = Increments.floor(value * max(40, min(opening, 700)) / 1_000)
        reserve = random.chance(0.7) ? Increments.floor(value * random.within(300...850) / 1_000) : nil
        myLimit = random.chance(0.45) ? Increments.floor(value * random.within(400...1_250) / 1_000) : nil
        watchers = Int(random.within(6...60))
        let count = max(2, Int(habits.bidders.draw(&random).rounded()))
        bidders = (0..<count).map { _ in Paddle.others[random.index(below: Paddle.others.count)] }
        let bids = Int(habits.bids.draw(&random).rounded())
        let length = Double(closes - opens)
        plan = (0..<bids).map { _ in opens + Int64(habits.time.draw(&random) * length) }.sorted(by: >)
        self.random = random
    }

    /// Rigs a lot of the first minute.
    mutating func rig(_ opening: Opening) {
        switch opening {
        case .asItComes: return
        case .sells:
            reserve = nil
            myBidsLeft = 40
            plan = [closes - 5_000] + plan.filter { $0 <= 0 }
        case .passes:
            let floor = Increments.floor(starting * 5)
            reserve = floor
            value = max(starting, floor * 4 / 5)
            myLimit = nil
            plan = plan.first { $0 > 0 }.map { [min($0, closes - 1_000)] } ?? []
        }
    }

    /// What the next bid must be at least.
    var ask: Int64 {
        guard let current else { return starting }
        return current + Increments.step(at: current)
    }

    var reserveState: String {
        guard let reserve else { return "none" }
        return (current ?? 0) >= reserve ? "met" : "not_met"
    }

    var isSellable: Bool { current != nil && reserveState != "not_met" }

    var id: String { "\(number + 101)" }

    /// What one of the others would bid now; `nil` where it has become too dear.
    mutating func nextBid(_ habits: BiddingHabits) -> (paddle: Paddle, amount: Int64)? {
        let paddle = bidders.filter { $0 != leader }
        // A lot whose bidders are all one paddle is left to its leader.
        guard !paddle.isEmpty else { return nil }
        let bidder = paddle[random.index(below: paddle.count)]
        guard let current else { return (bidder, ask) }
        guard ask <= value else { return ask <= value * 6 / 5 && random.chance(0.3) ? (bidder, ask) : nil }
        let raise = min(Int64((habits.raise.draw(&random) * 1_000).rounded()), 800)
        let target = min(current + current * raise / 1_000, value)
        return (bidder, Increments.highest(from: ask, notAbove: target))
    }

    /// What the watcher would bid now; `nil` for staying out.
    var myNextBid: Int64? {
        guard status.takesBids, leader != .me, myBidsLeft > 0, let myLimit, ask <= myLimit else { return nil }
        return ask
    }

    /// Takes a bid that is high enough. Tells whether it moved the close.
    mutating func accept(_ amount: Int64, by paddle: Paddle, at now: Int64) -> Bool {
        current = amount
        leader = paddle
        bidCount += 1
        if paddle == .me {
            iHaveBid = true
            myBidsLeft -= 1
        }
        let end = max(closes, now + Self.softClose)
        guard end > closes else { return false }
        closes = end
        extended += 1
        status = .extended
        return true
    }

    /// Those who still wanted to bid do so before the new close, as late as people do.
    mutating func spreadPlan(from now: Int64, _ habits: BiddingHabits) {
        let length = Double(closes - now)
        plan = plan.map { _ in now + Int64(habits.time.draw(&random) * length) }.sorted(by: >)
    }

    /// Lives through what happened before the world began.
    mutating func catchUp(_ habits: BiddingHabits, _ opening: Opening) {
        while let next = plan.last, next <= 0 {
            plan.removeLast()
            guard let bid = nextBid(habits) else { continue }
            _ = accept(bid.amount, by: bid.paddle, at: next)
            if let mine = myNextBid, random.chance(0.5) { _ = accept(mine, by: .me, at: next) }
        }
        guard case .sells = opening else { return }
        value = ask * 10
        myLimit = value
        if let mine = myNextBid { _ = accept(mine, by: .me, at: 0) }
        myBidsLeft = random.chance(0.5) ? 1 : 0
    }
}
