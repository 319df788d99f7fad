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

    public var rowCount: Int { rideOrder.places.count + vehicleOrder.places.count }

    /// A row of the order that was arranged last; `nil` beyond its end.
    public func row(_ index: Int) -> Row? {
        let rides = rideOrder.places
        guard index >= 0 else { return nil }
        if index < rides.count {
            let ride = self.rides[Int(rides[index])]
            return .ride(ride, vehicle(serving: ride))
        }
        guard index - rides.count < vehicleOrder.places.count else { return nil }
        return .vehicle(vehicles[Int(vehicleOrder.places[index - rides.count])])
    }

    public func index(of key: RowKey) -> Int? {
        switch key {
        case .ride(let key):
            return rides.place(of: key).flatMap { rideOrder.places.firstIndex(of: Int32($0)) }
        case .vehicle(let key):
            guard let place = vehicles.place(of: key) else { return nil }
            return vehicleOrder.places.firstIndex(of: Int32(place)).map { $0 + rideOrder.places.count }
        }
    }

    mutating func arrange(by sort: Sort) {
        if sort != self.sort {
            self.sort = sort
            rideOrder.invalidate()
            vehicleOrder.invalidate()
        }
        if rideOrder.needsArranging { arrangeRides() }
        if vehicleOrder.needsArranging { arrangeVehicles() }
    }

    private mutating func arrangeRides() {
        rideOrder.arrange(count: rides.count) { left, right in
            let one = rides.read(Int(left)) { Self.rank($0, sort) }
            let other = rides.read(Int(right)) { Self.rank($0, sort) }
            if one != other { return one.group == other.group ? one.value < other.value : one.group < other.group }
            return precedesNaturally(rides.read(Int(left)) { $0.key.id }, rides.read(Int(right)) { $0.key.id })
        }
    }

    private mutating func arrangeVehicles() {
        vehicleOrder.arrange(count: vehicles.count) { left, right in
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

    private static func rank(_ ride: borrowing RideCard, _ sort: Sort) -> Rank {
        let changed = 0 &- (ride.changedAt?.milliseconds ?? 0)
        switch sort {
        case .changed: return Rank(group: 0, value: changed)
        case .eta:
            guard ride.isLive || ride.redispatchUntil != nil else { return Rank(group: 2, value: changed) }
            return Rank(group: ride.arrival == nil ? 1 : 0, value: ride.arrival?.milliseconds ?? 0)
        }
    }
}
