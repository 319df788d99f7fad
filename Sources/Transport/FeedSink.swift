public import Domain

/// Where a feed's events go. Called on the feed's event loop.
public protocol FeedSink: AnyObject {
    func receive(_ envelope: Envelope)
    /// There is nothing more to read at the moment: the time to flush.
    func readComplete()
    /// Something was learnt about a feed's connection. Nothing happens by default.
    func measured(_ measurement: LinkMeasurement, feed: String)
}

extension FeedSink {
    public func measured(_ measurement: LinkMeasurement, feed: String) {}
}
