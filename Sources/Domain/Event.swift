/// What happened, in the words of the field: the one vocabulary that everything after the mapping speaks.
public enum Event: Hashable, Sendable {
    case notification(Notification)
    // Indirect: the two large ones would make every event as large.
    indirect case lot(Lot)
    case bid(Bid)
    case vehicle(Vehicle)
    indirect case ride(Ride)
    case presence(Presence)
    /// What no mapping claims, never dropped. `nil`: the service sent no data.
    case message(Payload?)
    case gap(Gap)
    case drop(Drop)
    case status(FeedStatus)

    public enum Kind: String, CaseIterable, Sendable {
        case notification, lot, bid, vehicle, ride, presence, message, gap, drop, status
    }

    public var kind: Kind {
        switch self {
        case .notification: .notification
        case .lot: .lot
        case .bid: .bid
        case .vehicle: .vehicle
        case .ride: .ride
        case .presence: .presence
        case .message: .message
        case .gap: .gap
        case .drop: .drop
        case .status: .status
        }
    }
}
