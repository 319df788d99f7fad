import Dashboard
import TUI

/// The arrangements a person can choose from.
public enum Preset: String, CaseIterable, Sendable {
    case overview, auctions, rides, notifications, feeds
}

/// Which panes stand beside and above each other, and how much each takes of its column: a picture of the layout that knows
/// no cells.
struct LayoutPlan: Equatable {
    struct Column: Equatable {
        var weight: Int
        var panes: [Row]
    }

    struct Row: Equatable {
        var pane: Pane
        var weight: Int
    }

    var columns: [Column]

    var panes: [Pane] { columns.flatMap { $0.panes.map(\.pane) } }

    /// The preset for a body of this size; the panes that have nothing to show yet are left out of the overview.
    init(_ preset: Preset, body: Size, relevant: Set<Pane>) {
        columns = Self.columns(preset, Room(body))
        guard preset == .overview else { return }
        let kept = columns.map { column in
            Column(weight: column.weight, panes: column.panes.filter { relevant.contains($0.pane) })
        }
        let filled = kept.filter { !$0.panes.isEmpty }
        if !filled.isEmpty { columns = filled }
    }

    /// How much a body has room for.
    private enum Room {
        /// One pane at a time.
        case one
        /// Panes above each other, from 80 columns and 34 lines.
        case stack
        /// Two columns, from 100 columns and 18 lines.
        case two
        /// Everything, from 160 columns and 40 lines.
        case all

        init(_ body: Size) {
            if body.width >= 160, body.height >= 40 {
                self = .all
            } else if body.width >= 100, body.height >= 18 {
                self = .two
            } else {
                self = body.width >= 80 && body.height >= 33 ? .stack : .one
            }
        }
    }

    private static func columns(_ preset: Preset, _ room: Room) -> [Column] {
        switch (preset, room) {
        case (_, .one): []
        case (.overview, .all):
            [
                Column(21, (.auctions, 6), (.notifications, 4)),
                Column(20, (.map, 9), (.journeys, 6), (.feeds, 5)),
            ]
        case (.overview, .two):
            [Column(21, (.auctions, 3), (.notifications, 2)), Column(20, (.map, 1), (.journeys, 1))]
        case (.overview, .stack): [Column(1, (.auctions, 4), (.journeys, 3), (.notifications, 3))]
        case (.auctions, .all): [Column(2, (.auctions, 1)), Column(1, (.notifications, 3), (.feeds, 2))]
        case (.auctions, _): [Column(1, (.auctions, 5), (.notifications, 2))]
        case (.rides, .stack): [Column(1, (.map, 1), (.journeys, 1))]
        case (.rides, .all): [Column(2, (.journeys, 2), (.notifications, 1)), Column(3, (.map, 1))]
        case (.rides, .two): [Column(1, (.journeys, 1)), Column(1, (.map, 1))]
        case (.notifications, .all): [Column(3, (.notifications, 1)), Column(2, (.auctions, 1), (.feeds, 1))]
        case (.notifications, _): [Column(1, (.notifications, 1))]
        case (.feeds, _): [Column(1, (.feeds, 1))]
        }
    }
}

extension LayoutPlan.Column {
    fileprivate init(_ weight: Int, _ panes: (Pane, Int)...) {
        self.weight = weight
        self.panes = panes.map { LayoutPlan.Row(pane: $0.0, weight: $0.1) }
    }
}

/// What a person has made of the layout.
struct LayoutState: Equatable, Sendable {
    var preset = Preset.overview
    var isZoomed = false
    /// Cells that columns and panes were given by hand; those without keep the plan's shares.
    var columnWeights: [Preset: [Int]] = [:]
    var paneWeights: [Preset: [Pane: Int]] = [:]
}
