import Dashboard
import Domain
import TUI

/// Connections and channels: how they do, and the messages as they come.
struct FeedPane {
    let frame: PaneFrame
    private var view: View { frame.view }

    func draw(on grid: inout Grid) {
        let layout = frame.layout
        frame.draw(note: note, title: layout.list.isEmpty ? "Messages" : nil, on: &grid)
        guard view.board.rowCount(of: .feeds) > 0 else { return frame.drawEmpty("no feeds yet", on: &grid) }
        frame.drawTable(Self.columns, on: &grid) { index in
            switch view.scene.feedRow(index) {
            case .feed(let number): view.scene.feed(number).map(row) ?? empty
            case .channel(let number, let place):
                view.scene.feed(number).flatMap { feed in
                    feed.channels.indices.contains(place) ? row(feed.channels[place], of: feed) : nil
                } ?? empty
            case nil: empty
            }
        }
        guard !layout.detail.isEmpty else { return }
        let list = MessageList(view: view)
        let room = frame.drawDivider(list.title, note: list.note(isFocused: frame.isFocused), on: &grid)
        list.draw(in: room, on: &grid)
    }

    private var empty: Table.Row { Table.Row([], style: view.theme[.text]) }

    private var note: StyledText {
        let feeds = view.scene.feeds
        let up = feeds.count { $0.state == .connected }
        var note = StyledText("\(up) of \(feeds.count) connected")
        if view.scene.strays > 0 {
            note += view.text("  \(CountText.of(view.scene.strays)) messages of feeds beyond the limit", .warning).bare
        }
        return note
    }

    private static let columns = [
        Table.Column("feed", minimum: 16, ideal: 20, share: 1, priority: 10),
        Table.Column("state", minimum: 15, ideal: 30, share: 2, priority: 9),
        Table.Column("ping", minimum: 6, ideal: 7, align: .right, priority: 6),
        Table.Column("rate", minimum: 10, ideal: 10, priority: 4),
        Table.Column("/s", minimum: 4, ideal: 5, align: .right, priority: 8),
        Table.Column("lag", minimum: 6, ideal: 7, align: .right, priority: 5),
        Table.Column("clock", minimum: 13, ideal: 13, align: .right, priority: 1),
        Table.Column("messages", minimum: 8, ideal: 9, align: .right, priority: 3),
        Table.Column("last", minimum: 6, ideal: 6, align: .right, priority: 2),
        Table.Column("gaps", minimum: 4, ideal: 14, align: .right, priority: 7),
        Table.Column("last 4 min", minimum: 12, ideal: 12, priority: 0),
    ]

    private func row(_ feed: Feed) -> Table.Row {
        let words = FeedWords(view: view)
        let history = feed.rate.history(at: view.now).map(Double.init)
        let isQuiet = history.allSatisfy { $0 == 0 }
        return Table.Row(
            [
                StyledText(feed.name, Style([.bold])), words.state(of: feed), delay(feed.roundTrip),
                view.text(Sparkline.text(history), isQuiet ? .faint : .rate).bare,
                StyledText(CountText.of(Int(feed.rate.perSecond(at: view.now).rounded()))), lag(feed), clock(feed),
                StyledText(CountText.of(feed.messages)), last(feed.lastAt), missing(feed),
                words.strip(of: feed, count: 12, width: .seconds(20)),
            ], style: view.theme[.text])
    }

    private func row(_ channel: Feed.Channel, of feed: Feed) -> Table.Row {
        Table.Row(
            [
                StyledText("  " + channel.name) + members(channel), FeedWords(view: view).state(of: channel, in: feed),
                .empty, .empty, .empty, .empty, .empty, StyledText(CountText.of(channel.messages)),
                last(channel.lastAt), gaps(channel.gaps),
            ], style: view.theme[.text])
    }

    private func members(_ channel: Feed.Channel) -> StyledText {
        channel.members.map { view.text("  \(CountText.of($0)) present", .faint).bare } ?? .empty
    }

    private func delay(_ duration: Duration?) -> StyledText {
        duration.map { StyledText(DurationText.delay($0)) } ?? view.text("–", .faint).bare
    }

    /// A source whose clock is ahead of ours has no lag that could be told.
    private func lag(_ feed: Feed) -> StyledText { delay(feed.lag.flatMap { $0 < .zero ? nil : $0 }) }

    /// How far the server's clock is ahead of ours.
    private func clock(_ feed: Feed) -> StyledText {
        guard let offset = feed.clock.offset else { return view.text("–", .faint).bare }
        let sign = offset < .zero ? "" : "+"
        let error = feed.clock.error.map { " ±\(DecimalText.tenths($0.inSeconds))" } ?? ""
        return StyledText("\(sign)\(DecimalText.tenths(offset.inSeconds))\(error) s")
    }

    private func last(_ moment: Timestamp?) -> StyledText {
        moment.map { view.text(DurationText.age(view.now - $0), .faint).bare } ?? view.text("–", .faint).bare
    }

    /// Stretches that may be missing, what is known to be lost in them, and what this program itself let go.
    private func missing(_ feed: Feed) -> StyledText {
        var text = gaps(feed.gaps)
        if feed.lost > 0 { text += view.text(" lost \(CountText.of(feed.lost))", .bad).bare }
        if feed.drops > 0 { text += view.text(" dropped \(CountText.of(feed.drops))", .bad).bare }
        return text
    }

    private func gaps(_ count: Int) -> StyledText {
        count > 0 ? view.text("▒\(CountText.of(count))", .gap).bare : view.text("0", .faint).bare
    }
}
