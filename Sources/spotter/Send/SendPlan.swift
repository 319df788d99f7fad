import Realtime

/// One message for one feed: everything that could be seen to be wrong with it has been checked.
struct SendPlan {
    /// How the message goes out.
    enum Way {
        /// Over a connection.
        case client
        /// Through the service's HTTP API.
        case backend(any Publisher)
    }

    var feed: FeedPlan
    var publication: ClientPublication
    var way: Way
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
        way = feed.publisher.map { .backend($0) } ?? .client
        if let objection = objection { throw UsageError("send: \(objection)") }
    }

    private var objection: String? {
        switch way {
        case .backend(let publisher): return publisher.objection(to: publication)
        case .client:
            guard let adapter = feed.makeAdapter() as? PusherAdapter,
                let objection = PusherAdapter.objection(to: publication)
            else { return nil }
            // What is there already is not asked for once more.
            guard adapter.missingForBackend != ["secret"] else {
                return "\(objection); other events go through the HTTP API, for which there is an app_id, but not the "
                    + "app's secret (SPOTTER_SECRET, --secret-file, secret)"
            }
            return "\(objection); with the app's secret and --set app_id=ID, other events go through the HTTP API"
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
