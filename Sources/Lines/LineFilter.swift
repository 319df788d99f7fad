public import JSON

/// A compiled `--filter`: a condition on what a JSON line says.
///
///     bid.amount.minor >= 100000 and channel ~ "auction.*"
///     kind == "lot" and not lot.status in ("sold", "passed")
///     ride.reassigned or "urgent" in notification.tags or message.data.items[0]["unit price"] > 9.5
///
/// - A path alone holds where the line has it and it is neither `false` nor `null`.
/// - `== != < <= > >=` compare numbers exactly, times by their moment, other text by code points. A number also equals
///   text that spells it, since ids are text. `~` holds a value against a pattern (see `Glob`); `in` looks through a
///   list of values, or through a list in the line.
/// - What a line does not have meets no comparison, not even `!=`; `not` in front turns that round.
/// - `not` binds strongest, then `and`, then `or`; parentheses group.
///
/// Fields and words that the schema does not know are errors, so that a misspelt filter does not just stay silent.
public struct LineFilter: Hashable, Sendable, CustomStringConvertible {
    /// The longest expression that is read, in bytes.
    public static let lengthLimit = 65_536

    private let source: String
    private let expression: FilterExpression

    public init(_ source: String) throws(FilterError) {
        guard source.utf8.count <= Self.lengthLimit else {
            throw FilterError(message: "the filter is longer than \(Self.lengthLimit) bytes")
        }
        self.source = source
        expression = try FilterParser.parse(source)
    }

    public var description: String { source }

    /// Whether the line meets the condition. A line that `document` cannot read (its data is nested too deep) passes:
    /// what could not be judged is not to be lost.
    public func passes(_ line: UnsafeRawBufferPointer, in document: JSONDocument) -> Bool {
        guard let result = try? document.read(line, { expression.evaluate($0) }) else { return true }
        return result
    }
}
