/// A vehicle's satellite receiver and modem: noise that wanders, silences, and fixes that come late.
struct Receiver: Sendable {
    /// Metres; the error of each axis stays within four times this.
    let deviation: Double
    private var east = 0.0
    private var north = 0.0
    private var silentUntil: Int64 = 0
    private var nextSilence: Int64

    struct Fix: Sendable {
        var point: Point
        /// Radius in metres that the receiver believes.
        var accuracy: Double
        /// How long the network keeps the message, milliseconds.
        var delay: Int64
    }

    init(deviation: Double, _ random: inout RandomStream) {
        self.deviation = deviation
        nextSilence = random.within(5_000...300_000)
    }

    /// `nil` while nothing is heard of the vehicle.
    mutating func fix(_ truth: Point, at now: Int64, _ random: inout RandomStream) -> Fix? {
        wander(&random)
        if now >= nextSilence {
            silentUntil = now + random.within(8_000...32_000)
            nextSilence = silentUntil + random.within(60_000...420_000)
        }
        guard now >= silentUntil else { return nil }
        let error = (east * east + north * north).squareRoot()
        return Fix(
            point: Point(x: truth.x + east, y: truth.y + north), accuracy: deviation + error,
            delay: random.chance(0.004) ? random.within(1_500...4_500) : 0)
    }

    private mutating func wander(_ random: inout RandomStream) {
        let bound = 4 * deviation
        east = max(-bound, min(bound, east * 0.9 + random.within(-0.75...0.75) * deviation))
        north = max(-bound, min(bound, north * 0.9 + random.within(-0.75...0.75) * deviation))
    }
}
