import NIOCore
import NIOPosix

/// A command's work on an event loop of its own: begun there, ended there with a status, and interrupted by INT and TERM.
protocol LoopRun: AnyObject, SendableMetatype {
    /// Succeeded once, when all is done.
    var ending: EventLoopPromise<ExitStatus> { get }

    /// A signal asks for an end; called on the event loop.
    func interrupt(_ status: ExitStatus)
}

extension LoopRun {
    /// What to do about HUP: called beside the event loop, it gives out what is to be done on it.
    typealias HangUpAnswer = @Sendable () -> (@Sendable (Self) -> Void)?

    /// Begins one on a new event loop, and waits for its end.
    ///
    /// - Parameters:
    ///   - onHangUp: without it HUP ends the program, as it does by itself.
    ///   - begin: makes and starts it, on that loop.
    static func wait(
        onHangUp: HangUpAnswer? = nil, for begin: @escaping @Sendable (any EventLoop) -> Self
    ) -> ExitStatus {
        let eventLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
        let current = NIOLoopBoundBox<Self?>.makeEmptyBox(valueType: Self.self, eventLoop: eventLoop)
        var hangUp: (@Sendable () -> Void)?
        if let onHangUp {
            hangUp = {
                guard let change = onHangUp() else { return }
                eventLoop.execute { if let run = current.value { change(run) } }
            }
        }
        let interrupts = Interrupts(onHangUp: hangUp) { status in
            eventLoop.execute { current.value?.interrupt(status) }
        }
        defer { withExtendedLifetime(interrupts) {} }
        let ended = eventLoop.flatSubmit { () -> EventLoopFuture<ExitStatus> in
            let run = begin(eventLoop)
            current.value = run
            return run.ending.futureResult
        }
        do {
            return try ended.wait()
        } catch {
            StandardError.say("\(error)")
            return .unexpected
        }
    }
}
