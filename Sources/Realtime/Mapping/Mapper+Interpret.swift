internal import Domain
internal import JSON

/// The way from a JSON value to events by the vocabulary.
///
/// An object is asked once, in this order: a known webhook; a notification, where the event's name says so; ride, bid, lot, vehicle,
/// notification. If it is none of these, the objects that commonly wrap the data are looked into, then lists.
extension Mapper {
    /// Longer lists stay one message: their events would take far more memory than they do.
    static let itemLimit = 50_000

    /// False where nothing was found, and nothing appended.
    func interpret(_ value: JSONValue, _ setting: Setting, into envelopes: inout [Envelope]) -> Bool {
        switch value.kind {
        case .object: interpret(object: value, setting, into: &envelopes)
        case .array: interpret(list: value, setting, into: &envelopes)
        case .string: interpret(text: value, setting, into: &envelopes)
        case .null, .false, .true, .number: false
        }
    }

    private func interpret(object: JSONValue, _ outer: Setting, into envelopes: inout [Envelope]) -> Bool {
        vocabulary.withFacts(of: object) { facts in
            if facts.isEmpty { return false }
            var setting = outer
            addWords(of: facts, to: &setting)
            guard stakeClaim(facts, object, setting) else {
                return interpret(wrapped: facts, setting, into: &envelopes)
            }
            claim.source = claim.source ?? vocabulary.moment(facts) ?? setting.source
            claim.id = claim.id ?? (facts[.eventID] ?? setting.id)?.identifier
            if let correction {
                // Where the rule's fields do not fit, the vocabulary's reading stands.
                let whole = setting.part ?? correction.root
                _ = RuleFields(correction.rule, whole, correction.match, setting, vocabulary).correct(claim)
            }
            appendClaim(setting.part, into: &envelopes)
            return true
        }
    }

    private func addWords(of facts: Facts, to setting: inout Setting) {
        guard facts.names(any: Self.naming) else { return }
        for word in [Word.type, .event, .action] as [Word] {
            guard let text = facts[word]?.string else { continue }
            let words = vocabulary.nameWords(text.bytes)
            setting.words.formUnion(words)
            if words.says([.cancelled, .unassigned]) { setting.happening = text }
        }
    }

    private static let naming = WordSet(.type, .event, .action)

    private func stakeClaim(_ facts: Facts, _ object: JSONValue, _ setting: Setting) -> Bool {
        if vocabulary.webhook(facts, object, setting, claim) { return true }
        if setting.words.says(.notification), vocabulary.notification(facts, setting, claim) { return true }
        return vocabulary.ride(facts, setting, claim) || vocabulary.bid(facts, setting, claim)
            || vocabulary.lot(facts, setting, claim) || vocabulary.vehicle(facts, setting, claim)
            || vocabulary.notification(facts, setting, claim)
    }

    // MARK: Wrappers

    private static let wrappers: [(Word, NameWords)] = [
        (.data, []), (.message, []), (.body, []), (.event, []), (.notification, .notification), (.bid, .bid),
        (.lot, .lot),
        (.auction, .lot), (.ride, .ride), (.trip, .ride), (.vehicle, .vehicle), (.car, .vehicle), (.driver, .driver),
        (.metadata, []),
        (.items, []),
        (.bids, .bid),
    ]
    private static let wrapping = WordSet(
        .data, .message, .body, .event, .notification, .bid, .lot, .auction, .ride, .trip, .vehicle, .car, .driver,
        .metadata, .items,
        .bids)

    private func interpret(wrapped facts: Facts, _ setting: Setting, into envelopes: inout [Envelope]) -> Bool {
        guard setting.depth < Setting.depthLimit else { return false }
        guard facts.names(any: Self.wrapping) || facts.only != nil else { return false }
        var inner = setting
        inner.depth += 1
        inner.source = vocabulary.moment(facts) ?? setting.source
        inner.id = facts[.eventID] ?? (facts.names(.specVersion) ? facts[.id] : nil) ?? setting.id
        if let metadata = facts[.metadata], metadata.kind == .object { look(beside: metadata, &inner) }
        for (word, kind) in Self.wrappers {
            guard let value = facts[word] else { continue }
            inner.words = kind == [] ? setting.words : setting.words.inside(kind)
            if word == .items, let name = facts.itemsName { inner.words.formUnion(vocabulary.nameWords(name.bytes)) }
            if interpret(value, inner, into: &envelopes) { return true }
        }
        guard let (key, value) = facts.only else { return false }
        inner.words = setting.words.union(vocabulary.nameWords(key.bytes))
        return interpret(value, inner, into: &envelopes)
    }

    /// AIS streams put the ship's name and the time beside the report.
    private func look(beside metadata: JSONValue, _ setting: inout Setting) {
        vocabulary.withFacts(of: metadata) { facts in
            setting.label = facts[.label]?.string
            setting.source = vocabulary.moment(facts) ?? setting.source
        }
    }

    // MARK: Lists and text

    private func interpret(list: JSONValue, _ setting: Setting, into envelopes: inout [Envelope]) -> Bool {
        guard setting.depth < Setting.depthLimit else { return false }
        var inner = setting
        inner.depth += 1
        var elements = list.elements
        guard let first = elements.next() else { return false }
        guard let second = elements.next() else { return interpret(first, inner, into: &envelopes) }
        if let name = first.string, second.kind == .object, elements.next() == nil {
            inner.words.formUnion(vocabulary.nameWords(name.bytes))
            return interpret(second, inner, into: &envelopes)
        }
        return appendItems(of: list, into: &envelopes) { item, envelopes in
            inner.part = item
            return interpret(item, inner, into: &envelopes)
        }
    }

    /// Several things in one message: those that are not understood are messages of their own. False, and nothing appended, where none
    /// is understood, one is no object, or there are too many.
    func appendItems(
        of list: JSONValue, into envelopes: inout [Envelope], _ understand: (JSONValue, inout [Envelope]) -> Bool
    ) -> Bool {
        var count = 0
        for item in list.elements {
            count += 1
            guard item.kind == .object, count <= Self.itemLimit else { return false }
        }
        let start = envelopes.count
        var understood = false
        for item in list.elements {
            if understand(item, &envelopes) { understood = true } else { appendMessage(item, into: &envelopes) }
        }
        if !understood { envelopes.removeSubrange(start...) }
        return understood
    }

    /// JSON inside a string, one level of it.
    private func interpret(text: JSONValue, _ setting: Setting, into envelopes: inout [Envelope]) -> Bool {
        guard !setting.isInner, let string = text.string, string.mayBeStructure else { return false }
        var deeper = setting
        deeper.isInner = true
        let understood = try? inner.read(string.bytes) { interpret($0, deeper, into: &envelopes) }
        return understood ?? false
    }
}

extension NameWords {
    /// The words for an object that its own name says to be of a kind: what happened stays, other kinds do not.
    func inside(_ kind: NameWords) -> NameWords {
        let kept: NameWords = kind == .ride ? [.driver] : kind == .lot ? [.outbid] : []
        return subtracting(NameWords.kinds.subtracting(kept)).union(kind)
    }
}
