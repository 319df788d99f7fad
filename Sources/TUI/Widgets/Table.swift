/// Rows under named columns; only the rows in sight are asked for.
public struct Table: Widget {
    /// What one column is called and how wide it may get.
    public struct Column: Hashable, Sendable {
        public var title: String
        /// The column is left out rather than made narrower than this.
        public var minimum: Int
        public var ideal: Int
        /// Weight in what is left when all columns have their ideal width; 0 keeps it.
        public var share: Int
        public var alignment: Alignment
        /// Columns of the lowest priority go first when there is no room.
        public var priority: Int

        public init(
            _ title: String, minimum: Int = 3, ideal: Int, share: Int = 0, align: Alignment = .left, priority: Int = 0
        ) {
            self.title = title
            self.minimum = max(1, minimum)
            self.ideal = max(self.minimum, ideal)
            self.share = max(0, share)
            alignment = align
            self.priority = priority
        }
    }

    /// One row: a cell for each column and what lies under them.
    public struct Row: Hashable, Sendable {
        public var cells: [StyledText]
        public var style: Style

        public init(_ cells: [StyledText], style: Style = .plain) {
            self.cells = cells
            self.style = style
        }
    }

    /// How the parts look.
    public struct Styles: Hashable, Sendable {
        public var header: Style
        public var selected: Style
        public var marker: Style

        public init(
            header: Style = Style(foreground: .grey), selected: Style = Style([.bold]),
            marker: Style = Style(foreground: .yellow)
        ) {
            self.header = header
            self.selected = selected
            self.marker = marker
        }
    }

    public var columns: [Column]
    public var count: Int
    /// Index of the selected row, which gets the marker.
    public var selection: Int?
    /// Index of the first row in sight; see `Scroll`.
    public var offset: Int
    public var showsHeader: Bool
    public var styles: Styles
    /// Cells between columns.
    public var gap: Int
    private let row: (Int) -> Row

    /// - Parameter row: called with the indices in sight only, in order.
    public init(
        _ columns: [Column], count: Int, selection: Int? = nil, offset: Int = 0, showsHeader: Bool = true,
        styles: Styles = Styles(), gap: Int = 2, row: @escaping (Int) -> Row
    ) {
        self.columns = columns
        self.count = max(0, count)
        self.selection = selection
        self.offset = offset
        self.showsHeader = showsHeader
        self.styles = styles
        self.gap = max(0, gap)
        self.row = row
    }

    /// Columns of the marker at the left.
    static let gutter = 2

    /// Rows of data that fit.
    public func height(in area: Rect) -> Int {
        max(0, area.height - (showsHeader ? 1 : 0))
    }

    /// The rows in sight.
    public func visible(in area: Rect) -> Range<Int> {
        let height = height(in: area)
        let first = min(max(0, offset), count)
        return first..<min(count, first + height)
    }

    /// The row under a point, for the mouse.
    public func index(at point: Point, in area: Rect) -> Int? {
        guard area.contains(point) else { return nil }
        let index = point.y - area.y - (showsHeader ? 1 : 0) + max(0, offset)
        return visible(in: area).contains(index) ? index : nil
    }

    /// The columns that fit, as indices into `columns`, and where they are.
    public func layout(in area: Rect) -> [(column: Int, area: Rect)] {
        let room = area.inset(left: Self.gutter)
        let kept = fitting(room.width)
        let widths = widths(of: kept, room: room.width)
        var x = room.x
        return zip(kept, widths).map { column, width in
            defer { x += width + gap }
            return (column, Rect(x: x, y: area.y, width: width, height: area.height))
        }
    }

    public func draw(in area: Rect, on grid: inout Grid) {
        guard !area.isEmpty else { return }
        let layout = layout(in: area)
        if showsHeader {
            grid.fill(area.row(0), style: styles.header)
            for (column, place) in layout {
                let column = columns[column]
                grid.write(column.title, in: place.row(0), align: column.alignment, style: styles.header)
            }
        }
        for (line, index) in visible(in: area).enumerated() {
            draw(row(index), index: index, line: line + (showsHeader ? 1 : 0), area: area, layout: layout, on: &grid)
        }
    }

    private func draw(
        _ row: Row, index: Int, line: Int, area: Rect, layout: [(column: Int, area: Rect)], on grid: inout Grid
    ) {
        let base = index == selection ? styles.selected.over(row.style) : row.style
        let strip = area.row(line)
        grid.fill(strip, style: base)
        if index == selection { grid.write("▸", at: strip.origin, within: strip, style: styles.marker.over(base)) }
        for (position, (column, _)) in layout.enumerated() where column < row.cells.count && !row.cells[column].isEmpty
        {
            let place = room(for: row, at: position, in: layout).row(line)
            grid.write(row.cells[column], in: place, align: columns[column].alignment, over: base)
        }
    }

    /// A cell's column, and where it does not suffice those of the empty cells after it.
    private func room(for row: Row, at position: Int, in layout: [(column: Int, area: Rect)]) -> Rect {
        let (column, area) = layout[position]
        guard columns[column].alignment == .left, row.cells[column].width > area.width else { return area }
        let free = layout.dropFirst(position + 1).prefix { $0.column < row.cells.count && row.cells[$0.column].isEmpty }
        guard let last = free.last else { return area }
        return Rect(x: area.x, y: area.y, width: last.area.maxX - area.x, height: area.height)
    }

    /// Indices of the columns whose minimum widths fit, after the least important ones went; the last of equals goes first.
    private func fitting(_ room: Int) -> [Int] {
        var kept = Array(columns.indices)
        while kept.count > 1, kept.reduce(-gap, { $0 + columns[$1].minimum + gap }) > room {
            let least = kept.reversed().min { columns[$0].priority < columns[$1].priority }
            kept.removeAll { $0 == least }
        }
        return kept
    }

    /// From the minimum to the ideal in fair parts, then shares of the rest.
    private func widths(of kept: [Int], room: Int) -> [Int] {
        let available = max(0, room - max(0, kept.count - 1) * gap)
        let minima = kept.map { min(columns[$0].minimum, available) }
        let wishes = kept.map { columns[$0].ideal - columns[$0].minimum }
        let spare = max(0, available - minima.reduce(0, +))
        let wished = wishes.reduce(0, +)
        let grown = wished <= spare ? wishes : Layout.divide(spare, weights: wishes)
        let rest = Layout.divide(spare - grown.reduce(0, +), weights: kept.map { columns[$0].share })
        return kept.indices.map { minima[$0] + grown[$0] + rest[$0] }
    }
}
