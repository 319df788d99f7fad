import Glibc

/// Prints each figure beside its budget, and remembers what was over.
struct Report {
    private var budget = ""
    private var over: [String] = []

    mutating func begin(_ budget: Budget, _ what: String) {
        self.budget = budget.rawValue
        print("\(budget.rawValue)  \(what)")
        fflush(nil)
    }

    /// - Parameter limit: the most that the figure should be; `nil` where it is there to compare with.
    mutating func add(
        _ name: String, _ value: Double, _ unit: String, places: Int = 2, limit: Double? = nil, note: String = ""
    ) {
        var line = "    " + Self.pad(name, 44) + Self.pad(left: Self.fixed(value, places), 10) + " " + Self.pad(unit, 9)
        if let limit {
            let isOver = value > limit
            line += "≤ " + Self.pad(Self.fixed(limit, places), 8) + (isOver ? "over" : "ok")
            if isOver {
                over.append(
                    "\(budget) \(name): \(Self.fixed(value, places)) \(unit), budget \(Self.fixed(limit, places))")
            }
        }
        print(note.isEmpty ? line : line + "  " + note)
        fflush(nil)
    }

    func remark(_ text: String) {
        print("    (\(text))")
    }

    /// How much else the machine does: of wall times on a busy one little is to be thought.
    func remarkLoad() {
        var load = 0.0
        guard getloadavg(&load, 1) == 1 else { return }
        print("load \(Self.fixed(load, 1)) on \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores, before")
    }

    func summarise() {
        print(over.isEmpty ? "All within budget." : "Over budget:")
        for line in over { print("    " + line) }
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func pad(left text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    static func fixed(_ value: Double, _ places: Int) -> String {
        guard value.isFinite else { return "\(value)" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value.magnitude * scale).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return sign + String(scaled) }
        let fraction = String(scaled % Int(scale))
        return sign + "\(scaled / Int(scale))." + String(repeating: "0", count: places - fraction.count) + fraction
    }
}
