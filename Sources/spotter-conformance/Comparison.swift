import Foundation
import JSON

/// Compares what the suite reports of a role with what is expected.
struct Comparison {
    /// `client` or `server`.
    let role: String
    /// The path of the report's `index.json`.
    let report: String
    /// The path of the expected results.
    let expected: String

    /// More than this at once have one cause.
    private static let mostPrinted = 40

    /// Prints a summary and each difference.
    ///
    /// - Returns: how many differences there are.
    func run() throws -> Int {
        let expectations = try Expectations(String(contentsOfFile: expected, encoding: .utf8), role: role)
        let outcomes = try read()
        var counts: [String: Int] = [:]
        var differences: [String] = []
        for (name, outcome) in outcomes.sorted(by: { Self.precedes($0.key, $1.key) }) {
            counts[outcome.description, default: 0] += 1
            let wanted = expectations.outcome(of: name)
            if outcome != wanted { differences.append("\(name) is \(outcome), expected \(wanted)") }
        }
        if outcomes.count != expectations.count {
            differences.append("\(outcomes.count) cases have run, expected \(expectations.count)")
        }
        let summary = counts.sorted { $0.value > $1.value }.map { "\($0.value) \($0.key)" }
        print("\(role): \(outcomes.count) cases: \(summary.joined(separator: "; "))")
        for difference in differences.prefix(Self.mostPrinted) { print("\(role): \(difference)") }
        if differences.count > Self.mostPrinted { print("\(role): and so on") }
        return differences.count
    }

    /// The outcomes by the cases' names, of the one agent that there is.
    private func read() throws -> [String: Expectations.Outcome] {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: report)))
        let outcomes = try JSONDocument().read(bytes) { root in
            var outcomes: [String: Expectations.Outcome] = [:]
            for (_, cases) in root.members {
                for (name, entry) in cases.members {
                    outcomes[name.string] = Expectations.Outcome(
                        behaviour: entry["behavior"]?.string?.string ?? "missing",
                        close: entry["behaviorClose"]?.string?.string ?? "missing")
                }
            }
            return outcomes
        }
        guard !outcomes.isEmpty else { throw ConformanceError("\(report) reports no case") }
        return outcomes
    }

    /// By the numbers of which names consist.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        let numbers = [left, right].map { $0.split(separator: ".").map { Int($0) ?? 0 } }
        return numbers[0].lexicographicallyPrecedes(numbers[1])
    }
}
