public import Domain
public import Realtime

/// Where a feed's events go. Called on the feed's event loop.
public protocol FeedSink: AnyObject {
    func receive(_ envelope: Envelope)
    /// There is nothing more to read at the moment: the time to flush.
    func readComplete()
    /// Something was learnt about a feed's connection. Nothing happens by default.
    func measured(_ measurement: LinkMeasurement, feed: String)
    /// Something happened on the way to a connection. Nothing happens by default.
    func linked(_ event: LinkEvent, feed: String)
    /// A connection, or an attempt at one, is over; the feed goes on as its session decides. Nothing happens by default.
    func ended(_ end: ConnectionEnd, feed: String)
}

extension FeedSink {
    public func measured(_ measurement: LinkMeasurement, feed: String) {}
    public func linked(_ event: LinkEvent, feed: String) {}
    public func ended(_ end: ConnectionEnd, feed: String) {}
}
