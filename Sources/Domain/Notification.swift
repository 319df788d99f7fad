/// Something that a person wants to be told.
public struct Notification: Hashable, Sendable {
    public var id: String?
    public var title: String?
    public var body: String?
    /// 1 lowest … 3 default … 5 urgent (ntfy's scale); `nil` where the source gave none.
    public var priority: UInt8?
    public var tags: [String]
    public var url: String?
    /// Labels of the buttons that the sender offers.
    public var actions: [String]
    public var expiresAt: Timestamp?

    public init(
        id: String? = nil, title: String? = nil, body: String? = nil, priority: UInt8? = nil,
        tags: [String] = [], url: String? = nil, actions: [String] = [], expiresAt: Timestamp? = nil
    ) {
        self.id = id
        self.title = title
        self.body = body
        self.priority = priority
        self.tags = tags
        self.url = url
        self.actions = actions
        self.expiresAt = expiresAt
    }
}
