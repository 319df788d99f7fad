internal import JSON

/// Which messages are meant: a whole text, in which `*` stands for any stretch and `?` for any one character.
struct MessagePattern: Hashable, Sendable {
    /// Longer messages fit no pattern with wildcards.
    static let lengthLimit = 1_024

    private let glob: Glob
    /// What stands before the first wildcard; most messages differ from it, which is soon found.
    private let head: [UInt8]
    private let isExact: Bool

    init(_ text: String) throws(InvalidInput) {
        guard let glob = Glob(text) else {
            throw InvalidInput(
                text.isEmpty ? "it is empty" : "it has too many wildcards", in: "pattern",
                expected: "a message's text with at most \(Glob.wildcardLimit) * and ?")
        }
        self.glob = glob
        head = Array(text.utf8.prefix { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "?") })
        isExact = head.count == text.utf8.count
    }

    func fits(_ message: UnsafeRawBufferPointer) -> Bool {
        guard message.starts(with: head) else { return false }
        if isExact { return message.count == head.count }
        guard message.count <= Self.lengthLimit else { return false }
        return glob.captures(in: String(decoding: message, as: UTF8.self)) != nil
    }
}
