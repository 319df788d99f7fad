/// What the examination of one stage has brought.
public struct Finding: Hashable, Sendable {
    public enum Outcome: String, CaseIterable, Sendable {
        case passed
        /// It works, and there is something to know.
        case warning
        case failed
        /// It was not reached, or there was nothing to examine.
        case skipped
    }

    public var stage: Stage
    public var outcome: Outcome
    /// How long the stage took, or lasted until it failed.
    public var duration: Duration?
    /// What came of it, in a few words.
    public var result: String
    public var facts: [Fact]
    /// For everything but a pass: what is behind it, the likeliest first.
    public var advice: [Advice]
    /// False where the examination ended before this stage.
    public var isReached = true

    init(
        _ stage: Stage, _ outcome: Outcome, after duration: Duration? = nil, _ result: String, facts: [Fact] = [],
        advice: [Advice] = []
    ) {
        self.stage = stage
        self.outcome = outcome
        self.duration = duration
        self.result = Discretion.fit(result)
        self.facts = facts
        self.advice = advice
    }

    /// The examination ended before it.
    static func unreached(_ row: Row) -> Finding {
        let facts = [Fact("channel", row.channel)].compactMap(\.self)
        var finding = Finding(row.stage, .skipped, "not reached", facts: facts)
        finding.isReached = false
        return finding
    }
}

/// One thing learnt at a stage.
public struct Fact: Hashable, Sendable {
    public enum Value: Hashable, Sendable {
        case text(String)
        case list([String])
        case number(Double)
        case flag(Bool)
    }

    /// In JSON's style, such as `valid_until`.
    public var name: String
    public var value: Value
    /// Whether the finding's result says it already, so that people need not read it twice.
    public var isInResult: Bool

    init(_ name: String, _ value: Value, isInResult: Bool = true) {
        self.name = name
        self.isInResult = isInResult
        self.value =
            switch value {
            case .text(let text): .text(Discretion.fit(text))
            case .list(let texts): .list(texts.prefix(Self.listLimit).map(Discretion.fit))
            case .number, .flag: value
            }
    }

    /// The name under which a stage has the service's warnings.
    static let warnings = "warnings"

    /// Of a list that a server sends.
    private static let listLimit = 32

    init?(_ name: String, _ text: String?, isInResult: Bool = true) {
        guard let text, !text.isEmpty else { return nil }
        self.init(name, .text(text), isInResult: isInResult)
    }
}

/// What is likely behind a finding, and what to try, for people who have never heard of any of this.
public struct Advice: Hashable, Sendable {
    public var cause: String
    /// One step each, the most promising first; may be empty.
    public var remedies: [String]

    init(_ cause: String, try remedies: String...) {
        self.init(cause, remedies)
    }

    /// A command line, kept together where lines break.
    static func command(_ text: String) -> String {
        text.replacing(" ", with: "\u{A0}")
    }

    init(_ cause: String, _ remedies: [String]) {
        self.cause = Discretion.fit(cause)
        self.remedies = remedies.map(Discretion.fit)
    }
}
