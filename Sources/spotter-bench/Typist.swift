/// Somebody at the dashboard's keys who looks at how soon each is answered.
struct Typist {
    private let terminal: PseudoTerminal
    private var answers: [Double] = []
    /// To escape, which waits 25 ms for what may follow it.
    private var answersToEscape: [Double] = []
    private var unanswered = 0
    private var turn = 0

    private static let interval = 0.25
    /// Keys, each with what is shown only because of it: the marker of another row of the feeds, the help, and the marker again
    /// when the help does not cover it any more.
    private static let keys = [("j", "▸"), ("?", "Help"), (escape, "▸"), ("k", "▸"), ("?", "Help"), (escape, "▸")]
    private static let escape = "\u{1B}"

    init(at terminal: PseudoTerminal) {
        self.terminal = terminal
        terminal.type("5g")
    }

    mutating func type(for seconds: Double) {
        let end = Clock.monotonic + seconds
        while Clock.monotonic < end {
            let next = Clock.monotonic + Self.interval
            let (key, answer) = Self.keys[turn % Self.keys.count]
            turn += 1
            if let time = terminal.time(until: answer, within: 2, { terminal.type(key) }) {
                if key == Self.escape { answersToEscape.append(time) } else { answers.append(time) }
            } else {
                unanswered += 1
            }
            Clock.sleep(next - Clock.monotonic)
        }
    }

    func tell(_ report: inout Report) {
        let times = Distribution(answers.map { $0 * 1e3 })
        report.add("key to answer, the middle of \(times.count)", times.median, "ms", places: 1, limit: 33)
        report.add("key to answer, 99th percentile", times.percentile(99), "ms", places: 1, limit: 50)
        let escapes = Distribution(answersToEscape.map { $0 * 1e3 })
        report.add("escape to answer, the middle of \(escapes.count)", escapes.median, "ms", places: 1, limit: 58)
        report.add("escape to answer, 99th percentile", escapes.percentile(99), "ms", places: 1, limit: 75)
        report.add("keys without an answer", Double(unanswered), "", places: 0, limit: 0)
    }
}
