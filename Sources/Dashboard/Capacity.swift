/// How much a board holds at most; beyond it the oldest makes room. The defaults stay below 150 MB when all are full.
public struct Capacity: Equatable, Sendable {
    public var feeds = 64
    /// Channels with a state of their own, a feed.
    public var channels = 1_000
    public var lots = 10_000
    /// Bids kept a lot.
    public var ladder = 16
    /// Points of the price chart kept a lot.
    public var prices = 48
    public var vehicles = 100_000
    /// Fixes kept a vehicle.
    public var trail = 32
    public var rides = 10_000
    public var notices = 10_000
    /// Stretches that may be missing, in all feeds together.
    public var gaps = 256

    /// Messages kept as they came, and bytes of text in all of them together.
    public var messages = 500
    public var messageBytes = 4_000_000

    public init() {}
}
