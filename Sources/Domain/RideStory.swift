/// What is known of one ride.
struct RideStory: Sendable {
    struct Message: Sendable {
        var ride: Ride
        var id: String?
        var source: Timestamp?
        var received: Timestamp
        var hint: RideLedger.Hint

        var moment: Timestamp { source ?? received }
        var namesCrew: Bool {
            ride.driver?.id != nil || ride.driver?.name != nil || ride.car?.plate != nil || ride.vehicle != nil
        }
    }

    /// What a message turns out to be.
    private enum Turn {
        case late, update, assign, lookAgain, cancel(pending: Bool)
    }

    private static let assignmentLimit = 16
    private static let deliveryLimit = 8
    private static let slip: Duration = .seconds(300)

    let ride: String
    private(set) var successor: String?
    private(set) var assignments: [RideLedger.Assignment] = []
    private(set) var redispatchUntil: Timestamp?
    private var attempt = 1
    private var status: Ride.Status?
    private var wasRequested = false
    /// The source's times of the latest message, and of the one that began this attempt.
    private var latest: Timestamp?
    private var attemptBegan: Timestamp?
    /// Fingerprints of the latest message and of the latest deliveries' identifiers: a long text costs no more than a short one.
    private var last: Int?
    private var deliveries: [Int] = []
    private var nextDelivery = 0
    /// The assignment that ended without anybody following yet.
    private var vacated: RideLedger.Assignment?
    private var promised: Timestamp?

    init(ride: String) { self.ride = ride }

    private var current: Int? {
        guard let end = assignments.indices.last, assignments[end].until == nil else { return nil }
        return end
    }

    func isFormer(vehicle: String) -> Bool {
        if let current, assignments[current].vehicle == vehicle { return false }
        return assignments.contains { $0.vehicle == vehicle && $0.until != nil }
    }

    mutating func take(_ message: Message, grace: Duration) -> RideLedger.Record {
        var record = RideLedger.Record(
            ride: message.ride, timing: .current, news: [], attempt: attempt, redispatchUntil: redispatchUntil)
        if isDelivered(message) {
            record.timing = .duplicate
            return record
        }
        switch turn(message, grace: grace) {
        case .late:
            record.timing = .late
            return record
        case .update: break
        case .assign: record.ride.reassigned = assign(message, &record.news) ?? message.ride.reassigned
        case .lookAgain:
            vacate(message, &record.news)
            record.ride.status = record.ride.status ?? .requested
        case .cancel(let pending):
            if pending { leave(message) }
            redispatchUntil = pending ? message.moment + grace : nil
            record.ride.status = .cancelled
        }
        settle(record.ride, message, &record.news)
        record.attempt = attempt
        record.redispatchUntil = redispatchUntil
        return record
    }

    // MARK: What is it?

    private mutating func isDelivered(_ message: Message) -> Bool {
        guard let id = message.id?.hashValue else {
            return message.source != nil && message.source == latest && message.fingerprint == last
        }
        if deliveries.contains(id) { return true }
        if deliveries.count < Self.deliveryLimit {
            deliveries.append(id)
        } else {
            deliveries[nextDelivery] = id
            nextDelivery = (nextDelivery + 1) % Self.deliveryLimit
        }
        return false
    }

    private func turn(_ message: Message, grace: Duration) -> Turn {
        let next = message.hint == .driverCancelled && message.ride.status == nil ? .cancelled : message.ride.status
        if successor != nil { return next?.isTerminal == true ? .update : .late }
        if let source = message.source, let attemptBegan, source < attemptBegan { return .late }
        if status?.isTerminal == true { return turnAfterTheEnd(message, next) }
        if namesFormer(message, next, grace: grace) { return .late }
        if next == .cancelled { return turnCancelled(message) }
        if message.hint == .unassigned || (next == .requested && (status?.rank ?? 0) > 0) {
            return turnBackToRequested(message)
        }
        if next != .requested, message.namesCrew, current.map({ message.kinship(assignments[$0]) == .other }) ?? true {
            return .assign
        }
        guard let next, let status, next.rank != status.rank else { return isOlder(message) ? .late : .update }
        return next.rank > status.rank ? .update : .late
    }

