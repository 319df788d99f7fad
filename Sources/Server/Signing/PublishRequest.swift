internal import JSON

/// A request that publishes events through the HTTP API: what a backend sends, ready to be signed.
public struct PublishRequest: Hashable, Sendable {
    /// One event.
    public struct Event: Hashable, Sendable {
        public var name: String
        public var channel: String
        /// The data's text, mostly JSON.
        public var data: String
        /// A connection that is not to get it: the one that caused it.
        public var socketID: String?

        public init(name: String, channel: String, data: String, socketID: String? = nil) {
            self.name = name
            self.channel = channel
            self.data = data
            self.socketID = socketID
        }
    }

    public let method = "POST"
    public let path: String
    public let body: [UInt8]

    /// One event on one channel or more, 100 at most. The event's own channel is the first.
    public init(applicationID: String, event: Event, otherChannels: [String] = []) {
        path = "/apps/\(applicationID)/events"
        var writer = JSONWriter(capacity: event.data.utf8.count + 256)
        writer.beginObject()
        Self.append(event, to: &writer) { writer in
            writer.key("channels")
            writer.beginArray()
            for channel in [event.channel] + otherChannels { writer.string(channel) }
            writer.endArray()
        }
        writer.endObject()
        body = writer.bytes
    }

    /// Several events in one request, 10 at most.
    public init(applicationID: String, batch: [Event]) {
        path = "/apps/\(applicationID)/batch_events"
        var writer = JSONWriter(capacity: batch.reduce(256) { $0 + $1.data.utf8.count + 256 })
        writer.beginObject()
        writer.key("batch")
        writer.beginArray()
        for event in batch {
            writer.beginObject()
            Self.append(event, to: &writer) { writer in
                writer.key("channel")
                writer.string(event.channel)
            }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        body = writer.bytes
    }

    private static func append(_ event: Event, to writer: inout JSONWriter, channels: (inout JSONWriter) -> Void) {
        writer.key("name")
        writer.string(event.name)
        channels(&writer)
        writer.key("data")
        writer.string(event.data)
        guard let socketID = event.socketID else { return }
        writer.key("socket_id")
        writer.string(socketID)
    }

    /// The path and signed query for the request line.
    ///
    /// - Parameter timestamp: seconds since 1970.
    public func target(key: String, secret: String, timestamp: Int) -> String {
        let query = APISignature.query(
            method: method, path: path, body: body, key: key, secret: secret, timestamp: timestamp)
        return "\(path)?\(query)"
    }
}
