public import Domain

/// Where a feed's events go. Called on the feed's event loop.
public protocol FeedSink: AnyObject {
    func receive(_ envelope: Envelope)
    /// There is nothing more to read at the moment: the time to flush.
    func readComplete()
}
