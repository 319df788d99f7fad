import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// INT and TERM: the first asks for an orderly end, a second one leaves at once. HUP asks for the configuration to be read again.
final class Interrupts {
    private let sources: [any DispatchSourceSignal]

    /// - Parameters:
    ///   - onHangUp: called on another queue, one call after the other, where HUP has a meaning; else it ends the program, as it
    ///     does by itself.
    ///   - onFirst: called once, on a queue of its own.
    init(onHangUp: (@Sendable () -> Void)? = nil, onFirst: @escaping @Sendable (ExitStatus) -> Void) {
        let queue = DispatchQueue(label: "spotter.interrupts")
        let seen = Seen()
        var sources = [(SIGINT, ExitStatus.interrupted), (SIGTERM, .terminated)].map { number, status in
            Self.source(number, queue) {
                guard seen.isFirst() else {
                    SecretCommand.endAll()
                    _exit(status.rawValue)
                }
                onFirst(status)
            }
        }
        if let onHangUp {
            let reloads = Reloads(onHangUp)
            sources.append(Self.source(SIGHUP, queue) { reloads.ask() })
        }
        self.sources = sources
    }

    private static func source(
        _ number: CInt, _ queue: DispatchQueue, _ body: @escaping @Sendable () -> Void
    ) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler(handler: body)
        source.resume()
        return source
    }

    private final class Seen: Sendable {
        private let hasCome = Mutex(false)

        func isFirst() -> Bool {
            hasCome.withLock { hasCome in
                defer { hasCome = true }
                return !hasCome
            }
        }
    }
}

/// Reads anew beside the signals, for it may wait for a command that prints a secret; once more for all that ask meanwhile.
private final class Reloads: Sendable {
    private enum State { case idle, reading, askedAgain }

    private let state = Mutex(State.idle)
    private let queue = DispatchQueue(label: "spotter.reload")
    private let read: @Sendable () -> Void

    init(_ read: @escaping @Sendable () -> Void) {
        self.read = read
    }

    func ask() {
        let isIdle = state.withLock { state in
            defer { state = state == .idle ? .reading : .askedAgain }
            return state == .idle
        }
        guard isIdle else {
            return StandardError.say("still reading the configuration: it is read once more after that")
        }
        queue.async { [self] in
            repeat { read() } while isAskedAgain()
        }
    }

    private func isAskedAgain() -> Bool {
        state.withLock { state in
            defer { state = state == .askedAgain ? .reading : .idle }
            return state == .askedAgain
        }
    }
}
