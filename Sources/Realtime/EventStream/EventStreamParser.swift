internal import JSON

/// Reads `text/event-stream` (WHATWG HTML §9.2.6, "Interpreting an event stream") from stretches cut anywhere.
///
/// Pull what is in a stretch with `next(in:)` until there is no more. Memory is bounded by `sizeLimit`. One parser serves one connection: what
/// its end leaves unfinished is no event.
struct EventStreamParser {
    /// What a stream consists of.
    enum Arrival: Hashable {
        case event(EventStreamEvent)
        /// A line that is no event's: a sign of life mostly. Its first bytes, without the colon before them.
        case comment([UInt8])
        /// A name without data, with which some servers show life; no event by the rules.
        case bareName
        /// The server's wish for the wait before a reconnection.
        case retry(Duration)
    }

    enum Fault: Error, Hashable {
        case lineTooLong
        case eventTooLarge
    }

    /// The most bytes of one line, and of one event's data: the snapshot of a large fleet is one line of some megabytes.
    static let sizeLimit = 8 << 20

    /// The `id` of the last block that was complete; empty where the server gave none, or took it back.
    private(set) var lastEventID: [UInt8]
    private let limit: Int

    // The line that is under way
    private var line: [UInt8] = []
    /// A carriage return ended the last line: a line feed behind it belongs to it.
    private var followsReturn = false
    private var isFirstLine = true

    // The block that is under way
    private var event = EventStreamEvent()
    private var hasData = false
    private var pendingID: [UInt8]

    /// - Parameter lastEventID: what an earlier connection left.
    init(lastEventID: [UInt8] = [], limit: Int = sizeLimit) {
        self.lastEventID = lastEventID
        self.limit = limit
        pendingID = lastEventID
    }

    /// The next thing in the stretch, which is cut behind it; `nil` where the stretch is used up.
    mutating func next(in stretch: inout UnsafeRawBufferPointer) throws(Fault) -> Arrival? {
        while !stretch.isEmpty {
            if followsReturn, stretch[0] == Byte.lineFeed { stretch = stretch.dropping(1) }
            followsReturn = false
            guard let end = stretch.firstIndex(where: { $0 == Byte.lineFeed || $0 == Byte.carriageReturn }) else {
                try keep(stretch)
                stretch = stretch.dropping(stretch.count)
                return nil
            }
            followsReturn = stretch[end] == Byte.carriageReturn
            let rest = stretch.dropping(end + 1)
            let part = stretch.first(end)
            stretch = rest
            if let arrival = try finishLine(part) { return arrival }
        }
        return nil
    }

    // MARK: Lines

    private mutating func keep(_ part: UnsafeRawBufferPointer) throws(Fault) {
        guard line.count + part.count <= limit else { throw .lineTooLong }
        line.append(contentsOf: part)
    }

    private mutating func finishLine(_ part: UnsafeRawBufferPointer) throws(Fault) -> Arrival? {
        guard !line.isEmpty else {
            guard part.count <= limit else { throw .lineTooLong }
            return try take(part)
        }
        try keep(part)
        // Out of the parser while it is read, back in for its memory.
        var whole: [UInt8] = []
        swap(&whole, &line)
        let arrival = try whole.withUnsafeBufferPointer { (bytes) throws(Fault) in
            try take(UnsafeRawBufferPointer(bytes))
        }
        whole.removeAll(keepingCapacity: whole.capacity <= Self.keptCapacity)
        swap(&whole, &line)
        return arrival
    }

    /// Larger buffers are given back.
    private static let keptCapacity = 64 << 10

    private mutating func take(_ line: UnsafeRawBufferPointer) throws(Fault) -> Arrival? {
        var line = line
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: Byte.orderMark) { line = line.dropping(Byte.orderMark.count) }
        }
        guard let first = line.first else { return dispatch() }
        guard first != Byte.colon else { return .comment(Array(line.dropping(1).prefix(Self.keptComment))) }
        guard let colon = line.firstIndex(of: Byte.colon) else { return try set(line, to: line.first(0)) }
        var value = line.dropping(colon + 1)
        if value.first == Byte.space { value = value.dropping(1) }
        return try set(line.first(colon), to: value)
    }

    private static let keptComment = 128

    // MARK: Fields

    private mutating func set(_ field: UnsafeRawBufferPointer, to value: UnsafeRawBufferPointer) throws(Fault)
        -> Arrival?
    {
        let name = JSONText(field)
        if name == "data" {
            try append(value)
        } else if name == "event" {
            event.name = Array(value)
        } else if name == "id", !value.contains(0) {
            pendingID = Array(value)
            event.id = pendingID
        } else if name == "retry" {
            return Self.milliseconds(value).map { .retry($0) }
        }
        return nil
    }

    private mutating func append(_ value: UnsafeRawBufferPointer) throws(Fault) {
        guard event.data.count + value.count < limit else { throw .eventTooLarge }
        if hasData { event.data.append(Byte.lineFeed) }
        hasData = true
        event.data.append(contentsOf: value)
    }

    /// Digits only; what is longer than any wait could be is the longest.
    private static func milliseconds(_ digits: UnsafeRawBufferPointer) -> Duration? {
        guard !digits.isEmpty else { return nil }
        var number = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = min(number * 10 + Int(digit - 0x30), longestRetry)
        }
        return .milliseconds(number)
    }

    /// A day.
    private static let longestRetry = 86_400_000

    /// A block without data is no event, yet its id counts.
    private mutating func dispatch() -> Arrival? {
        lastEventID = pendingID
        defer {
            event = EventStreamEvent()
            hasData = false
        }
        if hasData { return .event(event) }
        return event.name.isEmpty ? nil : .bareName
    }
}

/// One event of a stream.
struct EventStreamEvent: Hashable {
    /// Empty where the stream does not name it, which means `message`.
    var name: [UInt8] = []
    /// The lines joined by line feeds; meant to be UTF-8.
    var data: [UInt8] = []
    /// Its own `id`, which may be empty; `nil` where an earlier one stays in force.
    var id: [UInt8]?
}

private enum Byte {
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let colon: UInt8 = 0x3A
    /// U+FEFF in UTF-8.
    static let orderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

extension UnsafeRawBufferPointer {
    fileprivate func first(_ count: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: prefix(count)) }
    fileprivate func dropping(_ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: dropFirst(count))
    }
}
