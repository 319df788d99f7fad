internal import Domain

/// Getting out of the history what the buffer no longer had: one channel after another, page by page, the newest page first.
struct PubNubFill {
    enum Step: Hashable {
        /// How many messages each of these has.
        case counting([String])
        case fetching(String)
    }

    /// A channel that has stored messages.
    struct Channel: Hashable {
        var name: String
        var count: Int
    }

    /// The most of a page, for one channel.
    static let pageSize = 100
    /// Of one channel; they are kept until the oldest is there, at most 1 MiB each.
    static let pageLimit = 10
    /// Channels that are counted by one request.
    static let batch = 100

    /// The last message that we had.
    let start: PubNubTime
    let end: PubNubTime
    /// Not counted yet.
    var rest: [String]
    /// Counted, and still to be fetched; the first is under way.
    var channels: [Channel] = []
    var step: Step?
    var fetch: FetchID?
    var pages: [[UInt8]] = []
    var found = 0
    /// Where the next page ends.
    var upper: PubNubTime
}
