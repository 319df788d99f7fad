import Glibc
import TerminalTesting

extension Tmux {
    /// Runs this binary's probe in the pane.
    func startProbe(
        how: String = "wait", variables: String = "", showsErrors: Bool = false, place: Place = .job
    ) throws {
        let binary = Self.output(of: "readlink /proc/\(getpid())/exe")
        guard !binary.isEmpty else { throw Failure(output: "no path of the test binary") }
        try start(
            """
            "\(binary)" --testing-library swift-testing --filter CursesTests.Probe \(showsErrors ? "" : "2>/dev/null")
            """, variables: "SPOTTER_PROBE=\(how) SWIFT_BACKTRACE=enable=no \(variables)", place: place)
    }
}
