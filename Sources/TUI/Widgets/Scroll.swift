/// Which rows of a long list are in sight.
public struct Scroll: Hashable, Sendable {
    /// Index of the first row in sight.
    public var offset: Int

    public init(offset: Int = 0) {
        self.offset = offset
    }

    /// The least move that shows the selected row with `margin` rows of context, and no empty rows below the end.
    /// - Parameters:
    ///   - selection: the row to keep in sight, if any.
    ///   - count: rows in all.
    ///   - height: rows that fit.
    public func showing(_ selection: Int?, count: Int, height: Int, margin: Int = 2) -> Scroll {
        guard height > 0, count > 0 else { return Scroll() }
        var first = offset
        if let selection {
            let selected = min(max(0, selection), count - 1)
            let margin = min(max(0, margin), (height - 1) / 2)
            first = min(first, selected - margin)
            first = max(first, selected + margin - height + 1)
        }
        return Scroll(offset: min(max(0, first), max(0, count - height)))
    }
}
