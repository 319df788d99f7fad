/// What a request to the HTTP API asks for.
enum APICall: Hashable, Sendable {
    case publish(Trigger)
    case publishBatch([Trigger])
    case channels(prefix: String, Set<Attribute>)
    case channel(ChannelName, Set<Attribute>)
    case members(ChannelName)
    case terminate(user: String)

    /// An event to publish, and what to tell about its channels.
    struct Trigger: Hashable, Sendable {
        var publication: Publication
        var info: Set<Attribute>
    }

    /// What may be asked about a channel.
    enum Attribute: String, CaseIterable, Sendable {
        case userCount = "user_count"
        case subscriptionCount = "subscription_count"
        case cache

        /// A list with commas; names that are not known are left out.
        static func list(_ text: String?) -> Set<Attribute> {
            Set((text ?? "").split(separator: ",").compactMap { Attribute(rawValue: String($0)) })
        }
    }
}

/// A request's path and method, before anything in it is trusted.
enum APIRoute: Hashable, Sendable {
    case events
    case batch
    case channels
    case channel(String)
    case users(String)
    case terminate(String)

    static func find(_ request: APIRequest, application: Application) throws(APIRefusal) -> APIRoute {
        let segments = request.segments
        guard segments.count >= 3, segments[0] == "apps" else { throw APIRefusal(404, "Not found") }
        guard segments[1] == application.id else {
            throw APIRefusal(404, "The app \(segments[1].clipped) does not exist on this server")
        }
        guard let (route, method) = route(Array(segments[2...])) else { throw APIRefusal(404, "Not found") }
        guard request.method == method else { throw APIRefusal(405, "Method not allowed: use \(method)") }
        return route
    }

    private static func route(_ segments: [String]) -> (APIRoute, method: String)? {
        switch (segments.count, segments[0]) {
        case (1, "events"): (.events, "POST")
        case (1, "batch_events"): (.batch, "POST")
        case (1, "channels"): (.channels, "GET")
        case (2, "channels"): (.channel(segments[1]), "GET")
        case (3, "channels") where segments[2] == "users": (.users(segments[1]), "GET")
        case (3, "users") where segments[2] == "terminate_connections": (.terminate(segments[1]), "POST")
        default: nil
        }
    }
}
