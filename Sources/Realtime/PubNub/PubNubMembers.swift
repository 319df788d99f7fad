/// Who is on which channel.
struct PubNubMembers {
    /// Channels of which members are kept; groups and wildcards may bring any number.
    static let capacity = 1_000

    private var lists: [String: MemberList] = [:]

    subscript(channel: String) -> MemberList {
        get { lists[channel] ?? MemberList() }
        set {
            guard lists[channel] != nil || lists.count < Self.capacity else { return }
            lists[channel] = newValue
        }
    }

    mutating func remove(_ channel: String) {
        lists[channel] = nil
    }
}
