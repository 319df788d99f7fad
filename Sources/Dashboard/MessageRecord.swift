public import Domain

/// One message as it came, with what was made of it.
public struct MessageRecord: Equatable, Sendable {
    /// Counts all messages of a board from 1; not each of them is recorded.
    public let number: Int
    public let feed: FeedNumber
    public let channel: String?
    /// The service's own name of the event.
    public let name: String?
    public let id: String?
    public let source: Timestamp?
    public let received: Timestamp
    public let kind: Event.Kind
    /// What a status, a gap or a drop says; `nil` for messages of the service.
    public let note: String?
    /// What arrived, up to 64 kB; `nil` where the feed was not asked to keep it.
    public let raw: Payload?
    /// Only the beginning of what arrived is here; of JSON it is text then, not a document.
    public let isClipped: Bool

    static let rawCapacity = 65_536

    init(_ envelope: borrowing Envelope, number: Int, feed: FeedNumber) {
        self.number = number
        self.feed = feed
        channel = envelope.channel?.bounded
        name = envelope.name?.bounded
        id = envelope.id?.bounded
        source = envelope.source
        received = envelope.received
        kind = envelope.event.kind
        note = Self.note(envelope.event)?.clipped()
        isClipped = envelope.raw.map { $0.bytes > Self.rawCapacity } ?? false
        raw = isClipped ? envelope.raw?.clipped(to: Self.rawCapacity) : envelope.raw
    }

    private static func note(_ event: borrowing Event) -> String? {
        switch event {
        case .status(let status): note(status)
        case .gap(let gap):
            "\(span(gap.to - gap.from)) may be missing, proof: \(gap.proof.rawValue)"
                + (gap.lost.map { ", lost: \($0)" } ?? "")
        case .drop(let drop): "\(drop.count) let go here"
        case .notification, .lot, .bid, .vehicle, .ride, .presence, .message: nil
        }
    }

    private static func span(_ duration: Duration) -> String {
        let milliseconds = duration.wholeMilliseconds
        guard milliseconds >= 1_000 else { return "\(milliseconds) ms" }
        guard milliseconds < 10_000 else { return "\(milliseconds / 1_000) s" }
        let tenths = (milliseconds + 50) / 100
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }

    private static func note(_ status: FeedStatus) -> String {
        switch status {
        case .connecting, .connected, .subscribed, .resumed, .completed: status.name
        case .waiting(let attempt, let delay): "attempt \(attempt) in \(span(delay))"
        case .refused(let code, let reason), .closed(let code, let reason):
            [status.name, code.map(String.init), reason.isEmpty ? nil : reason].compactMap(\.self).joined(
                separator: " ")
        case .warning(let text): text
        }
    }

    /// What its texts take.
    var bytes: Int {
        (raw?.bytes ?? 0) + (note?.utf8.count ?? 0) + (channel?.utf8.count ?? 0) + (name?.utf8.count ?? 0)
            + (id?.utf8.count ?? 0)
    }
}

extension Payload {
    fileprivate var bytes: Int {
        switch self {
        case .json(let text), .text(let text): text.utf8.count
        case .binary(let bytes): bytes.count
        }
    }

    fileprivate func clipped(to count: Int) -> Payload {
        switch self {
        case .json(let text), .text(let text): .text(text.clipped(to: count))
        case .binary(let bytes): .binary(Array(bytes.prefix(count)))
        }
    }
}
