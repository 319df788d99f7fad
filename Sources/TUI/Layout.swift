/// How much of a line of parts one part takes.
public enum Length: Hashable, Sendable {
    /// So many cells, less only when the room ends.
    case fixed(Int)
    /// A part of what the fixed ones leave, in proportion to the other shares' weights.
    case share(Int = 1)
}

/// Cuts a rectangle into parts, first come first served; a part for which nothing is left is empty, never outside.
public enum Layout {
    /// Parts from top to bottom.
    public static func rows(_ area: Rect, _ lengths: [Length], gap: Int = 0) -> [Rect] {
        spans(total: area.height, lengths, gap: gap).map {
            Rect(x: area.x, y: area.y + $0.start, width: area.width, height: $0.length)
        }
    }

    /// Parts from left to right.
    public static func columns(_ area: Rect, _ lengths: [Length], gap: Int = 0) -> [Rect] {
        spans(total: area.width, lengths, gap: gap).map {
            Rect(x: area.x + $0.start, y: area.y, width: $0.length, height: area.height)
        }
    }

    /// Divides `total` by weight so that the parts add up to it exactly; earlier parts get the odd cells.
    static func divide(_ total: Int, weights: [Int]) -> [Int] {
        var weightLeft = weights.reduce(0) { $0 + max(0, $1) }
        var left = max(0, total)
        return weights.map { weight in
            guard weight > 0, weightLeft > 0 else { return 0 }
            let part = (left * weight + weightLeft - 1) / weightLeft
            left -= part
            weightLeft -= weight
            return part
        }
    }

    private static func spans(total: Int, _ lengths: [Length], gap: Int) -> [(start: Int, length: Int)] {
        let gaps = max(0, lengths.count - 1) * gap
        let fixed = lengths.reduce(0) { if case .fixed(let cells) = $1 { $0 + max(0, cells) } else { $0 } }
        var shares = divide(
            total - gaps - fixed,
            weights: lengths.compactMap { if case .share(let weight) = $0 { max(0, weight) } else { nil } }
        )[...]
        var start = 0
        return lengths.map { length in
            let wanted =
                switch length {
                case .fixed(let cells): max(0, cells)
                case .share: shares.popFirst() ?? 0
                }
            let here = min(start, max(0, total))
            let given = min(wanted, max(0, total - start))
            start += given + gap
            return (here, given)
        }
    }
}
