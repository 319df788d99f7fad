/// What is wrong with a filter that someone wrote.
public struct FilterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where in the expression, in characters from 1; `nil` where the place says nothing.
    public let column: Int?
    /// What was expected or what is not so, as a phrase without a full stop.
    public let message: String

    public init(column: Int? = nil, message: String) {
        self.column = column
        self.message = message
    }

    public var description: String {
        column.map { "column \($0): \(message)" } ?? message
    }

    /// The expression with a caret below the place, for people; line breaks in the expression become spaces.
    public func pointing(into expression: String) -> String {
        guard let column else { return message }
        let line = String(expression.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        return "\(line)\n\(String(repeating: " ", count: max(0, column - 1)))^ \(message)"
    }
}
