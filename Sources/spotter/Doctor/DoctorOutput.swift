import Diagnosis

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Prints a report: on a terminal as it grows, else at the end.
struct DoctorOutput {
    private let isJSON: Bool
    private let isTerminal: Bool
    private let hasColour: Bool
    private let text: ReportText
    /// How many findings have been printed.
    private var printed = 0

    init(isJSON: Bool, _ environment: [String: String] = Environment.all) {
        self.isJSON = isJSON
        isTerminal = isatty(STDOUT_FILENO) == 1
        hasColour = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        text = ReportText(
            width: environment["COLUMNS"].flatMap(Int.init) ?? 80, isASCII: !Self.hasUTF8(environment))
    }

    /// By the locale's name, in the order in which POSIX has them speak.
    private static func hasUTF8(_ environment: [String: String]) -> Bool {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        let codeset = (name ?? "").lowercased()
        return codeset.contains("utf-8") || codeset.contains("utf8")
    }

    func begin(_ subject: Subject) {
        guard !isJSON else { return }
        write(text.heading(subject))
    }

    /// Shows what is final already to whoever is watching.
    mutating func show(_ settled: [Finding]) {
        guard !isJSON, isTerminal else { return }
        let new = settled.dropFirst(printed)
        printed += new.count
        write(text.lines(new))
    }

    mutating func conclude(_ report: Report) {
        guard !isJSON else { return write(report.json + "\n") }
        write(text.lines(report.findings.dropFirst(printed)) + text.summary(report))
    }

    private func write(_ lines: [ReportText.Line]) {
        guard !lines.isEmpty else { return }
        write(lines.map { $0.map(painted).joined() + "\n" }.joined())
    }

    private func painted(_ span: ReportText.Span) -> String {
        guard hasColour, let code = span.role.code else { return span.text }
        return "\u{1B}[\(code)m\(span.text)\u{1B}[0m"
    }

    /// Buffered by the C library; the program's end tells of what could not be written.
    private func write(_ text: String) {
        print(text, terminator: "")
        if isTerminal { fflush(nil) }
    }
}

extension ReportText.Role {
    /// SGR parameters (ECMA-48 §8.3.117).
    fileprivate var code: String? {
        switch self {
        case .passed: "32"
        case .warning: "33"
        case .failed: "1;31"
        case .skipped, .faint: "2"
        case .label: "1"
        case .plain: nil
        }
    }
}
