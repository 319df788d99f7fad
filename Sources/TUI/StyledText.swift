/// One line of text whose parts look different.
public struct StyledText: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// A stretch of text in one style.
    public struct Run: Hashable, Sendable {
        public var text: String
        public var style: Style

        public init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    public var runs: [Run]

    public init(runs: [Run]) {
        self.runs = runs
    }

    public init(_ text: String, _ style: Style = .plain) {
        runs = text.isEmpty ? [] : [Run(text, style)]
    }

    public init(stringLiteral text: String) {
        self.init(text)
    }

    public static let empty = StyledText(runs: [])
    public var isEmpty: Bool { runs.allSatisfy(\.text.isEmpty) }

    /// Columns taken.
    public var width: Int { runs.reduce(0) { $0 + DisplayWidth.of($1.text) } }

    /// The characters without their looks.
    public var plain: String { runs.map(\.text).joined() }

    public static func + (left: StyledText, right: StyledText) -> StyledText {
        StyledText(runs: left.runs + right.runs)
    }

    public static func += (left: inout StyledText, right: StyledText) {
        left.runs += right.runs
    }

    /// The same when it fits into `columns`, else its beginning and an ellipsis in the style of the run that is cut.
    public func truncated(to columns: Int) -> StyledText {
        var kept: [Run] = []
        var room = columns
        for (index, run) in runs.enumerated() {
            // Two columns more: one would not tell a text that ends at the edge from one whose next glyph is wide.
            let width = DisplayWidth.of(run.text, limit: room + 2)
            let isLast = runs[(index + 1)...].allSatisfy { DisplayWidth.of($0.text, limit: 2) == 0 }
            if width < room || width == room && isLast {
                kept.append(run)
                room -= width
                continue
            }
            guard room > 0 else { break }
            kept.append(Run(DisplayWidth.prefix(run.text, columns: room - 1) + "…", run.style))
            break
        }
        return StyledText(runs: kept)
    }
}
