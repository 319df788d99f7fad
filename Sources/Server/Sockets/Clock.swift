internal import NIOCore

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What time it is, for a server.
struct Clock: Sendable {
    private let start = NIODeadline.now()

    /// Since the server began; never goes back.
    var now: Duration { .nanoseconds((NIODeadline.now() - start).nanoseconds) }

    /// Seconds since 1970.
    var unixTime: Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int(time.tv_sec)
    }
}

extension TimeAmount {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (nanoseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        self = .nanoseconds(overflow ? .max : nanoseconds &+ attoseconds / 1_000_000_000)
    }
}
