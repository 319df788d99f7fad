extension Feed.State {
    /// The state in one word, to look for.
    public var word: String {
        switch self {
        case .connecting: "connecting"
        case .connected: "connected"
        case .waiting: "waiting"
        case .refused: "refused"
        case .closed: "closed"
        case .completed: "completed"
        }
    }
}

extension Feed.Channel.State {
    /// The state in one word, to look for.
    public var word: String {
        switch self {
        case .unconfirmed: "unconfirmed"
        case .subscribed: "subscribed"
        case .refused: "refused"
        case .closed: "closed"
        }
    }
}
