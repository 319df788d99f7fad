public import Dashboard
public import TUI

/// Which part of the screen is whose.
public struct Arrangement: Equatable, Sendable {
    /// Less has only room to say so.
    public static let minimum = Size(width: 40, height: 12)

    public let size: Size
    let header: Rect
    /// The panes' names, where only one pane has room; else empty.
    let tabs: Rect
    let footer: Rect
    let body: Rect
    /// The panes in sight, in the order in which Tab goes through them.
    let panes: [Pane]
    /// The focused pane is not one of the layout's, and stands in for them all.
    let isAside: Bool
    private let areas: [Pane: Rect]
    private let columns: [[Pane]]

    init(_ size: Size, layout: LayoutState, focus: Pane, relevant: Set<Pane>) {
        self.size = size
        let (header, rest) = Rect(size).split(top: 1)
        let (middle, footer) = rest.split(bottom: 1)
        self.header = header
        self.footer = footer
        let plan = LayoutPlan(layout.preset, body: middle.size, relevant: relevant)
        // A pane that the layout does not show has the whole room while it is focused.
        guard !layout.isZoomed, plan.panes.contains(focus), plan.panes.count > 1 else {
            (tabs, body) = middle.split(top: 1)
            panes = [focus]
            isAside = plan.panes.count > 1 && !plan.panes.contains(focus)
            areas = [focus: body]
            columns = [[focus]]
            return
        }
        tabs = Rect(.zero)
        body = middle
        panes = plan.panes
        isAside = false
        columns = plan.columns.map { $0.panes.map(\.pane) }
        areas = Self.areas(plan, layout, middle)
    }

    private static func areas(_ plan: LayoutPlan, _ layout: LayoutState, _ body: Rect) -> [Pane: Rect] {
        let own = layout.columnWeights[layout.preset] ?? []
        let weights = own.count == plan.columns.count ? own : plan.columns.map(\.weight)
        var areas: [Pane: Rect] = [:]
        for (column, area) in zip(plan.columns, Layout.columns(body, weights.map { .share($0) })) {
            // Sizes given by hand hold for a column where each of its panes has one.
            let given = column.panes.compactMap { layout.paneWeights[layout.preset]?[$0.pane] }
            let shares = given.count == column.panes.count ? given : column.panes.map(\.weight)
            for (row, area) in zip(column.panes, Layout.rows(area, shares.map { .share($0) })) {
                areas[row.pane] = area
            }
        }
        return areas
    }

    var isTooSmall: Bool { size.width < Self.minimum.width || size.height < Self.minimum.height }

    /// Whether panes have frames; on narrow screens every column counts.
    var hasFrames: Bool { size.width >= 60 }

    /// Where a pane is; empty where it is out of sight.
    public func area(of pane: Pane) -> Rect { areas[pane] ?? Rect(.zero) }

    /// What the pane's frame leaves.
    func interior(of pane: Pane) -> Rect {
        hasFrames ? Panel.interior(of: area(of: pane)) : area(of: pane)
    }

    func pane(at point: Point) -> Pane? {
        panes.first { area(of: $0).contains(point) }
    }
}

// MARK: - Sizes by hand

extension Arrangement {
    /// A border between panes that can be dragged.
    enum Border: Hashable, Sendable {
        /// Between a column and the next one.
        case column(Int)
        /// Below a pane.
        case below(Pane)
    }

    /// The least that is left of a pane.
    private static let least = Size(width: 24, height: 5)

    func border(at point: Point) -> Border? {
        for (index, column) in columns.dropLast().enumerated() {
            guard let first = column.first else { continue }
            let edge = area(of: first).maxX
            if body.contains(point), point.x == edge - 1 || point.x == edge { return .column(index) }
        }
        for column in columns {
            for pane in column.dropLast() where area(of: pane).inset(top: 1).contains(point) {
                if point.y == area(of: pane).maxY - 1 { return .below(pane) }
            }
        }
        return nil
    }

    /// The sizes with the border moved to a point.
    func moving(_ border: Border, to point: Point, in layout: LayoutState) -> LayoutState {
        switch border {
        case .column(let index):
            guard let pane = columns[index].first else { return layout }
            return resizing(column: index, by: point.x + 1 - area(of: pane).maxX, in: layout)
        case .below(let pane): return resizing(pane, by: point.y + 1 - area(of: pane).maxY, in: layout)
        }
    }

    /// The sizes with the pane's column so many columns wider, at the cost of its neighbour.
    func widening(_ pane: Pane, by cells: Int, in layout: LayoutState) -> LayoutState {
        guard let index = columns.firstIndex(where: { $0.contains(pane) }), columns.count > 1 else { return layout }
        let isLast = index == columns.count - 1
        return resizing(column: isLast ? index - 1 : index, by: isLast ? -cells : cells, in: layout)
    }

    /// The sizes with the pane so many lines higher, at the cost of the one below it, or above the last one.
    func heightening(_ pane: Pane, by cells: Int, in layout: LayoutState) -> LayoutState {
        guard let column = columns.first(where: { $0.contains(pane) }), column.count > 1,
            let index = column.firstIndex(of: pane)
        else { return layout }
        let isLast = index == column.count - 1
        return resizing(column[isLast ? index - 1 : index], by: isLast ? -cells : cells, in: layout)
    }

    private func resizing(column index: Int, by cells: Int, in layout: LayoutState) -> LayoutState {
        var widths = columns.map { $0.first.map { area(of: $0).width } ?? 0 }
        guard widths.indices.contains(index + 1) else { return layout }
        let change = Self.clamp(cells, widths[index], widths[index + 1], least: Self.least.width)
        widths[index] += change
        widths[index + 1] -= change
        var layout = layout
        layout.columnWeights[layout.preset] = widths
        return layout
    }

    private func resizing(_ pane: Pane, by cells: Int, in layout: LayoutState) -> LayoutState {
        guard let column = columns.first(where: { $0.contains(pane) }), let index = column.firstIndex(of: pane),
            index + 1 < column.count
        else { return layout }
        let below = column[index + 1]
        let change = Self.clamp(
            cells, area(of: pane).height, area(of: below).height, least: Self.least.height)
        var layout = layout
        var heights = layout.paneWeights[layout.preset] ?? [:]
        for other in column { heights[other] = area(of: other).height }
        heights[pane, default: 0] += change
        heights[below, default: 0] -= change
        layout.paneWeights[layout.preset] = heights
        return layout
    }

    /// The change that leaves both sides their least.
    private static func clamp(_ change: Int, _ one: Int, _ other: Int, least: Int) -> Int {
        min(max(change, min(0, least - one)), max(0, other - least))
    }
}
