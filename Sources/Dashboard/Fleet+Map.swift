public import Domain

extension Fleet {
    /// A vehicle as a map shows it, in 16 bytes.
    public struct Marker: Equatable, Sendable {
        /// By which `vehicle(number:)` finds the rest; another vehicle may have it after the next message.
        public var number: Int32
        /// 10⁻⁷ degrees.
        public var latitude: Int32
        public var longitude: Int32
        /// Whole degrees clockwise from north, −1 where unknown.
        public var bearing: Int16
        public var freshness: VehicleTrack.Freshness

        public var coordinate: Coordinate? {
            Coordinate(latitude: Double(latitude) / 1e7, longitude: Double(longitude) / 1e7)
        }
    }

    /// The vehicles within a rectangle, edges included, in degrees; for one across the antimeridian ask for both sides. Those
    /// that the query hides, and whose rides it hides, are left out, as arranged last.
    public func markers(
        south: Double, west: Double, north: Double, east: Double, at now: Timestamp
    ) -> [Marker] {
        let latitudes = Self.range(south, north, limit: 90)
        let longitudes = Self.range(west, east, limit: 180)
        guard let latitudes, let longitudes else { return [] }
        var markers: [Marker] = []
        markers.reserveCapacity(vehicles.count)
        let shown = shownVehicles()
        vehicles.scan { number, track in
            guard let fix = track.newest, latitudes.contains(fix.latitude), longitudes.contains(fix.longitude),
                shown?[number] != false
            else { return }
            markers.append(
                Marker(
                    number: Int32(number), latitude: fix.latitude, longitude: fix.longitude,
                    bearing: track.wholeBearing, freshness: track.freshness(of: fix, at: now)))
        }
        return markers
    }

    /// The vehicle of a marker that was made since the last message.
    public func vehicle(number: Int32) -> VehicleTrack? {
        (0..<vehicles.count).contains(Int(number)) ? vehicles[Int(number)] : nil
    }

    /// By what markers have called the vehicle since the last message.
    public func number(of key: Key) -> Int32? { vehicles.place(of: key).map { Int32(truncatingIfNeeded: $0) } }

    /// By number, whether a vehicle's own row is shown, or that of a ride it serves; `nil` where no query hides any.
    private func shownVehicles() -> [Bool]? {
        guard vehicleOrder.isFiltered else { return nil }
        var shown = Array(repeating: false, count: vehicles.count)
        for place in vehicleOrder.places { shown[Int(place)] = true }
        for place in rideOrder.places {
            let key = rides.read(Int(place)) { ride in ride.vehicle.map { Key(feed: ride.key.feed, id: $0) } }
            if let vehicle = key.flatMap({ vehicles.place(of: $0) }) { shown[vehicle] = true }
        }
        return shown
    }

    /// The smallest rectangle around the vehicles that `markers` knows, without the outermost fiftieth on each side where
    /// there are more than 50; `nil` where no position is known. One whose east is less than its west lies across the
    /// antimeridian. Of more than some thousands, as many speak for all.
    public func bounds() -> (southWest: Coordinate, northEast: Coordinate)? {
        var (latitudes, longitudes) = sample()
        guard !latitudes.isEmpty else { return nil }
        let cut = latitudes.count > 50 ? latitudes.count / 50 : 0
        latitudes.sort()
        longitudes.sort()
        let start = Self.placeAfterWidestGap(longitudes)
        func longitude(_ place: Int) -> Int32 { longitudes[(start + place) % longitudes.count] }
        let last = latitudes.count - 1 - cut
        guard
            let southWest = Coordinate(latitude: Self.degrees(latitudes[cut]), longitude: Self.degrees(longitude(cut))),
            let northEast = Coordinate(
                latitude: Self.degrees(latitudes[last]), longitude: Self.degrees(longitude(last)))
        else { return nil }
        return (southWest, northEast)
    }

    /// Where the vehicles are, or 4,096 that are spread among them by no rule that their order could follow.
    private func sample() -> (latitudes: [Int32], longitudes: [Int32]) {
        var numbers: [Int32] = []
        numbers.reserveCapacity(vehicles.count)
        let shown = shownVehicles()
        vehicles.scan { number, track in
            if track.newest != nil, shown?[number] != false { numbers.append(Int32(truncatingIfNeeded: number)) }
        }
        let limit = 4_096
        if numbers.count > limit {
            var state: UInt64 = 0
            numbers = (0..<limit).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return numbers[Int(truncatingIfNeeded: state >> 33) % numbers.count]
            }
        }
        let fixes = numbers.compactMap { vehicles.read(Int($0)) { $0.newest } }
        return (fixes.map(\.latitude), fixes.map(\.longitude))
    }

    /// Where in ascending longitudes the way round the globe begins that leaves out the most.
    private static func placeAfterWidestGap(_ longitudes: [Int32]) -> Int {
        guard let first = longitudes.first, let last = longitudes.last else { return 0 }
        var widest = Int64(first) - Int64(last) + 3_600_000_000
        var start = 0
        for place in 1..<max(1, longitudes.count) {
            let gap = Int64(longitudes[place]) - Int64(longitudes[place - 1])
            if gap > widest { (widest, start) = (gap, place) }
        }
        return start
    }

    private static func degrees(_ number: Int32) -> Double { Double(number) / 1e7 }

    /// `nil` where nothing lies between; what is no number counts as no limit.
    private static func range(_ low: Double, _ high: Double, limit: Double) -> ClosedRange<Int32>? {
        let low = low.isNaN ? -limit : min(max(low, -limit), limit)
        let high = high.isNaN ? limit : min(max(high, -limit), limit)
        guard low <= high else { return nil }
        return Int32((low * 1e7).rounded(.down))...Int32((high * 1e7).rounded(.up))
    }
}
