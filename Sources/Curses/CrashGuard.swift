import CNcurses
import Glibc

/// Gives the terminal back when the program ends without unwinding: on a crash signal, on INT,
/// TERM, HUP or QUIT while nobody handles them, on `exit`, or on request.
///
/// The C functions behind this keep state for each file that calls them, so no other file may.
enum CrashGuard {
    /// Saves the terminal's modes, which must still be the shell's, and installs the handlers.
    ///
    /// Before `newterm`, so that ncurses finds INT and TERM handled and keeps its own handlers, which know nothing of our modes
    /// and change the exit status, to itself.
    static func remember(_ descriptor: Int32) -> Bool {
        if spotter_guard_install() == 1 { atexit { spotter_guard_restore() } }
        return spotter_guard_remember(descriptor) == 0
    }

    /// Makes `bytes` what is written, before the modes are restored, should the program end now.
    static func arm(_ bytes: [CChar]) {
        spotter_guard_arm(bytes, bytes.count)
    }

    static func disarm() {
        spotter_guard_disarm()
    }

    /// Async-signal-safe; does nothing when the terminal is not ours.
    static func restoreNow() {
        spotter_guard_restore()
    }
}
