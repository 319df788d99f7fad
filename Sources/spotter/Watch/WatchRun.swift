import Curses
import Dashboard
import Dispatch
import Domain
import Interface
import NIOCore
import NIOPosix
import Realtime
import TUI
import Transport

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The dashboard: feeds on their event loop, everything on the screen on the main thread.
@MainActor
final class WatchRun {
    private var terminal: Terminal
    private var board: Board
    private let theme: Theme
    private let feeds: FeedLoop
    private var frame = FrameClock()
    private var input: (any DispatchSourceRead)?
    private var seconds: (any DispatchSourceTimer)?

    /// Takes the screen and keeps it until the user leaves.
    ///
    /// - Throws: `UsageError` where there is no screen to take.
    nonisolated static func run(
        _ plans: [FeedPlan], beside companion: @escaping FeedLoop.Companion = { _ in nil }
    ) throws(UsageError) -> Never {
        guard isatty(STDOUT_FILENO) == 1 else {
            throw UsageError("standard output is no terminal: for lines, use spotter tail (or demo --json)")
        }
        DispatchQueue.main.async {
            MainActor.assumeIsolated {
                do {
                    try start(plans, companion)
                } catch {
                    StandardError.say("\(error)")
                    exit(ExitStatus.usage.rawValue)
                }
            }
        }
        dispatchMain()
    }

    private static var current: WatchRun?

    private static func start(
        _ plans: [FeedPlan], _ companion: @escaping FeedLoop.Companion
    ) throws {
        let run = WatchRun(terminal: try Terminal(), plans: plans)
        current = run
        run.begin(plans, companion)
    }

    private init(terminal: consuming Terminal, plans: [FeedPlan]) {
        self.terminal = terminal
        feeds = FeedLoop(wake: { Self.onMain { $0.eventsArrived() } })
        let names = plans.compactMap { plan in plan.me.map { (plan.name, Set([$0])) } }
        board = Board(me: Identity(byFeed: Dictionary(names) { first, _ in first }))
        theme = Theme.dark
    }

    /// Does something with the running dashboard, from anywhere.
    private nonisolated static func onMain(_ body: @escaping @MainActor (WatchRun) -> Void) {
        DispatchQueue.main.async { MainActor.assumeIsolated { if let current { body(current) } } }
    }

    private func begin(_ plans: [FeedPlan], _ companion: @escaping FeedLoop.Companion) {
        feeds.start(plans, beside: companion) { feed, outage in
            Self.onMain { $0.feedsFailed(feed, outage) }
        } ended: { error in
            Self.onMain { $0.companionEnded(error) }
        }
        let input = DispatchSource.makeReadSource(fileDescriptor: terminal.inputDescriptor, queue: .main)
        input.setEventHandler { MainActor.assumeIsolated { WatchRun.current?.inputArrived() } }
        input.resume()
        self.input = input
        let seconds = DispatchSource.makeTimerSource(queue: .main)
        // Clocks and countdowns move once a second.
        seconds.schedule(deadline: .now() + 1, repeating: 1, leeway: .milliseconds(50))
        seconds.setEventHandler { MainActor.assumeIsolated { WatchRun.current?.draw() } }
        seconds.resume()
        self.seconds = seconds
        Task { @MainActor in
            for await signal in Signals.stream() { self.received(signal) }
        }
        draw()
    }

    // MARK: What happens

    private func eventsArrived() {
        for envelope in feeds.queue.drain() { board.apply(envelope) }
        drawSoon()
    }

    private func inputArrived() {
        while let input = terminal.nextInput() { handle(input) }
        if terminal.isHungUp { leave(.done) }
        drawSoon()
    }

    private func handle(_ input: Input) {
        for effect in board.handle(input, size: terminal.size) {
            switch effect {
            case .quit: leave(.done)
            }
        }
    }

    private func received(_ signal: Signal) {
        switch signal {
        case .resized:
            terminal.resized()
            draw()
        case .interrupted: leave(.interrupted)
        case .terminated: leave(.terminated)
        case .hungUp: leave(.done)
        case .stopped: suspend()
        case .continued:
            terminal.resume()
            draw()
        }
    }

    private func suspend() {
        terminal.suspend()
        Signals.stopProcess()
    }

    // MARK: Drawing

    /// At most 30 frames a second, however much arrives.
    private func drawSoon() {
        guard let delay = frame.request() else { return }
        DispatchQueue.main.asyncAfter(deadline: .now() + delay) {
            MainActor.assumeIsolated { WatchRun.current?.draw() }
        }
    }

    private func draw() {
        frame.drawn()
        let now = WallClock.now
        board.arrange(at: now)
        let screen = Screen(board: board, theme: theme, now: now, offset: .seconds(WallClock.secondsEastOfUTC))
        terminal.paint(screen.grid(terminal.size))
    }

    // MARK: Leaving

    private func feedsFailed(_ feed: String, _ outage: Outage) {
        terminal.suspend()
        StandardError.say(outage.line(of: feed))
        leave(ExitStatus(outage))
    }

    private func companionEnded(_ error: UsageError?) {
        terminal.suspend()
        if let error { StandardError.say(error.description) }
        leave(error == nil ? .done : .unexpected)
    }

    private func leave(_ status: ExitStatus) {
        terminal.suspend()
        feeds.stop {
            exit(status.rawValue)
        }
    }
}

/// When the next frame is due.
private struct FrameClock {
    private var last = DispatchTime(uptimeNanoseconds: 0)
    private var isDue = false
    private static let interval: UInt64 = 33_000_000

    /// Seconds until the next frame may be drawn; `nil` where one has been asked for already.
    mutating func request() -> Double? {
        guard !isDue else { return nil }
        isDue = true
        let elapsed = DispatchTime.now().uptimeNanoseconds - last.uptimeNanoseconds
        return elapsed >= Self.interval ? 0 : Double(Self.interval - elapsed) * 1e-9
    }

    mutating func drawn() {
        last = .now()
        isDue = false
    }
}
