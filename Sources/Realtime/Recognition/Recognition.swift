/// Which service stands behind a URL for which no protocol was named.
public enum Recognition {
    /// An address that only one service has.
    public struct Found: Sendable {
        public let entry: ProtocolEntry
        /// The same address as that protocol's URLs are written.
        public let url: String
        /// What the address itself subscribes to.
        public let channels: [String]

        init(_ entry: ProtocolEntry, _ url: String, channels: [String] = []) {
            self.entry = entry
            self.url = url
            self.channels = channels
        }
    }

    /// Names the service of a `ws`, `wss`, `http` or `https` URL, only where its form is that service's own; `nil` where it may be any.
    ///
    /// What would not work under the service's protocol, such as a URL with a key in its query, is left alone.
    public static func byAddress(_ url: String) -> Found? {
        guard let address = try? WebAddress(url) else { return nil }
        if let found = address.ownedByOne, (try? found.entry.prepare(FeedSettings(url: found.url))) != nil {
            return found
        }
        // An HTTP request has one answer, and of those only event streams go on.
        switch address.scheme {
        case .http, .https: return Found(.eventStream, "sse+\(address.url)")
        case .ws, .wss: return nil
        }
    }

    /// Has adapters of plain WebSockets look at the first messages and say, once a session, which service they are of.
    ///
    /// - Parameter url: what the adapters were made for.
    public static func watching(_ make: @escaping ProtocolEntry.Factory, url: String) -> ProtocolEntry.Factory {
        guard let address = try? WebAddress(url) else { return make }
        return { RecognisingAdapter(make(), at: address) }
    }

    /// A URL for people: without a query in which there may be a secret.
    public static func shown(_ url: String) -> String {
        let place = url.prefix { $0 != "?" }
        let fields = url[place.endIndex...].dropFirst().split(separator: "&")
        let isHarmless = fields.allSatisfy { $0.hasPrefix("tls=") || $0.hasPrefix("path=") }
        return isHarmless ? url : place + "?…"
    }
}