    private func turnBackToRequested(_ message: Message) -> Turn {
        if isOlder(message) { return .late }
        guard message.hint == .none else { return current == nil && status == .requested ? .update : .lookAgain }
        if status == .inProgress { return isNewer(message) ? .lookAgain : .late }
        // Equal times: the first request, overtaken within the second that both carry.
        return message.source != nil && message.source == latest && !wasRequested ? .late : .lookAgain
    }

    private func turnCancelled(_ message: Message) -> Turn {
        switch message.hint {
        case .cancelledForGood: .cancel(pending: false)
        case .driverCancelled, .unassigned: .cancel(pending: true)
        case .none: .cancel(pending: current != nil && status != .inProgress)
        }
    }

    /// From a terminal status nothing leads back but the redispatch that a cancellation has left open.
    private func turnAfterTheEnd(_ message: Message, _ next: Ride.Status?) -> Turn {
        if isOlder(message) { return .late }
        if let next, next.isTerminal { return next == status || isNewer(message) ? .update : .late }
        guard let until = redispatchUntil, message.moment <= until, let vacated else {
            return next == nil && !message.namesCrew ? .update : .late
        }
        let isNews = isNewer(message)
        guard message.namesCrew, next != .requested else {
            guard next != nil else { return .update }
            return isNews || vacated.end == .driverCancelled ? .lookAgain : .late
        }
        if assignments.contains(where: { message.kinship($0) == .same }) {
            return next != nil && isNews ? .assign : .late
        }
        return .assign
    }

    /// Whether it speaks of a driver who has left the ride, and not of one who has been called back.
    private func namesFormer(_ message: Message, _ next: Ride.Status?, grace: Duration) -> Bool {
        guard message.namesCrew else { return false }
        if let current {
            if message.kinship(assignments[current]) == .same { return false }
        } else if next?.isTerminal == true, message.hint != .driverCancelled {
            return false
        }
        let former = assignments.last { $0.until != nil && message.kinship($0) == .same }
        guard let until = former?.until else { return false }
        return message.source == nil ? message.received <= until + grace : message.moment <= until
    }

    private func isOlder(_ message: Message) -> Bool {
        guard let source = message.source, let latest else { return false }
        return source < latest
    }

    private func isNewer(_ message: Message) -> Bool {
        guard let source = message.source, let latest else { return false }
        return source > latest
    }

    // MARK: What follows

    /// The ride's next driver; answers who drove before, where that was somebody else.
    private mutating func assign(_ message: Message, _ news: inout RideLedger.News) -> Ride.Reassignment? {
        if let current {
            close(current, .handedOver, message)
            vacated = assignments[current]
            begin(message)
        } else if status?.isTerminal == true {
            begin(message)
        }
        if status != .inProgress { status = .accepted }
        redispatchUntil = nil
        promised = nil
        append(message.assignment)
        defer { vacated = nil }
        guard let vacated, message.kinship(vacated) != .same else {
            news.insert(message.ride.reassigned == nil || vacated != nil ? .assigned : .handedOver)
            return nil
        }
        news.insert(.handedOver)
        return Ride.Reassignment(driver: vacated.driver, car: vacated.car)
    }

    /// Nobody drives any more, and somebody is looked for.
    private mutating func vacate(_ message: Message, _ news: inout RideLedger.News) {
        if status?.isTerminal != true { leave(message) }
        begin(message)
        redispatchUntil = nil
        promised = nil
        news.insert(.lookingAgain)
    }

    /// The driver of the moment, or the one whom the message names, is off the ride.
    private mutating func leave(_ message: Message) {
        if current == nil, message.namesCrew, vacated == nil { append(message.assignment) }
        guard let current else { return }
        close(current, message.hint == .driverCancelled ? .driverCancelled : .unassigned, message)
        vacated = assignments[current]
    }

    private mutating func begin(_ message: Message) {
        attempt += 1
        attemptBegan = message.source ?? attemptBegan
    }

    private mutating func close(_ place: Int, _ end: RideLedger.Assignment.End, _ message: Message) {
        assignments[place].until = message.moment
        assignments[place].end = end
    }

