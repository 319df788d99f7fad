internal import Domain
internal import JSON

/// What it takes to go on where a broken connection ended ("Connection state recovery", servers from 4.6 on that have it switched on).
struct SocketIORecovery {
    /// Offsets that are remembered to know a message again.
    static let recentLimit = 64
    /// Longer strings are no offsets.
    private static let lengthLimit = 128

    /// The private session id; `nil` where the server does not recover.
    private(set) var session: String?
    private(set) var offset: String?
    /// Whether the offset had the form of one, and was not just a text in the last place.
    private var isCertain = false
    private var recent: [String] = []

    /// What to ask for in CONNECT; `nil` where there is nothing to go on from.
    var claim: (session: String, offset: String)? {
        guard let session, let offset else { return nil }
        return (session, offset)
    }

    /// The server's answer to CONNECT; true where it goes on with the session that was asked for.
    mutating func connected(_ session: String?) -> Bool {
        guard let session, session.utf8.count <= Self.lengthLimit else {
            self = SocketIORecovery()
            return false
        }
        if session == self.session, offset != nil { return true }
        self = SocketIORecovery()
        self.session = session
        return false
    }

    enum Tail: Hashable {
        /// An argument like any other.
        case argument
        case offset(String)
        /// A message that has been told before.
        case repeated
    }

    /// Looks at an event's last argument, a text. As in the vendor's client any text may be the offset; but once one has had an offset's form,
    /// only such are.
    mutating func note(_ text: JSONText, at now: Timestamp) -> Tail {
        guard session != nil, text.count > 0, text.count <= Self.lengthLimit else { return .argument }
        let isOffset = SocketIOOffset.isOffset(text, at: now)
        guard isOffset || !isCertain else { return .argument }
        let offset = text.string
        guard isOffset else {
            self.offset = offset
            return .argument
        }
        guard !recent.contains(offset) else { return .repeated }
        self.offset = offset
        isCertain = true
        if recent.count >= Self.recentLimit { recent.removeFirst() }
        recent.append(offset)
        return .offset(offset)
    }
}

/// The forms that offsets have with the vendor's adapters.
enum SocketIOOffset {
    /// How far the clocks may be apart, and how old an event may be that is told after a recovery.
    private static let tolerance: Int64 = 24 * 3_600_000

    static func isOffset(_ text: JSONText, at now: Timestamp) -> Bool {
        isTime(text, at: now) || isStreamEntry(text) || isObjectID(text)
    }

    /// In-memory adapter: milliseconds to base 64 (yeast), for the second one in a millisecond with a dot and a number.
    private static func isTime(_ text: JSONText, at now: Timestamp) -> Bool {
        let parts = text.bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, (6...8).contains(first.count) else { return false }
        if parts.count == 2 {
            guard let seed = parts.last, (1...3).contains(seed.count), seed.allSatisfy({ digit($0) != nil }) else {
                return false
            }
        }
        var milliseconds: Int64 = 0
        for byte in first {
            guard let digit = digit(byte) else { return false }
            milliseconds = milliseconds << 6 | digit
        }
        return abs(milliseconds - now.milliseconds) <= tolerance
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        switch byte {
        case 0x30...0x39: Int64(byte) - 0x30
        case 0x41...0x5A: Int64(byte) - 0x41 + 10
        case 0x61...0x7A: Int64(byte) - 0x61 + 36
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }

    /// Redis streams: `1763700000000-0`.
    private static func isStreamEntry(_ text: JSONText) -> Bool {
        let parts = text.bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 2, let time = parts.first, let count = parts.last else { return false }
        return time.count == 13 && (1...20).contains(count.count)
            && time.allSatisfy(isDecimal) && count.allSatisfy(isDecimal)
    }

    private static func isDecimal(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// MongoDB: 24 hexadecimal digits.
    private static func isObjectID(_ text: JSONText) -> Bool {
        text.count == 24 && text.bytes.allSatisfy { isDecimal($0) || (0x61...0x66).contains($0) }
    }
}
