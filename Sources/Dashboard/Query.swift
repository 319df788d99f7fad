/// What a person looks for: words that must all occur, whatever their case.
///
/// Words are separated by white space; `"two words"` in quotes are one, and a word with a leading `-` must not occur. The
/// first 64 words count. A letter of ASCII stands only for itself in both cases; others are compared by Unicode's lower case.
public struct Query: Equatable, Sendable {
    /// As it was written.
    public let text: String
    let wanted: [Word]
    let unwanted: [Word]

    public init(_ text: String = "") {
        self.text = text
        let words = Self.words(of: text).prefix(64)
        wanted = words.filter { !$0.isUnwanted }.map { Word($0.text) }
        unwanted = words.filter { $0.isUnwanted }.map { Word($0.text) }
    }

    /// Whether it asks for nothing, so that everything matches.
    public var isEmpty: Bool { wanted.isEmpty && unwanted.isEmpty }

    /// Whether all the words occur, each in any one of the texts, and none of the unwanted ones.
    public func matches(_ texts: [String?]) -> Bool {
        matches { search in
            for text in texts { search.look(at: text) }
        }
    }

    /// The same for a thing that shows its texts one after the other, so that no list of them has to be made.
    @inline(__always)
    func matches(_ show: (inout Search) -> Void) -> Bool {
        var search = Search(self)
        show(&search)
        return search.isMatch
    }

    /// Where the words occur, for marking them: whole characters, in order, none overlapping another.
    public func ranges(in text: String) -> [Range<String.Index>] {
        let found = wanted.flatMap { $0.ranges(in: text) }.sorted { $0.lowerBound < $1.lowerBound }
        var merged: [Range<String.Index>] = []
        for range in found.map({ text.wholeCharacters($0) }) {
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    private static func words(of text: String) -> [(text: String, isUnwanted: Bool)] {
        var words: [(text: String, isUnwanted: Bool)] = []
        var (word, isUnwanted, isQuoted, isAtStart) = ("", false, false, true)
        func end() {
            if !word.isEmpty { words.append((word, isUnwanted)) }
            (word, isUnwanted, isAtStart) = ("", false, true)
        }
        for character in text {
            switch character {
            case "\"": isQuoted.toggle()
            case "-" where isAtStart && !isQuoted: isUnwanted = true
            case _ where character.isWhitespace && !isQuoted:
                end()
                continue
            default: word.append(character)
            }
            isAtStart = false
        }
        end()
        return words
    }
}

extension Query {
    /// One look at a thing's texts.
    struct Search {
        private let query: Query
        /// Words not found yet, a bit each.
        private var missing: UInt64
        private var isRefused = false

        @inline(__always)
        init(_ query: Query) {
            self.query = query
            missing = query.wanted.count == 64 ? .max : 1 << UInt64(query.wanted.count) - 1
        }

        var isMatch: Bool { missing == 0 && !isRefused }

        @inline(__always)
        mutating func look(at text: String?) {
            guard let text, !isRefused, missing != 0 || !query.unwanted.isEmpty else { return }
            examine(text)
        }

        private mutating func examine(_ text: String) {
            var left = missing
            while left != 0 {
                let bit = left.trailingZeroBitCount
                left &= left &- 1
                if query.wanted[bit].occurs(in: text) { missing &= ~(1 << UInt64(bit)) }
            }
            if !query.unwanted.isEmpty { isRefused = query.unwanted.contains { $0.occurs(in: text) } }
        }
    }
}

extension String {
    /// The range made wider until it cuts no character in two.
    fileprivate func wholeCharacters(_ range: Range<Index>) -> Range<Index> {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while !isBoundary(lower) { lower = unicodeScalars.index(before: lower) }
        while !isBoundary(upper) { upper = unicodeScalars.index(after: upper) }
        return lower..<upper
    }

    private func isBoundary(_ index: Index) -> Bool {
        index == startIndex || index == endIndex || index == self.index(after: self.index(before: index))
    }
}
