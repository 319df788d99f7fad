/// One service's protocol as a state machine without I/O.
///
/// A `Session` drives it: it says what happened (`opened`, `received`, `elapsed`, `answered`, `closed`), and the adapter says in the
/// `Outbox` what it wants (send, close, a timer, an HTTP request) and what it learnt (an occurrence, a status, presence). An adapter reads
/// no clock (`outbox.now` is the time), no randomness and no file; it never reconnects by itself but answers `closed` with a verdict.
///
/// To write one: describe the connection in `request`; ask for nothing before `opened`, but in `prepare`; call `outbox.ready()` once the service has accepted the
/// connection, and `outbox.subscribed(_:continuity:)` or `outbox.refused(_:code:reason:)` for every channel that the service answers, again
/// after every reconnection, for gaps and "is it useful?" are computed from these. Channels are handed in once; the adapter keeps the wanted
/// set and asks for all of it each time the connection is ready.
public protocol Adapter {
    /// Where and how to connect; read anew before each attempt, so that it may carry fresh credentials.
    var request: ConnectionRequest { get }
    /// What this service can do.
    var capabilities: Capabilities { get }

    /// Adds a channel to the wanted set; asking twice is asking once.
    mutating func subscribe(to channel: String, _ outbox: Outbox)
    /// Takes a channel out of the wanted set.
    mutating func unsubscribe(from channel: String, _ outbox: Outbox)
    /// Publishes a client event, where the service lets clients do so.
    mutating func publish(_ publication: ClientPublication, _ outbox: Outbox)

    /// Gets what `request` needs, such as a fresh token, before each attempt. True: all is there. False: the adapter has asked for something
    /// (`outbox.fetch`, a timer), and will call `outbox.prepared()` or `outbox.unprepared(_:)`.
    mutating func prepare(_ outbox: Outbox) -> Bool
    /// The transport is open; nothing has been received yet.
    ///
    /// - Parameter handshake: what the server answered; `nil` where the transport is no WebSocket.
    mutating func opened(_ handshake: Handshake?, _ outbox: Outbox)
    /// A message, a stretch of the stream or a poll's answer; the bytes are good during the call only.
    mutating func received(_ message: Message, _ outbox: Outbox)
    /// A timer that was started has run out.
    mutating func elapsed(_ timer: TimerName, _ outbox: Outbox)
    /// An HTTP request that was asked for has ended.
    mutating func answered(_ fetch: FetchID, _ answer: HTTPAnswer, _ outbox: Outbox)
    /// The user wants no more and the transport is still open: the last chance to tell the service so. Only sends and requests; nobody waits
    /// for their answers.
    mutating func stopping(_ outbox: Outbox)
    /// The transport is gone, for whatever reason; everything tied to it is void. Timers have been cancelled, requests abandoned.
    mutating func closed(_ end: ConnectionEnd, _ outbox: Outbox) -> Verdict
}

extension Adapter {
    public mutating func prepare(_ outbox: Outbox) -> Bool { true }
    public mutating func stopping(_ outbox: Outbox) {}
}

/// What a service allows.
public struct Capabilities: OptionSet, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Breaks can be bridged, and that can be proved.
    public static let resume = Capabilities(rawValue: 1 << 0)
    public static let history = Capabilities(rawValue: 1 << 1)
    public static let presence = Capabilities(rawValue: 1 << 2)
    public static let wildcard = Capabilities(rawValue: 1 << 3)
    public static let publish = Capabilities(rawValue: 1 << 4)
}

/// A client's own event on its way to the service.
public struct ClientPublication: Hashable, Sendable {
    public var channel: String
    public var event: String
    /// JSON text.
    public var data: String

    public init(channel: String, event: String, data: String) {
        self.channel = channel
        self.event = event
        self.data = data
    }
}

/// What the transport received, in the form its kind gives.
public enum Message {
    case text(UnsafeRawBufferPointer)
    case binary(UnsafeRawBufferPointer)
    /// A stretch of a byte stream, cut anywhere; or one whole poll's answer.
    case bytes(UnsafeRawBufferPointer)
}

/// A timer of an adapter or of the session, by name: starting it again moves it.
public struct TimerName: Hashable, Sendable {
    public let name: String

    public init(_ name: String) {
        self.name = name
    }
}

/// An HTTP request's number within one session.
public struct FetchID: Hashable, Sendable {
    public let number: Int

    public init(_ number: Int) {
        self.number = number
    }
}
