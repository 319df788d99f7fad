import Dashboard
import Domain

extension Alert {
    /// The alert in one sentence.
    var text: String {
        switch self {
        case .outbid(let key, let title, let leader, let amount):
            return "Outbid on \(Self.lot(key, title))" + by(leader) + at(amount)
        case .won(let key, let title, let amount): return "Won \(Self.lot(key, title))" + at(amount)
        case .withdrawn(let key, let title): return "Withdrawn while you led: \(Self.lot(key, title))"
        case .reopened(let key, let title): return "Back on sale: \(Self.lot(key, title))"
        case .driverAssigned(let key, let driver, let car):
            return "Ride \(key.id) has a driver" + Self.crew(driver, car)
        case .driverChanged(let key, _, let driver, let car):
            return "Ride \(key.id) has a new driver" + Self.crew(driver, car)
        case .lookingForDriver(let key, let former, let attempt):
            let who = former?.shownName.map { "\($0) is off ride \(key.id)" } ?? "Ride \(key.id) has lost its driver"
            return "\(who), looking for another (attempt \(attempt))"
        case .arriving(let key, let driver):
            return "\(driver?.shownName ?? "The car") is arriving for ride \(key.id)"
        case .slipped(let key, let eta): return "Ride \(key.id) is running late, now \(max(0, eta) / 60) min away"
        case .rideCancelled(let key, let until):
            return "Ride \(key.id) is cancelled" + (until == nil ? "" : ", another driver may be found")
        case .regained(let key): return "Leading lot \(key.id) again"
        }
    }

    private static func lot(_ key: Key, _ title: String?) -> String { "lot \(key.id)" + (title.map { " \($0)" } ?? "") }
    private func by(_ leader: String?) -> String { leader.map { " by \($0)" } ?? "" }
    private func at(_ amount: Money?) -> String { amount.map { ": \(MoneyText($0))" } ?? "" }

    private static func crew(_ driver: Ride.Driver?, _ car: Ride.Car?) -> String {
        let parts = [driver?.shownName, car?.shownName].compactMap(\.self)
        return parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
    }
}

extension Ride.Driver {
    var shownName: String? { name ?? id }
}

extension Ride.Car {
    /// The plate, by which people know the car they wait for, then what it looks like.
    var shownName: String? {
        let parts = [plate, look].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// `grey Skoda Octavia`.
    var look: String? {
        let words = [color, make, model].compactMap(\.self)
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
