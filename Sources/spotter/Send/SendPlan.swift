import Realtime

/// One message for one feed: everything that could be seen to be wrong with it has been checked.
struct SendPlan {
    var feed: FeedPlan
    var publication: ClientPublication
    var timeout: Duration

    /// - Parameter maxAttempts: how often to connect again; not at all unless asked for.
    init(
        _ feed: FeedPlan, event: String, data: String, timeout: Duration, _ maxAttempts: Int?
    ) throws(UsageError) {
        try Self.check(feed)
        self.feed = feed
        self.feed.policy = ReconnectPolicy(maxAttempts: maxAttempts ?? 0)
        self.timeout = timeout
        publication = ClientPublication(channel: feed.channels.first ?? "", event: event, data: data)
        if feed.makeAdapter() is PusherAdapter, let objection = PusherAdapter.objection(to: publication) {
            throw UsageError("send: \(objection)")
        }
    }

    private static func check(_ feed: FeedPlan) throws(UsageError) {
        guard feed.makeAdapter().capabilities.contains(.publish) else {
            let names = AdapterCatalog.all.filter { $0.capabilities.contains(.publish) }.map(\.name)
            throw UsageError(
                "\(feed.service) takes no messages from clients here; these do: \(names.joined(separator: ", "))")
        }
        guard feed.channels.count <= 1 else {
            throw UsageError("send: expected one --channel, and there are \(feed.channels.count)")
        }
    }
}
