import Dashboard
import Domain
import TUI

/// One notification in full, with its link and the message that it came from.
struct NoticeDetail: Widget {
    let notice: Notice
    let view: View

    private var words: NoticeWords { NoticeWords(notice: notice, view: view) }

    var title: StyledText {
        StyledText(view.timeOfDay(notice.time).withSeconds + "  " + words.source)
    }

    var note: StyledText {
        let names = ["lowest", "low", "default", "high", "urgent"]
        let count = notice.count > 1 ? "  ×\(CountText.of(notice.count))" : ""
        return StyledText("priority \(names[Int(min(max(notice.priority, 1), 5)) - 1])\(count)")
    }

    func draw(in area: Rect, on grid: inout Grid) {
        let area = area.inset(horizontal: 1)
        let (lines, linkLine) = lines(width: area.width)
        let first = view.desk.detailOffset(of: .notifications)
        for (index, row) in area.rows.enumerated() where lines.indices.contains(first + index) {
            grid.write(lines[first + index], in: row, over: view.theme[.text])
            if let link, first + index == linkLine {
                grid.link(link, at: Rect(x: row.x, y: row.y, width: min(row.width, DisplayWidth.of(link)), height: 1))
            }
        }
    }

    /// Lines that do not fit.
    func overflow(in area: Rect) -> Int {
        max(0, lines(width: area.inset(horizontal: 1).width).lines.count - area.height)
    }

    private func lines(width: Int) -> (lines: [StyledText], link: Int) {
        var lines = Paragraph(words.title, style: view.theme[.title]).lines(width: width)
        if let body = words.body { lines += Paragraph(body, style: view.theme[.text]).lines(width: width) }
        lines.append(.empty)
        let linkLine = lines.count
        if let link { lines.append(view.text(link, .link)) }
        lines += facts
        if let event { lines += [.empty, view.text("the message it came from", .faint)] + event }
        return (lines, linkLine)
    }

    private var link: String? {
        guard case .message(let message) = notice.content else { return nil }
        return message.url
    }

    private var facts: [StyledText] {
        guard case .message(let message) = notice.content else { return [] }
        var lines: [StyledText] = []
        if !message.tags.isEmpty { lines.append(fact("tags", message.tags.joined(separator: ", "))) }
        if !message.actions.isEmpty { lines.append(fact("actions", message.actions.joined(separator: ", "))) }
        if let expires = message.expiresAt { lines.append(fact("expires", view.timeOfDay(expires).withSeconds)) }
        return lines
    }

    private func fact(_ name: String, _ value: String) -> StyledText {
        view.text(name + "  ", .faint) + StyledText(value)
    }

    private var event: [StyledText]? {
        guard let message = notice.message.flatMap({ view.scene.stream.message($0) }), let raw = message.raw else {
            return nil
        }
        return PayloadPicture(raw, theme: view.theme).lines(limit: 200)
    }
}
