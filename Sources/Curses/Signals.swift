import Dispatch
import Glibc

/// What the system tells the program.
public enum Signal: Hashable, Sendable, CaseIterable {
    /// SIGWINCH
    case resized
    /// SIGINT
    case interrupted
    /// SIGTERM
    case terminated
    /// SIGHUP
    case hungUp
    /// SIGTSTP: give the terminal back, then `Signals.stopProcess()`.
    case stopped
    /// SIGCONT
    case continued

    /// The system's number.
    public var number: Int32 {
        switch self {
        case .resized: SIGWINCH
        case .interrupted: SIGINT
        case .terminated: SIGTERM
        case .hungUp: SIGHUP
        case .stopped: SIGTSTP
        case .continued: SIGCONT
        }
    }
}

/// Signals as a stream, in place of what they would do by default.
@MainActor
public enum Signals {
    /// Delivers these signals until the stream's consumer ends.
    ///
    /// Where `.resized` is among them, one is sent when the stream listens to all of them: a change of size before that moment
    /// would be lost.
    public static func stream(_ signals: [Signal] = Signal.allCases) -> AsyncStream<Signal> {
        let (stream, continuation) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(32))
        let sources = SignalSources(signals) { continuation.yield($0) }
        continuation.onTermination = { _ in
            Task { @MainActor in sources.cancel() }
        }
        return stream
    }

    /// Stops the process until SIGCONT, as ^Z does; the terminal must have been given back.
    public nonisolated static func stopProcess() {
        // To this thread, which then does not go on; a signal to the process may stop another one first, and we would
        // take the terminal back before the stop arrives.
        raise(SIGSTOP)
    }
}

/// The dispatch sources behind one stream; they deliver on the main queue.
@MainActor
private final class SignalSources {
    private let sources: [any DispatchSourceSignal]

    init(_ signals: [Signal], deliver: @escaping @Sendable (Signal) -> Void) {
        // Registered in this order; the last one's registration speaks for all.
        let ordered = signals.filter { $0 != .resized } + signals.filter { $0 == .resized }
        sources = ordered.map { signal in
            let source = DispatchSource.makeSignalSource(signal: signal.number, queue: .main)
            source.setEventHandler { deliver(signal) }
            if signal == .resized { source.setRegistrationHandler { deliver(signal) } }
            source.activate()
            return source
        }
    }

    func cancel() {
        for source in sources { source.cancel() }
    }
}
