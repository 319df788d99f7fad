import Dashboard
import Domain

/// B2: what one event costs the model, by how much it holds.
enum ModelBench {
    private static let events = 200_000

    static func run(_ report: inout Report) {
        report.begin(.model, "Board.apply, CPU an event")
        for (vehicles, lots) in [(1_000, 100), (10_000, 1_000), (100_000, 10_000)] {
            var random = Sequence64(state: 7)
            var town = Town()
            var board = Board()
            for index in 0..<vehicles { board.apply(town.fix(of: index, at: Town.start)) }
            for index in 0..<lots { board.apply(town.bid(on: index, at: Town.start)) }
            let moments = (1...events).map { Town.start + .milliseconds($0) }
            let fixes = moments.map { town.fix(of: random.below(vehicles), at: $0) }
            let bids = moments.map { town.bid(on: random.below(lots), at: $0) }
            report.add("vehicle, \(vehicles) held", cost(fixes, &board), "µs", limit: 0.3)
            report.add("bid, \(lots) lots held", cost(bids, &board), "µs", limit: 0.3)
        }
    }

    private static func cost(_ envelopes: [Envelope], _ board: inout Board) -> Double {
        let began = Clock.ownCPU
        for envelope in envelopes { board.apply(envelope) }
        return (Clock.ownCPU - began) / Double(envelopes.count) * 1e6
    }
}
