import Dashboard
import Domain
import TUI

/// What happened, newest first; what has not been seen is marked.
struct NotificationPane {
    let frame: PaneFrame
    private var view: View { frame.view }

    func draw(on grid: inout Grid) {
        let log = view.scene.notifications
        let layout = frame.layout
        frame.draw(note: note(log), title: layout.list.isEmpty ? "Notification" : nil, on: &grid)
        guard view.board.rowCount(of: .notifications) > 0 else {
            return frame.drawEmpty("no notifications yet", on: &grid)
        }
        frame.drawTable(columns, on: &grid) { index in
            log.notice(row: index).map(row) ?? Table.Row([], style: view.theme[.text])
        }
        guard !layout.detail.isEmpty, let notice = frame.selection.flatMap({ log.notice(row: $0) }) else { return }
        let detail = NoticeDetail(notice: notice, view: view)
        let room = frame.drawDivider(detail.title, note: detail.note, on: &grid)
        detail.draw(in: room, on: &grid)
    }

    private func note(_ log: NotificationLog) -> StyledText {
        var note =
            log.unread > 0 ? view.text("\(CountText.of(log.unread)) unread", .unread).bare : StyledText("all read")
        if log.snoozed > 0 { note += "  " + StyledText("\(CountText.of(log.snoozed)) snoozed") }
        if log.forgotten > 0 {
            note += "  " + view.text("\(CountText.of(log.forgotten)) older forgotten", .warning).bare
        }
        return note
    }

    private var columns: [Table.Column] {
        let text = frame.layout.list.width < 50 ? 16 : 34
        return [
            Table.Column("", minimum: 1, ideal: 1, priority: 9),
            Table.Column("", minimum: 5, ideal: view.desk.showsAges ? 6 : 5, align: .right, priority: 8),
            Table.Column("", minimum: 2, ideal: 2, priority: 9),
            Table.Column("", minimum: text, ideal: text, share: 1, priority: 10),
            Table.Column("", minimum: 16, ideal: 18, priority: 1),
            Table.Column("", minimum: 4, ideal: 4, align: .right, priority: 7),
        ]
    }

    private func row(_ notice: Notice) -> Table.Row {
        let words = NoticeWords(notice: notice, view: view)
        let isUnread = notice.state == .unread
        return Table.Row(
            [
                isUnread ? view.text("●", .unread).bare : .empty,
                view.text(view.moment(notice.time, seconds: false), .faint).bare, words.urgency, words.line,
                view.text(words.source, .faint).bare,
                notice.count > 1 ? view.text("×\(CountText.of(notice.count))", .faint).bare : .empty,
            ], style: view.theme[isUnread ? .text : .read])
    }
}

/// A notice's facts as the list and the detail word them.
struct NoticeWords {
    let notice: Notice
    let view: View

    var urgency: StyledText {
        guard notice.priority >= 4 else { return "  " }
        let role: Theme.Role =
            notice.state != .unread ? .read : notice.priority >= 5 ? .urgentNotice : .highPriority
        return view.text(notice.priority >= 5 ? "!!" : "! ", role).bare
    }

    /// The channel, else the feed.
    var source: String { notice.channel ?? view.scene.feed(notice.feed)?.name ?? "" }

    var title: String {
        switch notice.content {
        case .alert(let alert): alert.text
        case .message(let message): message.title ?? message.body ?? "–"
        }
    }

    /// What follows the title.
    var body: String? {
        guard case .message(let message) = notice.content, message.title != nil else { return nil }
        return message.body
    }

    var line: StyledText {
        StyledText(title) + (body.map { view.text("  " + $0, .faint).bare } ?? .empty)
    }
}
