public import Domain
public import JSON

/// One message in the service's own terms, before the mapping gives it meaning. Good during the call only.
public struct Occurrence {
    public typealias Origin = Envelope.Origin

    public enum Content {
        case none
        case json(JSONValue)
        case text(JSONText)
        case binary(UnsafeRawBufferPointer)
    }

    public var channel: String?
    /// The service's own name of the event.
    public var name: String?
    public var id: String?
    /// When the service says it happened, where the envelope (not the payload) says so.
    public var source: Timestamp?
    public var origin: Origin
    public var content: Content
    /// The message's data as it came, for `--raw`, where it differs from `content` (decrypted, decoded).
    public var raw: Content?

    public init(
        channel: String?, name: String?, id: String? = nil, source: Timestamp? = nil, origin: Origin = .live,
        content: Content, raw: Content? = nil
    ) {
        self.channel = channel
        self.name = name
        self.id = id
        self.source = source
        self.origin = origin
        self.content = content
        self.raw = raw
    }
}
