import Dashboard
import Domain
import TUI

/// The top line: how the feeds do, how much comes, what is unread, what time it is.
struct HeaderLine: Widget {
    let view: View

    func draw(in area: Rect, on grid: inout Grid) {
        let base = view.theme[.header]
        grid.fill(area, style: base)
        let isWide = area.width >= 80
        let right = isWide ? long : short
        let (rest, tail) = area.inset(horizontal: 1).split(right: right.width)
        grid.write(right, in: tail, over: base)
        let name = isWide ? view.text("spotter ", .brand).bare : .empty
        let left = name + fitted(rest.width - name.width - 1)
        grid.write(left, in: rest.inset(right: 1), over: base)
    }

    /// How much is said of each feed.
    private enum Depth: CaseIterable {
        case reasons, states, signs
    }

    /// Every feed by name, with what there is to say of it where that fits; else how many are up and down.
    private func fitted(_ room: Int) -> StyledText {
        for depth in Depth.allCases {
            let line = view.board.live.feeds.reduce(StyledText.empty) { $0 + "  " + state($1, depth) }
            if line.width <= room { return line }
        }
        return " " + tally
    }

    private func state(_ feed: Feed, _ depth: Depth) -> StyledText {
        var text = StyledText(feed.name + " ") + FeedSign.of(feed, view)
        if depth != .signs, let detail = detail(feed, withReason: depth == .reasons) {
            text += StyledText(" " + detail, view.theme[.faint].background(.default))
        }
        if feed.refusedChannels > 0 {
            text += " " + view.text("✗\(CountText.of(feed.refusedChannels)) refused", .bad).bare
        }
        if feed.gaps > 0 { text += " " + view.text("▒\(CountText.of(feed.gaps))", .gap).bare }
        if feed.drops > 0 { text += " " + view.text("dropped \(CountText.of(feed.drops))", .bad).bare }
        return text
    }

    private func detail(_ feed: Feed, withReason: Bool) -> String? {
        guard feed.state != .connected else { return feed.roundTrip.map(DurationText.delay) }
        return FeedWords.state(of: feed, at: view.desk.now, withReason: withReason)
    }

    /// How many feeds are in each state, for where their names do not fit.
    private var tally: StyledText {
        var counts: [(sign: StyledText, count: Int)] = []
        for feed in view.board.live.feeds {
            let sign = FeedSign.of(feed, view)
            if let place = counts.firstIndex(where: { $0.sign == sign }) {
                counts[place].count += 1
            } else {
                counts.append((sign, 1))
            }
        }
        return counts.reduce(StyledText.empty) { $0 + $1.sign + StyledText(" \($1.count)  ") }
    }

    private var rate: String { CountText.of(Int(view.board.live.rate(at: view.desk.now).rounded())) }

    private var long: StyledText {
        var text = StyledText.empty
        if let alarm { text += alarm + "   " }
        if let badge { text += badge + "   " }
        text += StyledText("\(rate) msg/s")
        // A source whose clock is ahead of ours has no lag that could be told.
        let lags = view.board.live.feeds.filter { $0.state == .connected }.compactMap(\.lag).filter { $0 >= .zero }
        if let lag = lags.max() { text += StyledText("  lag \(DurationText.delay(lag))", view.theme[.faint].bare) }
        return text + "   " + unread + "  " + urgent + "   " + clock
    }

    private var short: StyledText {
        let first = alarm ?? badge
        return (first.map { $0 + " " } ?? StyledText("\(rate)/s ")) + unread + " " + clock
    }

    /// Anybody on the way can read and change what is shown: the longer the line, the plainer.
    private var alarm: StyledText? {
        guard !view.desk.unverified.isEmpty else { return nil }
        let words =
            switch view.desk.size.width {
            case ..<80: " UNVERIFIED "
            case ..<120: " TLS NOT VERIFIED "
            default: " TLS NOT VERIFIED: \(view.desk.unverified.sorted().joined(separator: ", ")) "
            }
        return StyledText(words, view.theme[.urgent].bare.adding(.reverse))
    }

    private var unread: StyledText {
        let count = view.scene.notifications.unread
        return StyledText("✉ \(CountText.of(count))", view.theme[count > 0 ? .unread : .faint].bare)
    }

    private var urgent: StyledText {
        let count = view.scene.notifications.urgent
        return StyledText("⚑ \(CountText.of(count))", view.theme[count > 0 ? .highPriority : .faint].bare)
    }

    private var clock: StyledText { StyledText(view.timeOfDay(view.desk.now).withSeconds, Style([.bold])) }

    private var badge: StyledText? {
        guard view.board.isPaused else { return nil }
        return StyledText(" ‖ paused +\(CountText.of(view.board.missedWhilePaused)) ", view.theme[.paused].bare)
    }
}
