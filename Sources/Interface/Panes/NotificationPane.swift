import Dashboard
import Domain
import TUI

/// What happened, newest first; what has not been seen is marked.
struct NotificationPane: Widget {
    let view: View
    let isFramed: Bool

    func draw(in area: Rect, on grid: inout Grid) {
        let log = view.scene.notifications
        let note = log.unread > 0 ? view.text("\(CountText.of(log.unread)) unread", .unread).bare : .empty
        let frame = ListFrame(
            pane: .notifications, view: view, isFramed: isFramed, note: note, empty: "no notifications yet")
        let inner = frame.draw(in: area, on: &grid)
        guard log.count > 0 else { return frame.drawEmpty(in: inner, on: &grid) }
        Table(
            Self.columns, count: log.count, selection: view.board.selectedRow(of: .notifications),
            offset: frame.offset(height: inner.height), showsHeader: false, styles: view.tableStyles, gap: 1
        ) { index in
            log.notice(row: index).map(row) ?? Table.Row([], style: view.theme[.text])
        }.draw(in: inner, on: &grid)
    }

    private static let columns = [
        Table.Column("", minimum: 1, ideal: 1, priority: 9),
        Table.Column("", minimum: 5, ideal: 5, priority: 8),
        Table.Column("", minimum: 2, ideal: 2, priority: 3),
        Table.Column("", minimum: 10, ideal: 30, share: 1, priority: 10),
        Table.Column("", minimum: 4, ideal: 4, align: .right, priority: 7),
    ]

    private func row(_ notice: Notice) -> Table.Row {
        let isUnread = notice.state == .unread
        let urgency = notice.priority >= 5 ? "!!" : notice.priority == 4 ? "! " : "  "
        return Table.Row(
            [
                isUnread ? view.text("●", .unread).bare : .empty,
                view.text(view.timeOfDay(notice.time).minutes, .faint).bare,
                view.text(urgency, notice.priority >= 5 ? .bad : .warning).bare, text(notice),
                notice.count > 1 ? view.text("×\(CountText.of(notice.count))", .faint).bare : .empty,
            ], style: view.theme[isUnread ? .text : .faint])
    }

    private func text(_ notice: Notice) -> StyledText {
        switch notice.content {
        case .alert(let alert): return StyledText(alert.text)
        case .message(let message):
            guard let title = message.title else { return StyledText(message.body ?? "–") }
            guard let body = message.body else { return StyledText(title) }
            return StyledText(title) + view.text("  " + body, .faint).bare
        }
    }
}
