internal import Domain
internal import JSON

/// One object's members by what they are about, from one pass over it.
///
/// Nested objects stay values: the same key means different things inside a driver and inside a lot.
struct Facts {
    /// What is there and not `null`.
    private(set) var named = WordSet()
    /// What is there and `null`.
    private(set) var null = WordSet()
    /// Money that its name says to be in minor units.
    private(set) var minor = WordSet()
    /// How many members the vocabulary does not know.
    private(set) var strangers = 0
    /// The currency that a money word ends with, such as `eth` in `amount_eth`.
    private(set) var namedCurrency: JSONText?
    /// The only member's name and value, where there is but one and the value is an object.
    private(set) var only: (key: JSONText, value: JSONValue)?
    /// The name of the list of things, such as `vehicles`.
    private(set) var itemsName: JSONText?
    private let values: UnsafeMutableBufferPointer<JSONValue>

    init(_ values: UnsafeMutableBufferPointer<JSONValue>) {
        self.values = values
    }

    static let money = WordSet(.amount, .bid, .price, .current, .ask, .increment, .starting, .reserve, .ceiling)

    subscript(word: Word) -> JSONValue? {
        named.contains(word) ? values[Int(word.rawValue)] : nil
    }

    /// Whether there is nothing that could be understood.
    var isEmpty: Bool { named.isEmpty && null.isEmpty && only == nil }

    func names(_ word: Word) -> Bool { named.contains(word) }

    func names(any words: WordSet) -> Bool { named.meets(words) }

    /// Named at all, if only as `null`.
    func mentions(_ word: Word) -> Bool { named.contains(word) || null.contains(word) }

    /// Takes an object's members in; what is known already stays.
    mutating func collect(_ object: JSONValue, _ vocabulary: Vocabulary) {
        var count = 0
        var last: (key: JSONText, value: JSONValue)?
        for (key, value) in object.members {
            count += 1
            last = (key, value)
            if let word = vocabulary.word(key) {
                if word == .items, !named.contains(.items) { itemsName = key }
                note(word, value)
            } else if !noteMoney(key, value, vocabulary) {
                strangers += 1
            }
        }
        only = count == 1 && last?.value.kind == .object ? last : nil
    }

    @inline(__always)
    private mutating func note(_ word: Word, _ value: JSONValue) {
        guard !value.isNull else { return null.insert(word) }
        guard !named.contains(word) else { return }
        named.insert(word)
        values[Int(word.rawValue)] = value
    }

    /// Money words with their unit or currency at the end.
    private mutating func noteMoney(_ key: JSONText, _ value: JSONValue, _ vocabulary: Vocabulary) -> Bool {
        guard value.stringOrNumber != nil, let (stem, ending) = MoneyName.split(key) else { return false }
        guard let word = vocabulary.word(stem), Self.money.contains(word) else { return false }
        guard !named.contains(word) else { return true }
        if MoneyName.isMinor(ending) {
            minor.insert(word)
        } else {
            guard MoneyName.isCurrency(ending) else { return false }
            namedCurrency = JSONText(ending)
        }
        note(word, value)
        return true
    }
}

extension Vocabulary {
    /// Reads an object's members; with `attributes` or `properties` beside an id (JSON:API, GeoJSON) theirs too.
    func withFacts<Result>(of object: JSONValue, _ body: (Facts) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: JSONValue.self, capacity: Word.allCases.count) { values in
            var facts = Facts(values)
            facts.collect(object, self)
            if let attributes = facts[.attributes], attributes.kind == .object { facts.collect(attributes, self) }
            return body(facts)
        }
    }
}

extension JSONText {
    init(_ bytes: UnsafeRawBufferPointer) {
        self.init(start: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), count: bytes.count)
    }
}
