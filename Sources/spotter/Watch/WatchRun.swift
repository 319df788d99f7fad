import Curses
import Dashboard
import Dispatch
import Domain
import Interface
import NIOCore
import NIOPosix
import Realtime
import TUI
import Themes
import Transport

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Plans a dashboard again, from what is configured by then.
typealias ReplanWatch = @Sendable () throws(UsageError) -> WatchPlan

/// The dashboard: feeds on their event loop, everything on the screen on the main thread.
@MainActor
final class WatchRun {
    private var terminal: Terminal
    private var desk: Desk
    /// As it was read last.
    private var plan: WatchPlan
    private let replan: ReplanWatch?
    private var isReloading = false
    private let feeds: FeedLoop
    private var frame = FrameClock()
    private var isLeaving = false
    /// Why no feed is left.
    private var failure: (feed: String, outage: Outage)?
    private var input: (any DispatchSourceRead)?
    private var seconds: (any DispatchSourceTimer)?

    /// Takes the screen and keeps it until the user leaves.
    ///
    /// - Throws: `UsageError` where there is no screen to take.
    nonisolated static func run(
        _ plan: WatchPlan, replan: ReplanWatch? = nil, beside companion: @escaping FeedLoop.Companion = { _ in nil }
    ) throws(UsageError) -> Never {
        guard isatty(STDOUT_FILENO) == 1 else {
            throw UsageError("standard output is no terminal: for lines, use spotter tail (or demo --json)")
        }
        DispatchQueue.main.async {
            MainActor.assumeIsolated {
                do {
                    try start(plan, replan, companion)
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
        _ plan: WatchPlan, _ replan: ReplanWatch?, _ companion: @escaping FeedLoop.Companion
    ) throws {
        let run = WatchRun(terminal: try Terminal(), plan: plan, replan: replan)
        current = run
        run.begin(plan.feeds, companion)
    }

    private init(terminal: consuming Terminal, plan: WatchPlan, replan: ReplanWatch?) {
        let (depth, repertoire) = (terminal.depth, terminal.repertoire)
        self.terminal = terminal
        feeds = FeedLoop(wake: { Self.onMain { $0.eventsArrived() } })
        desk = plan.screen.desk(
            for: Board(me: plan.me), depth: depth, hasBraille: repertoire == .unicode, at: WallClock.now)
        desk.unverified = plan.unverified
        self.plan = plan
        self.replan = replan
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
        seconds.setEventHandler { MainActor.assumeIsolated { WatchRun.current?.drawSoon() } }
        seconds.resume()
        self.seconds = seconds
        Task { @MainActor in
            for await signal in Signals.stream() { self.received(signal) }
        }
        draw()
    }

    // MARK: What happens

    private func eventsArrived() {
        desk.board.apply(feeds.queue.drain())
        drawSoon()
    }

    private func inputArrived() {
        while let input = terminal.nextInput() {
            for effect in desk.handle(input, at: WallClock.now) { perform(effect) }
        }
        if terminal.isHungUp { leave(.done) }
        // A person waits for the answer to a key.
        if frame.isOlder(than: 10_000_000) { draw() } else { drawSoon() }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .quit: leave(.done)
        case .suspend: suspend()
        case .redraw: terminal.redraw()
        case .reconnect: feeds.reconnect()
        case .reload: reload()
        case .copy(let text): copy(text)
        case .copyEvent(let feed, let event): copy(EventText.of(event, feed: feed, at: WallClock.now))
        case .mouse(let isOn): terminal.setMouse(isOn)
        case .use(let name):
            do {
                desk.theme = try plan.screen.themes.theme(named: name)
            } catch {
                desk.say("\(error)", isBad: true, at: WallClock.now)
            }
        }
    }

    // MARK: Reading the configuration again

    /// Reading may wait for a command that prints a secret: it happens beside the screen.
    private func reload() {
        guard let replan else { return desk.say("The demo is not configured", at: WallClock.now) }
        guard !isReloading else { return desk.say("Still reading the configuration", at: WallClock.now) }
        isReloading = true
        DispatchQueue.global().async {
            let plan = Result { () throws(UsageError) in try replan() }
            Self.onMain { $0.reloaded(plan) }
        }
    }

    private func reloaded(_ plan: Result<WatchPlan, UsageError>) {
        isReloading = false
        // Such a command may have written to the screen.
        terminal.redraw()
        switch plan {
        case .success(let plan): take(plan)
        case .failure(let error): desk.say("All goes on as before: \(error)", isBad: true, at: WallClock.now)
        }
        drawSoon()
    }

    private func take(_ plan: WatchPlan) {
        plan.screen.refresh(&desk, after: self.plan.screen, depth: terminal.depth, at: WallClock.now)
        self.plan = plan
        desk.board.identify(plan.me)
        desk.unverified = plan.unverified
        failure = nil
        feeds.update(to: plan.feeds) { change in
            Self.onMain { $0.desk.say("Configuration read: \(change.words)", at: WallClock.now) }
        }
    }

    private func copy(_ text: String) {
        do {
            try terminal.copy(text)
        } catch {
            desk.say("Not copied: \(error)", isBad: true, at: WallClock.now)
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
            // Stopped from outside, the terminal may have had another program on it meanwhile.
            terminal.suspend()
            terminal.resume()
            draw()
        }
    }

    private func suspend() {
        terminal.suspend()
        Signals.stopProcess()
        terminal.resume()
        draw()
    }

    // MARK: Drawing

    /// At most 30 frames a second, however much arrives.
    private func drawSoon() {
        guard let (delay, number) = frame.request() else { return }
        DispatchQueue.main.asyncAfter(deadline: .now() + delay) {
            MainActor.assumeIsolated {
                guard let run = WatchRun.current, run.frame.number == number else { return }
                run.draw()
            }
        }
    }

    private func draw() {
        frame.drawn()
        // Measurements wake nobody; a second later is soon enough.
        for (feed, measurement) in feeds.queue.drainMeasurements() { desk.board.take(measurement, of: feed) }
        desk.arrange(at: WallClock.now, size: terminal.size, offset: .seconds(WallClock.secondsEastOfUTC))
        terminal.paint(Screen(desk).grid())
    }

    // MARK: Leaving

    /// With nothing on the screen yet the fault is all there is to tell. Else what has come stays to be looked at, and the fault is
    /// the last word when the person leaves.
    private func feedsFailed(_ feed: String, _ outage: Outage) {
        failure = (feed, outage)
        guard desk.board.live.messages > 0 else { return leave(ExitStatus(outage)) }
        desk.say(outage.line(of: feed), isBad: true, at: WallClock.now)
        drawSoon()
    }

    private func companionEnded(_ error: UsageError?) {
        terminal.suspend()
        if let error { StandardError.say(error.description) }
        leave(error == nil ? .done : .unexpected)
    }

    private func leave(_ status: ExitStatus) {
        // Asked a second time, there is no waiting for farewells.
        guard !isLeaving else { exit(status.rawValue) }
        isLeaving = true
        terminal.suspend()
        if let failure { StandardError.say(failure.outage.line(of: failure.feed)) }
        let last = status == .done ? failure.map { ExitStatus($0.outage) } ?? status : status
        feeds.stop {
            exit(last.rawValue)
        }
    }
}

/// When the next frame is due.
private struct FrameClock {
    private var last = DispatchTime(uptimeNanoseconds: 0)
    private var isDue = false
    /// Frames so far: one that was asked for is not drawn when another has been drawn meanwhile.
    private(set) var number = 0
    private static let interval: UInt64 = 33_000_000

    /// Seconds until the next frame may be drawn, and the number of the last one; `nil` where one has been asked for already.
    mutating func request() -> (delay: Double, number: Int)? {
        guard !isDue else { return nil }
        isDue = true
        let elapsed = DispatchTime.now().uptimeNanoseconds - last.uptimeNanoseconds
        return (elapsed >= Self.interval ? 0 : Double(Self.interval - elapsed) * 1e-9, number)
    }

    /// Whether the last frame was drawn longer ago than so many nanoseconds.
    func isOlder(than age: UInt64) -> Bool { DispatchTime.now().uptimeNanoseconds - last.uptimeNanoseconds >= age }

    mutating func drawn() {
        last = .now()
        isDue = false
        number += 1
    }
}

extension Board {
    /// Takes in what a connection has told about itself.
    fileprivate mutating func take(_ measurement: LinkMeasurement, of feed: String) {
        switch measurement {
        case .roundTrip(let time, let moment): measure(roundTrip: time, feed: feed, at: moment)
        case .serverDate(let date, let sent, let received):
            measure(date: date, sent: sent, received: received, feed: feed)
        }
    }
}
