public import Domain

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The machine's clock: the one place where the feeds' time comes from.
public enum WallClock {
    /// Now, to the millisecond.
    public static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// How far the machine's local time is ahead of UTC at the moment.
    public static var secondsEastOfUTC: Int {
        var seconds = time(nil)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return parts.tm_gmtoff
    }
}
