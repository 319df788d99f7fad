/// One ordered ride.
struct Ride: Sendable {
    enum Status: String, Sendable {
        case requested, accepted, arriving
        case inProgress = "in_progress"
        case completed, cancelled
    }

    /// What is going to come in between, fixed when the ride is ordered.
    enum Fate: Sendable {
        case none
        /// So long after the order, in milliseconds, if nobody has got in by then.
        case riderCancels(after: Int64)
        /// So long after accepting. The service finds another car before it says so, or looks for one afterwards.
        case driverCancels(after: Int64, replacedAtOnce: Bool)
    }

    struct Place: Sendable {
        var node: Int
        var point: Point
        var address: String
    }

    let number: Int
    let pickup: Place
    let dropoff: Place
    /// Ordered by the watcher, who is told what becomes of it.
    let isMine: Bool
    var fate: Fate
    var status = Status.requested
    /// The index of the car that serves it.
    var car: Int?
    /// The cars whose drivers have cancelled.
    var refusals: [Int] = []
    /// Counts assignments.
    var attempt = 0
    var cancelledBy: String?

    var id: String { "r-\(number + 1_001)" }

    var awaitsCar: Bool {
        switch status {
        case .requested, .accepted, .arriving: true
        case .inProgress, .completed, .cancelled: false
        }
    }
}
