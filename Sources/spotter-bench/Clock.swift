import Domain
import Glibc

/// The system's clocks, in seconds.
enum Clock {
    static var monotonic: Double { read(CLOCK_MONOTONIC) }
    /// User and system time of this process.
    static var ownCPU: Double { read(CLOCK_PROCESS_CPUTIME_ID) }
    /// The same of this thread alone.
    static var threadCPU: Double { read(CLOCK_THREAD_CPUTIME_ID) }

    static var wall: Timestamp { Timestamp(milliseconds: Int64(read(CLOCK_REALTIME) * 1e3)) }

    static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    static func sleep(_ seconds: Double) {
        guard seconds > 0 else { return }
        let time = timespec(tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9))
        withUnsafePointer(to: time) { _ = nanosleep($0, nil) }
    }
}
