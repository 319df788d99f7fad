public import Domain

/// Spells envelopes as JSON lines, schema 1.
///
/// Keys come in a fixed order: `v kind ts rx feed channel event id seq origin`, the payload under the key that `kind` names,
/// and last `raw` where it was asked for. What an envelope does not have is left out, and so are numbers that are not
/// finite and moments whose year does not have four digits (the required ones, `rx` and a gap's ends, become the
/// nearest that can be spelled).
public struct EventLine: ~Copyable {
    /// The value of `v`. Additive changes leave it.
    public static let version = 1

    /// Whether `raw` is written where the envelope kept what arrived.
    public let includesRaw: Bool
    var stamp = Stamp()

    public init(includesRaw: Bool = false) {
        self.includesRaw = includesRaw
    }

    /// Appends one line with its line feed; `seq` counts the lines of a run from 1.
    public mutating func append(_ envelope: Envelope, seq: Int, to line: inout LineBuffer) {
        line.append("{\"v\":1,\"kind\":\"")
        line.append(word: envelope.event.kind.rawValue)
        line.append(UInt8(ascii: "\""))
        moment("ts", envelope.source, to: &line)
        line.key("rx")
        line.append(stamp.quoted(envelope.received))
        line.key("feed")
        line.string(envelope.feed)
        Self.text("channel", envelope.channel, to: &line)
        Self.text("event", envelope.name, to: &line)
        Self.text("id", envelope.id, to: &line)
        line.key("seq")
        line.int(seq)
        if envelope.origin != .live {
            line.append(",\"origin\":\"")
            line.append(word: envelope.origin.rawValue)
            line.append(UInt8(ascii: "\""))
        }
        payload(of: envelope, to: &line)
        if includesRaw, let raw = envelope.raw {
            line.key("raw")
            Self.data(raw, to: &line)
        }
        line.close()
        line.append("\n")
    }

    private mutating func payload(of envelope: Envelope, to line: inout LineBuffer) {
        switch envelope.event {
        case .vehicle(let vehicle): Self.vehicle(vehicle, to: &line)
        case .bid(let bid): Self.bid(bid, to: &line)
        case .notification(let notification): self.notification(notification, to: &line)
        case .lot(let lot): self.lot(lot, to: &line)
        case .ride(let ride): Self.ride(ride, to: &line)
        case .presence(let presence): Self.presence(presence, to: &line)
        case .message(let data): Self.message(data, to: &line)
        case .gap(let gap): self.gap(gap, to: &line)
        case .drop(let drop): Self.drop(drop, to: &line)
        case .status(let status): Self.status(status, to: &line)
        }
        line.close()
    }
}

// MARK: - Members that may be absent

extension EventLine {
    @inline(__always)
    mutating func moment(_ key: StaticString, _ value: Timestamp?, to line: inout LineBuffer) {
        guard let value, value.milliseconds >= Stamp.first, value.milliseconds <= Stamp.last else { return }
        line.key(key)
        line.append(stamp.quoted(value))
    }

    @inline(__always)
    static func text(_ key: StaticString, _ value: String?, to line: inout LineBuffer) {
        guard let value else { return }
        line.key(key)
        line.string(value)
    }

    @inline(__always)
    static func count(_ key: StaticString, _ value: Int?, to line: inout LineBuffer) {
        guard let value else { return }
        line.key(key)
        line.int(value)
    }

    @inline(__always)
    static func number(_ key: StaticString, _ value: Double?, decimals: LineBuffer.Decimals, to line: inout LineBuffer)
    {
        guard let value, value.isFinite else { return }
        line.key(key)
        line.fixed(value, decimals: decimals)
    }

    static func list(_ key: StaticString, _ values: [String], to line: inout LineBuffer) {
        guard !values.isEmpty else { return }
        line.key(key)
        line.strings(values)
    }

    static func money(_ key: StaticString, _ value: Money?, to line: inout LineBuffer) {
        guard let value else { return }
        line.key(key)
        line.open()
        line.key("minor")
        line.int(value.minor)
        line.key("exponent")
        line.int(Int(value.exponent))
        text("currency", value.currency, to: &line)
        line.close()
    }

    /// `lat` and `lon`, 6 decimals: a tenth of a metre.
    static func position(_ value: Coordinate?, to line: inout LineBuffer) {
        guard let value, value.latitude.isFinite, value.longitude.isFinite else { return }
        line.key("lat")
        line.fixed(value.latitude, decimals: .six)
        line.key("lon")
        line.fixed(value.longitude, decimals: .six)
    }

    /// JSON as JSON, text as a string, bytes as `{"base64":…}`.
    static func data(_ payload: Payload, to line: inout LineBuffer) {
        switch payload {
        case .json(let json): line.escape(json, .document)
        case .text(let text): line.string(text)
        case .binary(let bytes):
            line.append("{\"base64\":\"")
            line.base64(bytes)
            line.append("\"}")
        }
    }
}