    private mutating func append(_ assignment: RideLedger.Assignment) {
        if assignments.count == Self.assignmentLimit { assignments.removeFirst() }
        assignments.append(assignment)
    }

    private mutating func settle(_ ride: Ride, _ message: Message, _ news: inout RideLedger.News) {
        if let current, message.namesCrew, message.kinship(assignments[current]) != .other {
            assignments[current].fill(from: message.assignment)
        }
        if let source = message.source { latest = max(latest ?? source, source) }
        last = message.fingerprint
        if message.hint == .cancelledForGood || ride.status == .completed { redispatchUntil = nil }
        if let next = ride.status, next != status {
            if let item = next.news { news.insert(item) }
            if next == .inProgress { promised = nil }
            status = next
        }
        wasRequested = wasRequested || ride.status == .requested
        guard let eta = ride.eta, (0...604_800).contains(eta) else { return }
        let arrival = message.moment + .seconds(eta)
        if let promised, arrival - promised > Self.slip {
            news.insert(.slipped)
            self.promised = arrival
        } else {
            promised = min(promised ?? arrival, arrival)
        }
    }

    // MARK: Replacement by another ride

    mutating func hand(over ride: String, at moment: Timestamp) {
        successor = ride
        guard let current else { return }
        assignments[current].until = moment
        assignments[current].end = .replaced
        vacated = assignments[current]
    }

    mutating func carryOn(from old: RideStory) {
        assignments = (old.assignments + assignments).suffix(Self.assignmentLimit)
        attempt += old.attempt
        vacated = current == nil ? old.vacated : nil
    }
}

extension RideStory.Message {
    fileprivate enum Kinship { case same, other, unknown }

    fileprivate var fingerprint: Int {
        var hasher = Hasher()
        hasher.combine(ride)
        hasher.combine(hint)
        return hasher.finalize()
    }

    fileprivate var assignment: RideLedger.Assignment {
        let driver = ride.driver.map {
            Ride.Driver(id: $0.id?.bounded, name: $0.name?.bounded, rating: $0.rating)
        }
        let car = ride.car.map {
            Ride.Car(
                plate: $0.plate?.bounded, make: $0.make?.bounded, model: $0.model?.bounded, color: $0.color?.bounded)
        }
        return RideLedger.Assignment(driver: driver, car: car, vehicle: ride.vehicle?.bounded, from: moment)
    }

    /// Whether the message names the driver and car of the assignment. The driver decides, then the plate, then the
    /// vehicle's id: another car under the same driver is another assignment too.
    fileprivate func kinship(_ assignment: RideLedger.Assignment) -> Kinship {
        let driver = same(ride.driver?.id, assignment.driver?.id) ?? same(ride.driver?.name, assignment.driver?.name)
        if driver == false { return .other }
        let car = same(ride.car?.plate, assignment.car?.plate) ?? same(ride.vehicle, assignment.vehicle)
        if car == false { return .other }
        return driver ?? car == nil ? .unknown : .same
    }

    private func same(_ left: String?, _ right: String?) -> Bool? {
        guard let left, let right else { return nil }
        return left.bounded == right
    }
}

extension RideLedger.Assignment {
    /// Takes over what the other names; what it does not name stays.
    fileprivate mutating func fill(from other: RideLedger.Assignment) {
        if let new = other.driver {
            driver = Ride.Driver(
                id: new.id ?? driver?.id, name: new.name ?? driver?.name, rating: new.rating ?? driver?.rating)
        }
        if let new = other.car {
            car = Ride.Car(
                plate: new.plate ?? car?.plate, make: new.make ?? car?.make, model: new.model ?? car?.model,
                color: new.color ?? car?.color)
        }
        vehicle = other.vehicle ?? vehicle
    }
}

extension Ride.Status {
    fileprivate var rank: Int {
        switch self {
        case .requested: 0
        case .accepted: 1
        case .arriving: 2
        case .inProgress: 3
        case .completed, .cancelled: 4
        }
    }

    fileprivate var isTerminal: Bool { rank == 4 }

    fileprivate var news: RideLedger.News? {
        switch self {
        case .requested, .accepted: nil
        case .arriving: .arriving
        case .inProgress: .started
        case .completed: .completed
        case .cancelled: .cancelled
        }
    }
}
