import Domain
import Synchronization
import Transport

/// Carries events from the feeds' event loop to the screen's thread: bounded, in order, nothing lost.
///
/// When the screen falls behind, the feeds are not read until it has caught up, and TCP slows the server.
final class EventQueue: FeedSink, Sendable {
    private struct State {
        var envelopes: [Envelope] = []
        var measurements: [(feed: String, LinkMeasurement)] = []
        var isPaused = false
        var isWakeDue = true
    }

    private let state = Mutex(State())
    /// Told when there is something to drain, once until it has been drained. On the event loop.
    private let wake: @Sendable () -> Void
    /// Told to stop or go on reading the feeds. From either thread.
    private let setReading: @Sendable (Bool) -> Void

    static let highMark = 20_000
    /// The most measurements kept; the newest are.
    static let mostMeasurements = 64

    init(wake: @escaping @Sendable () -> Void, setReading: @escaping @Sendable (Bool) -> Void) {
        self.wake = wake
        self.setReading = setReading
    }

    func receive(_ envelope: Envelope) {
        let mustPause = state.withLock { state in
            state.envelopes.append(envelope)
            guard state.envelopes.count >= Self.highMark, !state.isPaused else { return false }
            state.isPaused = true
            return true
        }
        if mustPause { setReading(false) }
    }

    func readComplete() {
        let mustWake = state.withLock { state in
            guard state.isWakeDue, !state.envelopes.isEmpty else { return false }
            state.isWakeDue = false
            return true
        }
        if mustWake { wake() }
    }

    func measured(_ measurement: LinkMeasurement, feed: String) {
        state.withLock { state in
            if state.measurements.count == Self.mostMeasurements { state.measurements.removeFirst() }
            state.measurements.append((feed, measurement))
        }
    }

    /// What has been measured since the last call, oldest first. It wakes nobody: look when the clocks are drawn.
    func drainMeasurements() -> [(feed: String, LinkMeasurement)] {
        state.withLock { state in
            var taken: [(feed: String, LinkMeasurement)] = []
            swap(&taken, &state.measurements)
            return taken
        }
    }

    /// Everything that has come, oldest first.
    func drain() -> [Envelope] {
        let (envelopes, mustResume) = state.withLock { state in
            var taken: [Envelope] = []
            swap(&taken, &state.envelopes)
            defer { state.isPaused = false }
            state.isWakeDue = true
            return (taken, state.isPaused)
        }
        if mustResume { setReading(true) }
        return envelopes
    }
}
