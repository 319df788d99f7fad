/// A WebSocket without a protocol of its own: where it is, what to say to it, and how to read what it says.
public struct PlainSocketConfiguration: Hashable, Sendable {
    /// What may hold several events in one message.
    enum Batch: String, CaseIterable {
        /// A JSON array of nothing but objects, and lines that all are JSON objects or arrays.
        case auto
        /// Each line is an event.
        case lines
        /// Each element of a JSON array is an event.
        case array
        /// A message is an event.
        case none
    }

    /// Where in a JSON event its particulars are.
    struct Paths: Hashable {
        var channel: FieldPath?
        var event: FieldPath?
        var id: FieldPath?
        var time: FieldPath?
    }

    /// What keeps a connection alive that does without the WebSocket's own pings.
    struct Heartbeat: Hashable {
        var text: MessageTemplate
        var interval: Duration
    }

    /// In the query `{secret}` stands for the secret.
    let address: WebAddress
    /// Empty where there is none.
    let secret: Secret
    var subprotocols: [String] = []
    /// What is said first, in order; one that names a channel is said for each.
    var openers: [MessageTemplate] = []
    var subscribe: MessageTemplate?
    var unsubscribe: MessageTemplate?
    var heartbeat: Heartbeat?
    /// Messages that are answers to the heartbeat, or the server's own.
    var pongs: [MessagePattern] = []
    /// Messages that say no for good.
    var refusals: [MessagePattern] = []
    var paths = Paths()
    var batch = Batch.auto
    /// The numbers at `paths.id` count up by one.
    var isSequence = false

    init(address: WebAddress, secret: Secret) {
        self.address = address
        self.secret = secret
    }

    /// Whether there is something to say that asks for a channel.
    var asksForChannels: Bool { subscribe != nil || openers.contains(where: \.namesChannel) }

    var request: ConnectionRequest {
        ConnectionRequest(
            kind: .messageSocket(subprotocols: subprotocols), isSecure: address.scheme.isSecure, host: address.host,
            port: address.port,
            path: address.path.replacing("{secret}", with: FormBody.percentEncoded(secretText)))
    }

    /// The settings have been checked: it is text.
    var secretText: String { String(decoding: secret.bytes, as: UTF8.self) }
}
