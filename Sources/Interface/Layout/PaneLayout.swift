import Dashboard
import TUI

/// How a pane's inside is divided: the list above, the detail of what is selected below it or in its place.
struct PaneLayout: Equatable {
    /// The list's rows, without the column titles.
    let list: Rect
    /// The line with the names of the columns; empty where there is none.
    let titles: Rect
    /// The line between the list and the detail, with the detail's name; empty where the detail fills the pane.
    let divider: Rect
    let detail: Rect

    /// What decides the division.
    struct Wish {
        var pane: Pane
        /// There is something to show a detail of.
        var hasDetail: Bool
        /// The person has asked for it.
        var isOpen: Bool
        /// Rows of the whole list.
        var rows: Int
    }

    init(_ interior: Rect, _ wish: Wish) {
        let height = Self.detailHeight(interior, wish)
        let (upper, lower) = interior.split(bottom: height)
        (divider, detail) = upper.isEmpty ? (Rect(.zero), lower) : lower.split(top: min(1, height))
        // Notices explain themselves.
        (titles, list) = upper.split(top: wish.pane == .notifications ? 0 : 1)
    }

    /// The lines of messages that a short list of feeds, with its titles, leaves at least, with their divider.
    private static let (leastMessages, shortList) = (3, 9)

    /// Lines for the detail with its divider; the list keeps what it needs to be one.
    private static func detailHeight(_ interior: Rect, _ wish: Wish) -> Int {
        guard wish.pane != .map, wish.hasDetail else { return 0 }
        let height = interior.height
        if wish.pane == .feeds {
            // Feeds are few and their messages many.
            guard height >= 8 else { return wish.isOpen ? height : 0 }
            let most = wish.isOpen ? max(3, height / 4) : max(height / 2, min(height - leastMessages, shortList))
            return height - min(wish.rows + 1, most)
        }
        if wish.isOpen { return height < 16 ? height : height - max(4, height * 3 / 10) }
        guard height >= 18 else { return 0 }
        // A short list leaves its room to the detail.
        let share = min(max(10, height * 9 / 20), 20)
        return max(share, min(height - wish.rows - 2, 26))
    }
}

/// Which rows of a list are in sight. Once scrolled it stays with what is in sight, whatever comes and goes above it.
struct ListScroll: Equatable, Sendable {
    private(set) var offset = 0
    /// What was in the first row in sight at the last look.
    var top: RowAnchor?
    /// Where the selection was at the last look; `nil` after the person has moved it.
    private var row: Int?
    /// The wheel has moved the view away from the selection.
    private var isFree = false

    /// Brings the offset up to date.
    ///
    /// - Parameters:
    ///   - row: that of the selection.
    ///   - top: where what was in the first row in sight is now.
    mutating func settle(row: Int?, top: Int?, count: Int, height: Int) {
        if let row, let last = self.row, !isFree, abs(row - last) >= max(1, height) {
            // It has gone to the other end, such as a lot that is sold: the view does not go with it.
            isFree = true
        } else if let row, let last = self.row, offset > 0, !isFree {
            offset += row - last
        } else if offset > 0, row == nil || isFree, let top {
            offset = top
        }
        self.row = row
        offset = Scroll(offset: offset).showing(isFree ? nil : row, count: count, height: height).offset
    }

    /// The selection is to be in sight again, wherever it has gone.
    mutating func reveal() {
        isFree = false
        row = nil
    }

    mutating func roll(by lines: Int) {
        offset = max(0, offset + lines)
        top = nil
        isFree = true
    }
}

/// What is in a row, wherever that goes.
enum RowAnchor: Hashable, Sendable {
    case lot(Dashboard.Key)
    case journey(Fleet.RowKey)
    case notice(Int)
}

extension Board {
    func anchor(row: Int, of pane: Pane) -> RowAnchor? {
        switch pane {
        case .auctions: scene.auctions.auction(row: row).map { .lot($0.key) }
        case .journeys: scene.fleet.row(row).map { .journey($0.key) }
        case .notifications: scene.notifications.notice(row: row).map { .notice($0.number) }
        case .map, .feeds: nil
        }
    }

    func row(of anchor: RowAnchor) -> Int? {
        switch anchor {
        case .lot(let key): scene.auctions.row(of: key)
        case .journey(let key): scene.fleet.index(of: key)
        case .notice(let number): scene.notifications.row(of: number)
        }
    }
}
