import Dashboard
import Domain

extension Make {
    /// Any event that a feed could send, small enough that things meet.
    static func anything(_ random: inout Seeded) -> Envelope {
        func pick(_ range: Range<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
        let source: Int64? = pick(0..<4) == 0 ? nil : pick(0..<500)
        let id = "\(pick(0..<12))"
        let bidder = "paddle \(pick(40..<45))"
        let event: Event =
            switch pick(0..<6) {
            case 0, 1:
                .bid(
                    Bid(
                        lot: id, amount: euros(pick(1..<100)), bidder: bidder,
                        state: Bid.State.allCases.randomElement(using: &random)))
            case 2:
                .lot(
                    Lot(
                        lot: id, status: Lot.Status.allCases.randomElement(using: &random),
                        current: euros(pick(1..<100)), leader: bidder, closesAt: time(pick(400..<900))))
            case 3:
                .ride(
                    Ride(
                        ride: id, status: Ride.Status.allCases.randomElement(using: &random), driver: .init(id: bidder),
                        eta: Int(pick(0..<900))))
            case 4: .notification(Notification(title: "title \(id)", priority: UInt8(pick(1..<6))))
            default:
                .vehicle(
                    Vehicle(
                        vehicle: id, label: pick(0..<9) == 0 ? "bus \(pick(0..<20))" : nil,
                        position: Coordinate(latitude: Double(pick(-90..<90)), longitude: 1),
                        route: pick(0..<9) == 0 ? "line \(pick(0..<20))" : nil, ride: id))
            }
        return Make.event(
            event, at: source, received: 500, channel: "c\(pick(0..<5))", id: "\(pick(0..<1_000_000_000))")
    }
}
