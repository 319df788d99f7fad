/// The nearest of the words that someone may have meant.
public enum Suggestion {
    /// `nil` where no word is within two edits, or begins with what was written.
    public static func nearest(to written: String, among words: [String]) -> String? {
        let written = Array(written.lowercased().unicodeScalars.prefix(64))
        guard !written.isEmpty else { return nil }
        let limit = written.count < 4 ? 1 : 2
        var best: (word: String, distance: Int)?
        for word in words {
            let scalars = Array(word.unicodeScalars)
            var distance = distance(written, scalars)
            if written.count >= 2, scalars.starts(with: written) { distance = min(distance, limit) }
            if distance <= limit, distance < best?.distance ?? Int.max { best = (word, distance) }
        }
        return best?.word
    }

    /// `, did you mean "bid"?` or nothing.
    static func question(_ written: String, among words: [String]) -> String {
        nearest(to: written, among: words).map { "; did you mean \($0)?" } ?? ""
    }

    /// Insertions, deletions, replacements and swaps of neighbours.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var last = Array(0...right.count)
        for (row, scalar) in left.enumerated() {
            var next = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(last[column] + (scalar == other ? 0 : 1), last[column + 1] + 1, next[column] + 1)
                if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
                    cost = min(cost, before[column - 1] + 1)
                }
                next.append(cost)
            }
            before = last
            last = next
        }
        return last[right.count]
    }
}
