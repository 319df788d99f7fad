internal import TUI

/// Makes lines of findings, for people.
public struct ReportText: Sendable {
    /// What a stretch of text is, for colours.
    public enum Role: Hashable, Sendable {
        case passed, warning, failed, skipped
        /// A stage's name, and what stands before advice.
        case label
        /// Times and details.
        case faint
        case plain
    }

    public struct Span: Hashable, Sendable {
        public var text: String
        public var role: Role

        init(_ text: String, _ role: Role) {
            self.text = text
            self.role = role
        }
    }

    /// Without the end of the line.
    public typealias Line = [Span]

    private let width: Int
    private let isASCII: Bool

    private static let titleWidth = 13
    private static let timeWidth = 8
    /// Where results begin.
    private static let margin = 3 + titleWidth + timeWidth + 3
    /// Where advice begins.
    private static let adviceMargin = 14

    /// - Parameters:
    ///   - width: columns of the terminal; used from 50 to 100.
    ///   - isASCII: whether nothing but ASCII can be shown.
    public init(width: Int = 80, isASCII: Bool = false) {
        self.width = max(50, min(width, 100))
        self.isASCII = isASCII
    }

    /// What stands before the first finding.
    public func heading(_ subject: Subject) -> [Line] {
        let text = "\(subject.service) at \(Discretion.fit(subject.target))"
        return wrapped(text, in: width - 1).map { [Span(" " + $0, .plain)] } + [[]]
    }

    /// Stages that were not reached share a line.
    public func lines(_ findings: some Sequence<Finding>) -> [Line] {
        let reached = findings.filter(\.isReached).flatMap(lines)
        let titles = findings.filter { !$0.isReached }.reduce(into: [String]()) { titles, finding in
            if titles.last != finding.stage.title { titles.append(finding.stage.title) }
        }
        guard !titles.isEmpty else { return reached }
        let rest = wrapped(titles.joined(separator: ", "), in: width - Self.margin).enumerated().map { index, text in
            let title = Self.padded(index == 0 ? " \(mark(.skipped)) not reached" : "", to: Self.margin)
            return [Span(title + text, .skipped)]
        }
        return reached + rest
    }

    private func lines(_ finding: Finding) -> [Line] {
        var lines = body(finding)
        for advice in finding.advice where finding.outcome != .passed {
            lines += block("likely", [advice.cause])
            lines += block("try", advice.remedies)
        }
        return lines
    }

    /// What stands after the last finding.
    public func summary(_ report: Report) -> [Line] {
        let role: Role =
            switch report.conclusion {
            case .healthy: .passed
            case .unreachable, .refused, .closed, .silent: .failed
            case .interrupted, .terminated: .plain
            }
        return [[]] + wrapped(report.summary, in: width - 1).map { [Span(" " + $0, role)] }
    }

    // MARK: The inside

    private func body(_ finding: Finding) -> [Line] {
        let role = Role(finding.outcome)
        let title = Self.padded(finding.stage.title, to: Self.titleWidth)
        // What needs no time at all has none to show.
        let time = finding.duration.map { $0 == .zero ? "" : $0.brief } ?? ""
        let column = String(repeating: " ", count: max(0, Self.timeWidth - time.count)) + time
        let results = wrapped(finding.result, in: width - Self.margin)
        let isSkipped = finding.outcome == .skipped
        var lines: [Line] = [
            [
                Span(" \(mark(finding.outcome)) ", role), Span(title, isSkipped ? .skipped : .label),
                Span(column + "   ", .faint), Span(results.first ?? "", isSkipped ? .skipped : .plain),
            ]
        ]
        lines += results.dropFirst().map { [indent, Span($0, isSkipped ? .skipped : .plain)] }
        for fact in finding.facts where !fact.isInResult {
            lines += wrapped(Self.words(fact), in: width - Self.margin).map { [indent, Span($0, .faint)] }
        }
        return lines
    }

    private var indent: Span { Span(String(repeating: " ", count: Self.margin), .plain) }

    private func block(_ label: String, _ texts: [String]) -> [Line] {
        var lines: [Line] = []
        for text in texts {
            for line in wrapped(text, in: width - Self.adviceMargin) {
                let lead = Self.padded(lines.isEmpty ? "     " + label : "", to: Self.adviceMargin)
                lines.append([Span(lead, .label), Span(line, .plain)])
            }
        }
        return lines
    }

    private static func words(_ fact: Fact) -> String {
        let name = fact.name.map { $0 == "_" ? " " : String($0) }.joined()
        return switch fact.value {
        case .text(let text): "\(name): \(text)"
        case .list(let texts): "\(name): \(texts.joined(separator: fact.name == "chain" ? " < " : ", "))"
        case .number(let number): "\(name): \(number)"
        case .flag(let flag): "\(name): \(flag ? "yes" : "no")"
        }
    }

    private func mark(_ outcome: Finding.Outcome) -> String {
        switch outcome {
        case .passed: isASCII ? "+" : "✔"
        case .warning: "!"
        case .failed: isASCII ? "x" : "✘"
        case .skipped: isASCII ? "-" : "·"
        }
    }

    private func wrapped(_ text: String, in columns: Int) -> [String] {
        let text = isASCII ? String(text.map { Self.ascii($0) }) : text
        return Paragraph(text).lines(width: columns).map { $0.plain.replacing("\u{A0}", with: " ") }
    }

    private static func ascii(_ character: Character) -> Character {
        switch character {
        case "…": "~"
        case "\u{A0}": " "
        default: character.isASCII ? character : "?"
        }
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension ReportText.Role {
    fileprivate init(_ outcome: Finding.Outcome) {
        self =
            switch outcome {
            case .passed: .passed
            case .warning: .warning
            case .failed: .failed
            case .skipped: .skipped
            }
    }
}
