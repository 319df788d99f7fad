import Glibc
import Synchronization

/// A terminal of 200 × 60 that nobody looks at: takes what a program shows as fast as it comes, counts it, and looks for words in it.
final class PseudoTerminal: Sendable {
    /// What has come so far.
    struct Count {
        var bytes = 0
        /// Stretches with a pause before them: frames, where there is time between them.
        var bursts = 0
        fileprivate var last = 0.0
    }

    private struct State {
        var count = Count()
        var sought: [UInt8] = []
        var foundAt: Double?
        /// The end of what came last: a word may come in two pieces.
        var tail: [UInt8] = []
    }

    /// The program's side.
    let path: String
    private let master: CInt
    private let slave: CInt
    private let state = Mutex(State())

    /// Seconds without a byte between two bursts: a third of a frame's time, since a program on a busy machine may be interrupted.
    private static let pause = 0.012

    init() throws {
        var (master, slave): (CInt, CInt) = (-1, -1)
        var size = winsize(ws_row: 60, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&master, &slave, nil, nil, &size) == 0 else {
            throw BenchError("no pseudo-terminal: error \(errno)")
        }
        Program.keep(master)
        self.master = master
        Program.keep(slave)
        path = ttyname(slave).map { String(cString: $0) } ?? ""
        self.slave = slave
    }

    deinit { close(master) }

    var count: Count { state.withLock { $0.count } }

    /// Takes what comes until the program ends; call it once, when that has been started.
    func drain() {
        close(slave)
        Thread.start { [self] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while case let count = read(master, &buffer, buffer.count), count > 0 { take(buffer[..<count]) }
        }
    }

    private func take(_ bytes: ArraySlice<UInt8>) {
        let now = Clock.monotonic
        state.withLock { state in
            if now - state.count.last > Self.pause { state.count.bursts += 1 }
            state.count.last = now
            state.count.bytes += bytes.count
            guard !state.sought.isEmpty, state.foundAt == nil else { return }
            let text = state.tail + bytes
            if text.contains(state.sought) { state.foundAt = now }
            state.tail = Array(text.suffix(state.sought.count - 1))
        }
    }

    func type(_ keys: String) {
        let bytes = Array(keys.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Does something, and answers after how many seconds the word was shown; `nil` where it was not within so many.
    func time(until word: String, within limit: Double, _ body: () throws -> Void) rethrows -> Double? {
        state.withLock { state in
            state.sought = Array(word.utf8)
            state.foundAt = nil
            state.tail = []
        }
        let began = Clock.monotonic
        try body()
        while Clock.monotonic - began < limit {
            if let foundAt = state.withLock({ $0.foundAt }) { return foundAt - began }
            Clock.sleep(0.001)
        }
        return nil
    }
}
