import Dashboard
import Domain

/// B2: what one event costs the model, by how much it holds.
enum ModelBench {
    private static let events = 200_000

    static func run() {
        print("B2  Board.apply, CPU µs an event")
        for (vehicles, lots) in [(1_000, 100), (10_000, 1_000), (100_000, 10_000)] {
            var random = Sequence64(state: 7)
            var board = Board()
            for index in 0..<vehicles { board.apply(fix(of: index, at: 0, &random)) }
            for index in 0..<lots { board.apply(bid(on: index, at: 0, &random)) }
            let fixes = (0..<events).map { fix(of: random.below(vehicles), at: $0 + 1, &random) }
            let bids = (0..<events).map { bid(on: random.below(lots), at: $0 + 1, &random) }
            let fixCost = cost(fixes, &board)
            let bidCost = cost(bids, &board)
            let held = SpotterBench.pad("\(vehicles) vehicles, \(lots) lots", 32)
            print("    \(held) vehicle \(SpotterBench.fixed(fixCost, 2))   bid \(SpotterBench.fixed(bidCost, 2))")
        }
    }

    private static func cost(_ envelopes: [Envelope], _ board: inout Board) -> Double {
        let began = Child.ownCPU()
        for envelope in envelopes { board.apply(envelope) }
        return (Child.ownCPU() - began) / Double(envelopes.count) * 1e6
    }

    private static func fix(of index: Int, at step: Int, _ random: inout Sequence64) -> Envelope {
        let moment = Timestamp(milliseconds: 1_700_000_000_000 + Int64(step))
        let position = Coordinate(
            latitude: 60 + Double(random.below(1_000)) * 1e-4, longitude: 24 + Double(random.below(1_000)) * 1e-4)
        let vehicle = Vehicle(vehicle: "veh-\(index)", position: position, bearing: 90, speed: 8)
        return Envelope(source: moment, received: moment, feed: "bench", channel: "v", event: .vehicle(vehicle))
    }

    private static func bid(on index: Int, at step: Int, _ random: inout Sequence64) -> Envelope {
        let moment = Timestamp(milliseconds: 1_700_000_000_000 + Int64(step))
        let amount = Money(minor: Int64(step * 100), exponent: 2, currency: "EUR")
        let bid = Bid(lot: "lot-\(index)", amount: amount, bidder: "paddle \(random.below(500))", state: .accepted)
        return Envelope(source: moment, received: moment, feed: "bench", channel: "a", event: .bid(bid))
    }
}
