public import Domain

/// `--format text`: one readable line for people.
///
///     2026-11-21 10:00:00.120  house/auction.17  bid  EUR 1,250.00 on lot 17, by paddle 42, accepted
///
/// The time is the source's, or ours where it gave none. Controls and bidirectional marks are spelled as escapes, tabs
/// become spaces. The wording may change from version to version; scripts read JSON lines.
public struct TextLine: ~Copyable {
    /// Seconds east of UTC in which times are shown.
    public var offset: Int
    private var stamp = Stamp()

    public init(offset: Int = 0) {
        self.offset = offset
    }

    /// Appends one line with its line feed.
    public mutating func append(_ envelope: Envelope, to line: inout LineBuffer) {
        time(envelope.source ?? envelope.received, to: &line)
        line.append("  ")
        line.escape(envelope.feed, .plain)
        if let channel = envelope.channel {
            line.append("/")
            line.escape(channel, .plain)
        }
        line.append("  ")
        line.append(word: envelope.event.kind.rawValue)
        line.append("  ")
        gist(of: envelope, to: &line)
        line.append("\n")
    }

    /// `2026-11-21 10:00:00.120`
    mutating func time(_ moment: Timestamp, to line: inout LineBuffer) {
        let text = stamp.text(moment + .seconds(offset))
        line.append(UnsafeRawBufferPointer(rebasing: text[0..<10]))
        line.append(" ")
        line.append(UnsafeRawBufferPointer(rebasing: text[11..<23]))
    }

    private mutating func gist(of envelope: Envelope, to line: inout LineBuffer) {
        var gist = Gist()
        switch envelope.event {
        case .notification(let notification): self.notification(notification, &gist, &line)
        case .lot(let lot): self.lot(lot, &gist, &line)
        case .bid(let bid): Self.bid(bid, &gist, &line)
        case .vehicle(let vehicle): Self.vehicle(vehicle, &gist, &line)
        case .ride(let ride): Self.ride(ride, &gist, &line)
        case .presence(let presence): Self.presence(presence, &gist, &line)
        case .message(let data): Self.message(envelope.name, data, &gist, &line)
        case .gap(let gap): self.gap(gap, &line)
        case .drop(let drop): Self.drop(drop, &line)
        case .status(let status): Self.status(status, &gist, &line)
        }
    }

    mutating func moment(_ label: StaticString, _ value: Timestamp?, _ gist: inout Gist, _ line: inout LineBuffer) {
        guard let value else { return }
        gist.begin(label, &line)
        time(value, to: &line)
    }
}

/// The parts of a line's gist, with commas between them.
struct Gist {
    private var isEmpty = true

    /// Something has been written without a label.
    mutating func skip() { isEmpty = false }

    mutating func begin(_ label: StaticString, _ line: inout LineBuffer) {
        if !isEmpty { line.append(", ") }
        isEmpty = false
        guard label.utf8CodeUnitCount > 0 else { return }
        line.append(label)
        line.append(" ")
    }

    mutating func text(_ label: StaticString, _ value: String?, _ line: inout LineBuffer) {
        guard let value else { return }
        begin(label, &line)
        line.escape(value, .plain)
    }

    mutating func money(_ label: StaticString, _ value: Money?, _ line: inout LineBuffer) {
        guard let value else { return }
        begin(label, &line)
        line.money(value)
    }

    mutating func count(_ label: StaticString, _ value: Int?, unit: StaticString = "", _ line: inout LineBuffer) {
        guard let value else { return }
        begin(label, &line)
        line.int(value)
        line.append(unit)
    }

    mutating func number(
        _ label: StaticString, _ value: Double?, unit: StaticString = "", _ line: inout LineBuffer
    ) {
        guard let value, value.isFinite else { return }
        begin(label, &line)
        line.fixed(value, decimals: .one)
        line.append(unit)
    }

    mutating func list(_ label: StaticString, _ values: [String], _ line: inout LineBuffer) {
        guard !values.isEmpty else { return }
        begin(label, &line)
        for (index, value) in values.enumerated() {
            if index > 0 { line.append(" + ") }
            line.escape(value, .plain)
        }
    }

    mutating func position(_ label: StaticString, _ value: Coordinate?, _ line: inout LineBuffer) {
        guard let value, value.latitude.isFinite, value.longitude.isFinite else { return }
        begin(label, &line)
        line.fixed(value.latitude, decimals: .six)
        line.append(" ")
        line.fixed(value.longitude, decimals: .six)
    }
}
