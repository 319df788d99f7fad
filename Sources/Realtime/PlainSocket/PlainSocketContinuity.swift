internal import Domain

/// What the numbers of a feed's messages, where they count up by one, tell of breaks and losses.
///
/// With a channel's name in each message there is a count for each channel, else one for the feed, under `nil`.
struct PlainSocketContinuity {
    /// Channels beyond these are not counted.
    static let limit = 256

    struct Count {
        var tracker = SequenceTracker()
        var lastArrival: Timestamp
    }

    var counts: [String?: Count] = [:]
    /// Since when messages may be missing of a feed without channels; `nil` where none are.
    var missingSince: Timestamp?
    /// Wanted channels (or, while `missingSince` is set, counts) whose next number will tell what the break has cost.
    var unproved: [String?] = []

    func canCount(_ key: String?) -> Bool { counts[key] != nil || counts.count < Self.limit }

    mutating func forget(_ channel: String) {
        counts[channel] = nil
        unproved.removeAll { $0 == channel }
    }

    /// - Parameter isFeedWide: no channels are wanted.
    mutating func breakOff(isFeedWide: Bool, lastArrival: Timestamp) {
        if isFeedWide, missingSince == nil { missingSince = lastArrival }
        unproved = []
    }
}
