import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// INT and TERM: the first asks for an orderly end, a second one leaves at once.
final class Interrupts {
    private let sources: [any DispatchSourceSignal]

    /// - Parameter onFirst: called once, on a queue of its own.
    init(onFirst: @escaping @Sendable (ExitStatus) -> Void) {
        let queue = DispatchQueue(label: "spotter.interrupts")
        let seen = Seen()
        sources = [(SIGINT, ExitStatus.interrupted), (SIGTERM, .terminated)].map { number, status in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                guard seen.isFirst() else { _exit(status.rawValue) }
                onFirst(status)
            }
            source.resume()
            return source
        }
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
