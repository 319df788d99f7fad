public import Domain

/// One vehicle: its newest fix, and what is known of it besides.
public struct VehicleTrack: Entity {
    /// How old the newest fix is, judged by how often this vehicle reports.
    public enum Freshness: Equatable, Sendable {
        case fresh, ageing, stale
        /// Silent for so long that only the place where it was last seen is worth showing.
        case ghost
    }

    public var key: Key { Key(feed: feed, id: id) }
    public internal(set) var label: String?
    public internal(set) var route: String?
    /// Reports without effect because a newer one was known.
    public internal(set) var late: UInt32 = 0
    /// The newest fix is further off than any car drives (400 km/h): shown, and marked.
    public internal(set) var isJump = false

    // The rest is packed into 112 bytes with what is above: with 100,000 vehicles the cost of a report is that of the lines
    // of memory it touches.
    let feed: FeedNumber
    let id: String
    private var seldom: [Seldom] = []
    private var fix = Fix()
    private var latest = Moment(time: Timestamp(milliseconds: .min), isNamed: false)
    private var bearingNumber = Float.nan
    private var speedNumber = Float.nan
    private var accuracyNumber = Float.nan
    /// The usual time between two reports in milliseconds, a running mean; 0 while unknown.
    private var interval: Int32 = 0
    /// How many fixes the trail has had.
    var fixes: UInt32 = 0

    /// What most feeds do not tell.
    private struct Seldom: Equatable, Sendable {
        var trip: String?
        var occupancy: String?
        var ride: String?
    }

    init(key: Key) {
        feed = key.feed
        id = key.id
    }

    func has(_ key: Key) -> Bool { feed == key.feed && id == key.id }

    public var position: Coordinate? { fixes > 0 ? fix.coordinate : nil }
    /// When the vehicle was there.
    public var fixedAt: Timestamp? { fixes > 0 ? fix.time : nil }
    /// Degrees clockwise from north.
    public var bearing: Double? { bearingNumber.isNaN ? nil : Double(bearingNumber) }
    /// Metres a second, reckoned from the last two fixes where the service does not tell it.
    public var speed: Double? { speedNumber.isNaN ? nil : Double(speedNumber) }
    /// Metres.
    public var accuracy: Double? { accuracyNumber.isNaN ? nil : Double(accuracyNumber) }
    public var trip: String? { seldom.first?.trip }
    public var occupancy: String? { seldom.first?.occupancy }
    public var ride: String? { seldom.first?.ride }

    public func freshness(at now: Timestamp) -> Freshness? { newest.map { freshness(of: $0, at: now) } }

    @inline(__always)
    var newest: Fix? { fixes > 0 ? fix : nil }

    /// −1 where it is unknown.
    var wholeBearing: Int16 { (0...360).contains(bearingNumber) ? Int16(bearingNumber.rounded()) : -1 }

    /// How old the newest fix is, asked by whom has just read it.
    @inline(__always)
    func freshness(of fix: Fix, at now: Timestamp) -> Freshness {
        let age = now.milliseconds &- fix.time.milliseconds
        let limit = interval > 0 ? min(max(Int64(interval) * 3, 10_000), 90_000) : 90_000
        if age >= min(limit * 10, 600_000) { return .ghost }
        return age >= limit ? .stale : age >= limit / 2 ? .ageing : .fresh
    }

    /// Answers the position where it is a new one for the trail.
    @inline(__always)
    mutating func take(_ report: borrowing Vehicle, at moment: Moment) -> Fix? {
        if moment.isBefore(latest) {
            late &+= 1
            return nil
        }
        var new: Fix?
        if let position = report.position, move(to: Fix(position, at: moment.time), speed: report.speed) { new = fix }
        latest = moment
        if let label = report.label, label != self.label { self.label = label.clipped() }
        if let route = report.route, route != self.route { self.route = route.clipped() }
        if let bearing = report.bearing { bearingNumber = Float(bearing) }
        if let accuracy = report.accuracy { accuracyNumber = Float(accuracy) }
        if report.trip != nil || report.occupancy != nil || report.ride != nil { takeSeldom(report) }
        return new
    }

    @inline(never)
    private mutating func takeSeldom(_ report: borrowing Vehicle) {
        if seldom.isEmpty { seldom.append(Seldom()) }
        if let trip = report.trip { seldom[0].trip = trip.clipped() }
        if let occupancy = report.occupancy { seldom[0].occupancy = occupancy.clipped() }
        if let ride = report.ride { seldom[0].ride = ride.bounded }
    }

    @inline(__always)
    private mutating func move(to next: Fix, speed reported: Double?) -> Bool {
        let last = fix
        fix = next
        fixes &+= 1
        if let reported { speedNumber = Float(reported) }
        guard fixes > 1 else { return true }
        let elapsed = next.time.milliseconds &- last.time.milliseconds
        guard elapsed > 0, elapsed < 86_400_000 else {
            if elapsed <= 0, next.isSamePlace(as: last) { fixes &-= 1 }
            return elapsed > 0 || !next.isSamePlace(as: last)
        }
        let step = Int32(truncatingIfNeeded: min(elapsed, 600_000))
        interval = interval == 0 ? step : interval + (step - interval) / 8
        // Most cars have not moved far enough to be suspected, and most services tell the speed.
        guard reported == nil || next.isFar(from: last, after: elapsed) else {
            isJump = false
            return true
        }
        reckon(from: last, to: next, seconds: Double(elapsed) / 1_000, isReported: reported != nil)
        return true
    }

    @inline(never)
    private mutating func reckon(from last: Fix, to next: Fix, seconds: Double, isReported: Bool) {
        guard let from = last.coordinate, let to = next.coordinate else { return }
        let reckoned = from.metres(to: to) / seconds
        isJump = reckoned > 400 / 3.6
        if !isReported, !isJump { speedNumber = Float(reckoned) }
    }
}

/// A point of a vehicle's trail in 16 bytes: 10⁻⁷ degrees are a centimetre.
public struct Fix: Equatable, Sendable {
    private(set) var latitude: Int32
    private(set) var longitude: Int32
    public var time: Timestamp

    init(_ coordinate: Coordinate, at time: Timestamp) {
        latitude = Int32(coordinate.latitude * 1e7)
        longitude = Int32(coordinate.longitude * 1e7)
        self.time = time
    }

    init() {
        latitude = 0
        longitude = 0
        time = Timestamp(milliseconds: 0)
    }

    @inline(__always)
    func isSamePlace(as other: Fix) -> Bool { latitude == other.latitude && longitude == other.longitude }

    /// Whether the way in degrees alone, which is never shorter in metres than it looks, may take more than 400 km/h.
    @inline(__always)
    func isFar(from other: Fix, after milliseconds: Int64) -> Bool {
        let way =
            (Int64(latitude) - Int64(other.latitude)).magnitude + (Int64(longitude) - Int64(other.longitude)).magnitude
        // 400 km/h are 10 × 10⁻⁷ degrees of a meridian in a millisecond.
        return way > UInt64(milliseconds) * 9
    }

    public var coordinate: Coordinate? {
        Coordinate(latitude: Double(latitude) / 1e7, longitude: Double(longitude) / 1e7)
    }
}
