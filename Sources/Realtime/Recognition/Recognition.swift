/// Which service stands behind a URL for which no protocol was named.
public enum Recognition {
    /// What is made of an address.
    public struct Found: Sendable {
        public let entry: ProtocolEntry
        /// The same address as that protocol's URLs are written.
        public let url: String
        /// What the address itself subscribes to.
        public let channels: [String]
        /// The scheme alone speaks for it.
        public let isGuess: Bool

        init(_ entry: ProtocolEntry, _ url: String, channels: [String] = [], isGuess: Bool = false) {
            self.entry = entry
            self.url = url
            self.channels = channels
            self.isGuess = isGuess
        }

        /// For people.
        public var words: String {
            let place = Recognition.shown(url)
            return isGuess
                ? "taken as \(entry.service): \(place)" : "this is an address of \(entry.service): taken as \(place)"
        }
    }

    /// Names the service of a `ws`, `wss`, `http` or `https` URL, only where its form is that service's own; `nil` where it may be any.
    ///
    /// What would not work under the service's protocol, such as a URL with a key in its query, is left alone.
    ///
    /// - Parameter hasChannels: whether channels are asked for by name, which a plain WebSocket knows nothing of.
    public static func byAddress(_ url: String, hasChannels: Bool = false) -> Found? {
        guard let address = try? WebAddress(url) else { return nil }
        let found = address.ownedByOne ?? (hasChannels ? address.barePusher : nil)
        if let found, (try? found.entry.prepare(FeedSettings(url: found.url))) != nil { return found }
        // An HTTP request has one answer, and of those only event streams go on.
        switch address.scheme {
        case .http, .https: return Found(.eventStream, "sse+\(address.url)", isGuess: true)
        case .ws, .wss: return nil
        }
    }

    /// Has adapters for which nobody named the protocol say, once a session, what seems to be meant: those of plain WebSockets by the
    /// first messages, and these and those of event streams by how a server refuses.
    ///
    /// - Parameter url: what the adapters were made for.
    public static func watching(
        _ make: @escaping ProtocolEntry.Factory, of entry: ProtocolEntry, url: String
    ) -> ProtocolEntry.Factory {
        let isStream = entry.name == ProtocolEntry.eventStream.name
        let place = isStream && url.hasPrefix("sse+") ? String(url.dropFirst("sse+".count)) : url
        guard isStream || entry.name == ProtocolEntry.websocket.name, let address = try? WebAddress(place) else {
            return make
        }
        guard !isStream else { return { AdvisingAdapter(make(), at: address) } }
        return { AdvisingAdapter(RecognisingAdapter(make(), at: address), at: address) }
    }

    /// A URL for people: without a query in which there may be a secret.
    public static func shown(_ url: String) -> String {
        let place = url.prefix { $0 != "?" }
        let fields = url[place.endIndex...].dropFirst().split(separator: "&")
        let isHarmless = fields.allSatisfy { $0.hasPrefix("tls=") || $0.hasPrefix("path=") }
        return isHarmless ? url : place + "?…"
    }
}
