/// One message that a backend of this world sends to everyone on a channel.
public struct Publication: Hashable, Sendable {
    /// Virtual time since the start of the world.
    public var at: Duration
    public var channel: String
    /// The event's name, such as `bid.accepted`.
    public var name: String
    /// A JSON object in UTF-8.
    public var data: [UInt8]

    public init(at: Duration, channel: String, name: String, data: [UInt8]) {
        self.at = at
        self.channel = channel
        self.name = name
        self.data = data
    }
}

/// Someone who follows the sale in the room's presence channel.
public struct Member: Hashable, Sendable {
    /// The bidder's paddle, as bids name it: `paddle 117`.
    public var id: String
    /// The name that the house shows, invented.
    public var name: String

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

/// What happens in the world, as far as anyone outside hears of it.
public enum Occurrence: Hashable, Sendable {
    case publish(Publication)
    /// Someone enters the sale room.
    case joined(Member, at: Duration)
    /// Someone leaves it.
    case left(Member, at: Duration)

    /// Virtual time since the start of the world.
    public var at: Duration {
        switch self {
        case .publish(let publication): publication.at
        case .joined(_, let at), .left(_, let at): at
        }
    }
}
