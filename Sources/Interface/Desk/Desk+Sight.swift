import Dashboard
import TUI

/// What of the lists and of their details is in sight.
extension Desk {
    func paneLayout(_ pane: Pane, in arrangement: Arrangement) -> PaneLayout {
        PaneLayout(
            arrangement.interior(of: pane),
            PaneLayout.Wish(
                pane: pane, hasDetail: hasDetail(pane), isOpen: openDetails.contains(pane),
                rows: board.rowCount(of: pane)))
    }

    /// Whether the pane has something to show a detail of.
    func hasDetail(_ pane: Pane) -> Bool {
        pane == .feeds ? board.rowCount(of: .feeds) > 0 : board.selectedRow(of: pane) != nil
    }

    func offset(of pane: Pane) -> Int { scrolls[pane]?.offset ?? 0 }

    mutating func settleScrolls() {
        let arrangement = arrangement
        // What happens out of sight takes nobody's view along: a pane that comes back shows its selection.
        for pane in Pane.allCases where !arrangement.panes.contains(pane) { scrolls[pane]?.reveal() }
        for pane in arrangement.panes where pane != .map {
            let height = paneLayout(pane, in: arrangement).list.height
            var scroll = scrolls[pane] ?? ListScroll()
            scroll.settle(
                row: board.selectedRow(of: pane), top: scroll.top.flatMap { board.row(of: $0) },
                count: board.rowCount(of: pane), height: height)
            scroll.top = board.anchor(row: scroll.offset, of: pane)
            scrolls[pane] = scroll
        }
    }

    /// No detail is scrolled beyond its end.
    mutating func settleDetails() {
        for (pane, offset) in detailOffsets {
            detailOffsets[pane] = min(offset, overflow(of: pane))
        }
    }

    /// Lines of the pane's detail that are out of sight.
    func overflow(of pane: Pane) -> Int {
        let area = paneLayout(pane, in: arrangement).detail
        switch pane {
        case .notifications:
            guard let row = board.selectedRow(of: pane), let notice = board.scene.notifications.notice(row: row) else {
                return 0
            }
            return NoticeDetail(notice: notice, view: View(self)).overflow(in: area)
        case .feeds: return MessageList(view: View(self)).overflow(in: area)
        case .auctions, .journeys, .map: return 0
        }
    }

    func detailOffset(of pane: Pane) -> Int { detailOffsets[pane] ?? 0 }

    mutating func scrollDetail(of pane: Pane, by lines: Int) {
        let (target, overflows) = detailOffset(of: pane).addingReportingOverflow(lines)
        detailOffsets[pane] = min(max(0, overflows ? (lines < 0 ? 0 : .max) : target), overflow(of: pane))
    }
}
