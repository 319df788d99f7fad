internal import Domain
internal import JSON

/// Events by an explicit rule: its kind and its fields, and for the rest the vocabulary.
extension Mapper {
    func interpret(
        _ value: JSONValue, by rule: MappingRule, _ match: MappingRule.Match, _ outer: Setting,
        into envelopes: inout [Envelope]
    ) -> Bool {
        guard rule.kind != .message, let root = rule.root.value(in: value) else { return false }
        var setting = outer
        setting.whole = rule.wholeAmounts ?? setting.whole
        guard let kind = rule.kind else {
            correction = Correction(rule: rule, match: match, root: root)
            defer { correction = nil }
            return interpret(root, setting, into: &envelopes)
        }
        guard root.kind == .array else {
            return decree(kind, root, RuleFields(rule, root, match, setting, vocabulary), into: &envelopes)
        }
        return appendItems(of: root, into: &envelopes) { item, envelopes in
            setting.part = item
            return decree(kind, item, RuleFields(rule, item, match, setting, vocabulary), into: &envelopes)
        }
    }

    private func decree(
        _ kind: Event.Kind, _ object: JSONValue, _ fields: RuleFields, into envelopes: inout [Envelope]
    ) -> Bool {
        guard vocabulary.withFacts(of: object, { fields.decree(kind, $0, claim) }) else { return false }
        appendClaim(fields.part, into: &envelopes)
        return true
    }

    /// What a rule without a kind changes in what the vocabulary has found.
    struct Correction {
        var rule: MappingRule
        var match: MappingRule.Match
        var root: JSONValue
    }
}
