/// The name of one connection, `81234.5566778`: new each time, and part of what its signatures sign.
struct SocketID: Hashable, Sendable {
    var first: UInt64
    var second: UInt64

    init(_ first: UInt64, _ second: UInt64) {
        self.first = first
        self.second = second
    }

    /// Reads two decimal numbers with a point between them.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = Self.number(parts[0]), let second = Self.number(parts[1]) else {
            return nil
        }
        self.init(first, second)
    }

    private static func number(_ text: some StringProtocol) -> UInt64? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return UInt64(text)
    }
}

extension SocketID: CustomStringConvertible {
    var description: String { "\(first).\(second)" }
}

extension SocketID: Comparable {
    static func < (lhs: SocketID, rhs: SocketID) -> Bool {
        (lhs.first, lhs.second) < (rhs.first, rhs.second)
    }
}
