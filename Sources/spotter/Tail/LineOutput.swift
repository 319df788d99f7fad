import Domain
import Lines
import NIOCore
import Transport

/// Turns events into lines on a descriptor, at the pace of its reader. Lives on the feeds' event loop.
///
/// While the reader is slow the feeds are not read (`block`), or the newest events wait in a ring and the oldest are let go and
/// counted (`dropOldest`). Lines are numbered when they are written, so the numbers have no holes.
final class LineOutput: FeedSink {
    enum SlowReader: String, CaseIterable {
        case block
        case dropOldest = "drop-oldest"
    }

    /// What the owner must hear of.
    struct Owner {
        /// Stop or go on reading the feeds.
        var setReading: (Bool) -> Void
        /// As many events as were asked for have been written.
        var countReached: () -> Void
        var failed: (UsageError) -> Void
    }

    private let pump: OutputPump
    private let eventLoop: any EventLoop
    private let slowReader: SlowReader
    private var printer: LinePrinter
    /// Bytes of the printer's lines that have been written already.
    private var written = 0
    private var remaining: Int?
    private var isFull = false
    private var hasEnded = false
    private var retry: Scheduled<Void>?
    private let events: EventFilter
    private var remarks = Remarks()
    private var waiting = RingQueue<Envelope>(capacity: 4_096)
    /// What had to make room in `waiting`: how many events of which feed, and the lines that must never be let go.
    private var dropped: [String: Int] = [:]
    private var spared: [Envelope] = []
    private var owner: Owner?
    private var hasNews = false
    /// When an event was last written, or the reader was last found slow.
    private(set) var lastEventAt: NIODeadline?

    /// How much is gathered before a write within one read.
    private static let portion = 65_536
    private static let retryDelay = TimeAmount.milliseconds(2)

    init(_ plan: TailPlan, eventLoop: any EventLoop) {
        printer = LinePrinter(plan.lines)
        events = plan.lines.events
        pump = plan.pump
        slowReader = plan.onSlow
        remaining = plan.count
        self.eventLoop = eventLoop
    }

    func report(to owner: Owner) {
        self.owner = owner
    }

    func receive(_ envelope: Envelope) {
        guard !hasEnded else { return }
        if !events.includesStatus, let remark = remarks.remark(on: envelope) { StandardError.say(remark) }
        guard isFull, slowReader == .dropOldest else { return write(envelope) }
        guard events.passes(envelope), let evicted = waiting.append(envelope) else { return }
        if evicted.event.isCounted {
            dropped[evicted.feed, default: 0] += 1
        } else {
            spared.append(evicted)
        }
    }

    func readComplete() {
        if !isFull { flush() }
        if hasNews { lastEventAt = .now() }
        hasNews = false
    }

    /// Other feeds run under these names now: their troubles are news.
    func forget(_ feeds: [String]) {
        remarks.forget(feeds)
    }

    /// Says that all that was asked for has been done.
    func conclude(_ feeds: [String], at now: Timestamp) {
        for feed in feeds { write(Envelope(received: now, feed: feed, event: .status(.completed))) }
    }

    /// Writes what is left, as far as the reader takes it; false where something is left.
    func drain() -> Bool {
        hasEnded = true
        if retry == nil { flush() }
        return printer.lines.count == 0 && waiting.count == 0
    }

    // MARK: The inside

    private func write(_ envelope: Envelope) {
        switch printer.print(envelope) {
        case .printed where envelope.event.isCounted: count(envelope)
        case .noticed: tellNotices()
        case .printed, .skipped: break
        }
        if printer.lines.count >= Self.portion, !isFull { flush() }
    }

    private func tellNotices() {
        StandardError.write(printer.notices)
        printer.removeNotices()
    }

    private func count(_ envelope: Envelope) {
        hasNews = true
        guard let left = remaining else { return }
        remaining = left - 1
        guard left <= 1 else { return }
        hasEnded = true
        waiting.removeAll()
        owner?.countReached()
    }

    private func flush() {
        let bytes = UnsafeRawBufferPointer(rebasing: printer.lines[written...])
        guard bytes.count > 0 else { return reset() }
        switch pump.write(bytes) {
        case .written(let count) where count == bytes.count: reset()
        case .written(let count):
            written += count
            wait()
        case .full: wait()
        case .closed: OutputPump.dieOfBrokenPipe()
        case .failed(let code):
            reset()
            hasEnded = true
            owner?.failed(UsageError("cannot write to standard output: \(Errno.words(code))"))
        }
    }

    private func reset() {
        printer.removeLines()
        written = 0
        guard isFull else { return }
        isFull = false
        releaseWaiting()
        if slowReader == .block, !hasEnded { owner?.setReading(true) }
    }

    private func wait() {
        if !isFull, slowReader == .block { owner?.setReading(false) }
        isFull = true
        guard retry == nil else { return }
        retry = eventLoop.assumeIsolated().scheduleTask(in: Self.retryDelay) { [weak self] in
            self?.retry = nil
            self?.flush()
            self?.lastEventAt = .now()
        }
    }

    private func releaseWaiting() {
        let now = waiting.first?.received ?? Timestamp(milliseconds: 0)
        for (feed, count) in dropped.sorted(by: { $0.key < $1.key }) {
            write(Envelope(received: now, feed: feed, event: .drop(Drop(count: count))))
        }
        dropped.removeAll()
        for envelope in spared { write(envelope) }
        spared.removeAll()
        while !isFull, let envelope = waiting.popFirst() { write(envelope) }
        if !isFull { flush() }
    }
}

extension Event {
    /// Whether `--count` and `--idle` speak of it: what the service sent, not what we say about the connection.
    fileprivate var isCounted: Bool {
        switch self {
        case .notification, .lot, .bid, .vehicle, .ride, .presence, .message: true
        case .gap, .drop, .status: false
        }
    }
}
