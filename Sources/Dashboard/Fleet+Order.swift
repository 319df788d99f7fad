import Domain

extension Fleet {
    /// What decides which ride or vehicle comes first; rides come before vehicles.
    public enum Sort: String, CaseIterable, Sendable {
        /// Rides by arrival, vehicles by label.
        case eta
        /// Both by what changed last.
        case changed
    }

    /// A row of the list: a ride with the vehicle that serves it, or a vehicle on its own.
    public enum Row: Equatable, Sendable {
        case ride(RideCard, VehicleTrack?)
        case vehicle(VehicleTrack)

        public var key: RowKey {
            switch self {
            case .ride(let ride, _): .ride(ride.key)
            case .vehicle(let vehicle): .vehicle(vehicle.key)
            }
        }
    }

    /// What a row is about, whatever its place.
    public enum RowKey: Hashable, Sendable {
        case ride(Key)
        case vehicle(Key)
    }

    /// Rides and vehicles that the query lets through, as arranged last.
    public var rowCount: Int { rideOrder.count + vehicleOrder.count }
    /// How many rows there would be without the query.
    var totalCount: Int { rideOrder.total + vehicleOrder.total }

    /// A row of the order that was arranged last; `nil` beyond its end.
    public func row(_ index: Int) -> Row? {
        if let place = rideOrder.place(row: index) {
            let ride = rides[place]
            return .ride(ride, vehicle(serving: ride))
        }
        return vehicleOrder.place(row: index &- rideOrder.count).map { .vehicle(vehicles[$0]) }
    }

    /// The row of a ride or vehicle; `nil` where it is not known or not shown.
    public func index(of key: RowKey) -> Int? {
        switch key {
        case .ride(let key):
            return rides.place(of: key).flatMap { rideOrder.row(of: $0) }
        case .vehicle(let key):
            guard let place = vehicles.place(of: key) else { return nil }
            return vehicleOrder.row(of: place).map { $0 + rideOrder.count }
        }
    }

    func matches(row: Int, _ query: Query) -> Bool {
        if let place = rideOrder.place(row: row) { return rides.read(place) { query.matches($0) } }
        guard let place = vehicleOrder.place(row: row &- rideOrder.count) else { return false }
        return vehicles.read(place) { query.matches($0) }
    }

    /// - Parameter version: counts what has been told so far; while it stands still no vehicle's texts have changed.
    mutating func arrange(by sort: Sort, showing query: Query, version: Int, at now: Timestamp) {
        let isAsked = sort != self.sort || query != vehicleOrder.query
        if sort != self.sort {
            self.sort = sort
            rideOrder.invalidate()
            vehicleOrder.invalidate()
        }
        // Reports are too many to look for a new route or trip in each.
        if !query.isEmpty, textPace.isDue(version, at: now) { vehicleOrder.noteAllTexts() }
        // A cancelled ride goes to the end when no other driver has been found for it.
        if let graceEnds, now > graceEnds {
            self.graceEnds = nil
            rideOrder.invalidate()
        }
        if rideOrder.needsArranging(query, count: rides.count) { arrangeRides(query, at: now) }
        guard vehicleOrder.needsArranging(query, count: vehicles.count) else { return }
        // Where every report moves its vehicle, all of them would be sorted for each drawing.
        let waits = sort == .changed && !isAsked && vehicleOrder.order.isCrowded
        if !waits || movePace.isDue(version, at: now) { arrangeVehicles(query) }
    }

    private mutating func arrangeRides(_ query: Query, at now: Timestamp) {
        var graceEnds = graceEnds
        func rank(_ place: Int32) -> Rank {
            rides.read(Int(place)) { ride in
                if ride.isPendingRedispatch(at: now), let until = ride.redispatchUntil {
                    graceEnds = min(graceEnds ?? until, until)
                }
                return Self.rank(ride, sort, at: now)
            }
        }
        rideOrder.arrange(count: rides.count, query) { place, query in
            rides.read(place) { query.matches($0) }
        } by: { left, right in
            let (one, other) = (rank(left), rank(right))
            if one != other { return one.group == other.group ? one.value < other.value : one.group < other.group }
            return precedesNaturally(rides.read(Int(left)) { $0.key.id }, rides.read(Int(right)) { $0.key.id })
        }
        self.graceEnds = graceEnds
    }

    private mutating func arrangeVehicles(_ query: Query) {
        vehicleOrder.arrange(count: vehicles.count, query) { place, query in
            vehicles.read(place) { query.matches($0) }
        } by: { left, right in
            switch sort {
            case .eta:
                let one = vehicles.read(Int(left)) { $0.label ?? $0.id }
                let other = vehicles.read(Int(right)) { $0.label ?? $0.id }
                return one == other ? left < right : precedesNaturally(one, other)
            case .changed:
                let one = vehicles.read(Int(left)) { $0.fixedAt?.milliseconds ?? .min }
                let other = vehicles.read(Int(right)) { $0.fixedAt?.milliseconds ?? .min }
                return one == other ? left < right : one > other
            }
        }
    }

    private struct Rank: Equatable {
        var group: Int
        var value: Int64
    }

    private static func rank(_ ride: borrowing RideCard, _ sort: Sort, at now: Timestamp) -> Rank {
        let changed = 0 &- (ride.changedAt?.milliseconds ?? 0)
        switch sort {
        case .changed: return Rank(group: 0, value: changed)
        case .eta:
            guard ride.isLive else { return Rank(group: ride.isPendingRedispatch(at: now) ? 1 : 2, value: changed) }
            return Rank(group: ride.arrival == nil ? 1 : 0, value: ride.arrival?.milliseconds ?? 0)
        }
    }
}
