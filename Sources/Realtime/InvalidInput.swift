/// What a user typed does not fit: what is wrong, where, and what would be right.
public struct InvalidInput: Error, Hashable, Sendable, CustomStringConvertible {
    public var problem: String
    /// The part of the input, e.g. `port` or `channel "a b"`.
    public var place: String
    public var expected: String

    public init(_ problem: String, in place: String, expected: String) {
        self.problem = problem
        self.place = place
        self.expected = expected
    }

    public var description: String { "\(place): \(problem); expected \(expected)" }
}
