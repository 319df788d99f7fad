/// Who is on a channel, and who came or went.
public struct Presence: Hashable, Sendable {
    /// Everyone present after this event, by user id.
    public var members: [String]
    public var joined: [String]
    public var left: [String]

    public init(members: [String], joined: [String] = [], left: [String] = []) {
        self.members = members
        self.joined = joined
        self.left = left
    }
}
