import CNcurses
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

    /// Stops the job that the process belongs to until SIGCONT, as ^Z does where a terminal reads it; the terminal must have
    /// been given back. Take it again as soon as this returns: a process that nobody could continue is not stopped.
    ///
    /// The whole group stops, for the shell that waits may know only a script that started us.
    public nonisolated static func stopProcess() {
        var before = sigaction()
        sigaction(SIGTSTP, nil, &before)
        var own = sigset_t()
        sigemptyset(&own)
        sigaddset(&own, SIGTSTP)
        var mask = sigset_t()
        pthread_sigmask(SIG_UNBLOCK, &own, &mask)
        // The group's copy for us would be delivered to whoever listens.
        signal(SIGTSTP, SIG_IGN)
        kill(0, SIGTSTP)
        signal(SIGTSTP, SIG_DFL)
        // To this thread, which then does not go on; a signal to the process may stop another one first, and we would
        // take the terminal back before the stop arrives.
        raise(SIGTSTP)
        sigaction(SIGTSTP, &before, nil)
        pthread_sigmask(SIG_SETMASK, &mask, nil)
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
