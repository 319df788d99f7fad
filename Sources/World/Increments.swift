/// The house's table of steps, in minor units, the same figures for each currency.
enum Increments {
    /// From each amount on, the step to the next bid: in euros 10 up to 200, 20 up to 500, 50 up to 1,000 and so on.
    /// Each bound is a multiple of the steps on both its sides, so that climbing never leaves the ladder.
    private static let table: [(from: Int64, step: Int64)] = [
        (0, 10_00), (200_00, 20_00), (500_00, 50_00), (1_000_00, 100_00), (2_000_00, 200_00), (5_000_00, 500_00),
        (10_000_00, 1_000_00), (20_000_00, 2_000_00), (50_000_00, 5_000_00), (100_000_00, 10_000_00),
    ]

    static func step(at amount: Int64) -> Int64 {
        (table.last { $0.from <= amount } ?? table[0]).step
    }

    /// The highest amount on the ladder that is not above `amount`; at least the lowest step.
    static func floor(_ amount: Int64) -> Int64 {
        let step = step(at: amount)
        return max(amount - amount % step, table[0].step)
    }

    /// Climbs the ladder from `ask` as far as `target`.
    static func highest(from ask: Int64, notAbove target: Int64) -> Int64 {
        max(ask, floor(target))
    }
}
