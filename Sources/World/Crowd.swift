/// Who is in the sale room. The watcher, whose client is there on its own account, is not counted.
struct Crowd: Sendable {
    private static let size = 10...24

    /// In the order in which they came.
    private(set) var present: [Paddle] = []
    private var random: RandomStream
    private var changes = 0

    init(seed: UInt64) {
        random = RandomStream(seed: seed, .crowd)
        while present.count < 14 {
            let paddle = someoneElse()
            if !present.contains(paddle) { present.append(paddle) }
        }
    }

    private mutating func someoneElse() -> Paddle {
        Paddle.others[random.index(below: Paddle.others.count)]
    }

    /// One comes or one goes; nobody goes who leads a lot.
    mutating func change(leading: [Paddle], _ agenda: inout Agenda) {
        agenda.plan(in: random.within(2_000...9_000), .crowd)
        changes += 1
        // The first comes and the second goes; from then on it is chance, within bounds.
        let comes = changes > 2 ? random.chance(0.5) : changes == 1
        if comes && present.count < Self.size.upperBound || present.count <= Self.size.lowerBound {
            enter(someoneElse(), &agenda)
        } else {
            let free = present.filter { !leading.contains($0) }
            guard !free.isEmpty else { return }
            leave(free[random.index(below: free.count)], &agenda)
        }
    }

    /// Lets a bidder in who is not there yet.
    mutating func enter(_ paddle: Paddle, _ agenda: inout Agenda) {
        guard paddle != .me, !present.contains(paddle) else { return }
        present.append(paddle)
        agenda.say(.joined(paddle.member, at: .milliseconds(agenda.now)))
    }

    private mutating func leave(_ paddle: Paddle, _ agenda: inout Agenda) {
        present.removeAll { $0 == paddle }
        agenda.say(.left(paddle.member, at: .milliseconds(agenda.now)))
    }
}
