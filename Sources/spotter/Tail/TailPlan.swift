import Lines
import Realtime
import Transport

/// What to print and when to end: the options, checked.
struct TailPlan {
    var lines: LinePrinter.Options
    var count: Int?
    var duration: Duration?
    var timeout: Duration?
    var idle: Duration?
    var onSlow: LineOutput.SlowReader
    var pump: OutputPump

    init(_ options: LineOptions) throws(UsageError) {
        guard let pump = OutputPump(descriptor: 1) else {
            throw UsageError("standard output is closed: there is nowhere to print to")
        }
        if let count = options.count, count < 1 { throw UsageError("--count \(count): expected 1 or more") }
        self.pump = pump
        count = options.count
        duration = options.duration?.duration
        timeout = options.timeout?.duration
        idle = options.idle?.duration
        onSlow = options.onSlow
        lines = try Self.lines(options)
    }

    /// What the lines need to know of the messages: nothing, where they are printed as they come.
    var reading: Mapper.Options {
        guard lines.format == .raw else { return Mapper.Options(keepsRaw: lines.includesRaw) }
        var reading = Mapper.Options(tellsLotsOfBids: false)
        reading.understands = lines.events.kinds != nil || lines.filter != nil
        reading.keepsRaw = reading.understands
        return reading
    }

    private static func lines(_ options: LineOptions) throws(UsageError) -> LinePrinter.Options {
        let kinds = try checked("--kind", options.kind) { text throws(FilterError) in try EventFilter.kinds(text) }
        let filter = try checked("--filter", options.filter) { text throws(FilterError) in try LineFilter(text) }
        return LinePrinter.Options(
            format: options.format, includesRaw: options.raw,
            events: EventFilter(kinds: kinds, events: options.event.map { Glob($0) }, includesStatus: options.status),
            filter: filter, offset: WallClock.secondsEastOfUTC)
    }

    private static func checked<Value>(
        _ option: String, _ text: String?, _ read: (String) throws(FilterError) -> Value
    ) throws(UsageError) -> Value? {
        guard let text else { return nil }
        do {
            return try read(text)
        } catch {
            let place = error.column.map { ", column \($0)" } ?? ""
            throw UsageError("\(option) '\(text)'\(place): \(error.message)")
        }
    }
}
