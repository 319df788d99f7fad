public import Domain
internal import JSON

/// How lines are spelled: `--format`.
public enum LineFormat: String, CaseIterable, Sendable {
    case jsonl, text, raw
}

/// From envelopes to the bytes for stdout: filters, numbers and spells lines.
///
/// The caller writes `lines` to stdout and `notices` to stderr whenever it likes, and empties each with `removeLines`
/// and `removeNotices`.
public struct LinePrinter: ~Copyable {
    public struct Options: Sendable {
        public var format: LineFormat
        /// `--raw`, for JSON lines.
        public var includesRaw: Bool
        public var events: EventFilter
        /// What JSON lines must meet, whatever the format; `gap` and `drop` always do.
        public var filter: LineFilter?
        /// Seconds east of UTC in which text shows times.
        public var offset: Int

        public init(
            format: LineFormat = .jsonl, includesRaw: Bool = false, events: EventFilter = EventFilter(),
            filter: LineFilter? = nil, offset: Int = 0
        ) {
            self.format = format
            self.includesRaw = includesRaw
            self.events = events
            self.filter = filter
            self.offset = offset
        }
    }

    /// What became of an envelope.
    public enum Outcome: Sendable {
        case printed
        /// A filter held it back, or it has no data to print as `raw`.
        case skipped
        /// It went to `notices`: with `raw`, lines about the stream itself would be mistaken for data.
        case noticed
    }

    public let format: LineFormat
    /// Lines printed so far: the latest `seq`.
    public private(set) var count = 0

    private let events: EventFilter
    private let filter: LineFilter?
    private let rawLine = RawLine()
    private var eventLine: EventLine
    private var textLine: TextLine
    private var output = LineBuffer()
    private var aside = LineBuffer(capacity: 256)
    private let document = JSONDocument()

    public init(_ options: Options) {
        format = options.format
        events = options.events
        filter = options.filter
        eventLine = EventLine(includesRaw: options.includesRaw)
        textLine = TextLine(offset: options.offset)
    }

    /// For stdout; good until the next call of a mutating method.
    public var lines: UnsafeRawBufferPointer { output.written }

    /// For stderr.
    public var notices: UnsafeRawBufferPointer { aside.written }

    public mutating func removeLines() { output.removeAll() }

    public mutating func removeNotices() { aside.removeAll() }

    /// Adds the envelope's line, if it is to have one.
    @discardableResult
    public mutating func print(_ envelope: Envelope) -> Outcome {
        guard events.passes(envelope) else { return .skipped }
        let outcome =
            switch format {
            case .jsonl: printJSON(envelope)
            case .text: printText(envelope)
            case .raw: printRaw(envelope)
            }
        if case .printed = outcome { count += 1 }
        return outcome
    }

    private mutating func printJSON(_ envelope: Envelope) -> Outcome {
        let start = output.count
        eventLine.append(envelope, seq: count + 1, to: &output)
        guard let filter, !Self.isAboutStream(envelope) else { return .printed }
        let line = UnsafeRawBufferPointer(rebasing: output.written[start...])
        if filter.passes(line, in: document) { return .printed }
        output.truncate(to: start)
        return .skipped
    }

    private mutating func printText(_ envelope: Envelope) -> Outcome {
        guard meetsFilter(envelope) else { return .skipped }
        textLine.append(envelope, to: &output)
        return .printed
    }

    private mutating func printRaw(_ envelope: Envelope) -> Outcome {
        guard meetsFilter(envelope) else { return .skipped }
        switch envelope.event {
        case .gap, .drop, .status:
            textLine.append(envelope, to: &aside)
            return .noticed
        case .notification, .lot, .bid, .vehicle, .ride, .presence, .message:
            return rawLine.append(envelope, to: &output) ? .printed : .skipped
        }
    }

    /// Spells the JSON line at the end of the output, and takes it back once it has been judged.
    private mutating func meetsFilter(_ envelope: Envelope) -> Bool {
        guard filter != nil, !Self.isAboutStream(envelope) else { return true }
        let start = output.count
        let outcome = printJSON(envelope)
        output.truncate(to: start)
        if case .printed = outcome { return true }
        return false
    }

    private static func isAboutStream(_ envelope: Envelope) -> Bool {
        switch envelope.event {
        case .gap, .drop: true
        case .notification, .lot, .bid, .vehicle, .ride, .presence, .message, .status: false
        }
    }
}
