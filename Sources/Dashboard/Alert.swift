public import Domain

/// Something that the board itself found worth telling; the interface has the words.
public enum Alert: Hashable, Sendable {
    case outbid(Key, title: String?, by: String?, amount: Money?)
    /// The watcher leads again: nothing to tell, but "outbid" is not true any more.
    case regained(Key)
    /// Sold while the watcher led.
    case won(Key, title: String?, amount: Money?)
    /// Taken off the sale while the watcher led.
    case withdrawn(Key, title: String?)
    case reopened(Key, title: String?)
    case driverAssigned(Key, driver: Ride.Driver?, car: Ride.Car?)
    case driverChanged(Key, before: Ride.Reassignment?, driver: Ride.Driver?, car: Ride.Car?)
    case lookingForDriver(Key, former: Ride.Driver?, attempt: Int)
    case arriving(Key, driver: Ride.Driver?)
    case slipped(Key, eta: Int)
    /// Cancelled; where `until` is set another driver may still be found.
    case rideCancelled(Key, until: Timestamp?)

    /// What repeats and takes each other's place: the same sort of news about the same thing.
    var topic: Topic {
        switch self {
        case .outbid(let key, _, _, _), .regained(let key): Topic(key: key, sort: 0)
        case .won(let key, _, _): Topic(key: key, sort: 1)
        case .withdrawn(let key, _): Topic(key: key, sort: 2)
        case .reopened(let key, _): Topic(key: key, sort: 3)
        case .driverAssigned(let key, _, _): Topic(key: key, sort: 4)
        case .driverChanged(let key, _, _, _): Topic(key: key, sort: 5)
        case .lookingForDriver(let key, _, _): Topic(key: key, sort: 6)
        case .arriving(let key, _): Topic(key: key, sort: 7)
        case .slipped(let key, _): Topic(key: key, sort: 8)
        case .rideCancelled(let key, _): Topic(key: key, sort: 9)
        }
    }

    struct Topic: Hashable, Sendable {
        var key: Key
        var sort: UInt8
    }

    /// 1 lowest … 5 urgent, as notifications have it.
    public var priority: UInt8 {
        switch self {
        case .withdrawn, .driverChanged: 5
        case .outbid, .won, .rideCancelled, .lookingForDriver: 4
        case .reopened, .driverAssigned, .arriving, .slipped, .regained: 3
        }
    }
}
