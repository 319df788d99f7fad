import Dashboard
import Domain
import TUI

/// The messages as they came, newest first, and the selected one laid out.
struct MessageList: Widget {
    let view: View

    /// The keys move here, not in the list of feeds.
    private var isOpen: Bool { view.desk.openDetails.contains(.feeds) }
    private var selected: MessageRecord? { view.board.selectedMessage.flatMap { view.scene.stream.message($0) } }

    var title: StyledText {
        switch view.board.selectedFeedRow {
        case .feed(let number): StyledText("Messages of \(view.scene.feed(number)?.name ?? "–")")
        case .channel(let number, let place):
            StyledText("Messages of \(view.scene.feed(number)?.channels[place].name ?? "–")")
        case nil: "Messages"
        }
    }

    func note(isFocused: Bool) -> StyledText {
        guard isFocused else { return .empty }
        return view.desk.isMessageOpen
            ? "j k scroll, esc leaves" : isOpen ? "j k select, enter opens, esc leaves" : "enter to go through them"
    }

    func draw(in area: Rect, on grid: inout Grid) {
        let (list, picture) = split(area)
        let sight = sight(height: list.height)
        Table(
            columns(for: sight.messages), count: sight.messages.count, selection: sight.selection, offset: sight.offset,
            showsHeader: false,
            styles: view.tableStyles(isFocused: isOpen), gap: 1
        ) { self.row(sight.messages[$0]) }.draw(in: list, on: &grid)
        if sight.messages.isEmpty {
            grid.write("nothing yet", in: list.row(0), align: .centre, style: view.theme[.faint])
        }
        if let selected { draw(selected, in: picture, on: &grid) }
    }

    /// Lines of the selected message that do not fit.
    func overflow(in area: Rect) -> Int {
        guard let raw = selected?.raw else { return 0 }
        let room = max(0, split(area).picture.height - 1)
        return max(0, PayloadPicture(raw, theme: view.theme).lines(limit: Self.longest).count - room)
    }

    /// The number of the message in a line.
    func message(at point: Point, in area: Rect) -> Int? {
        let list = split(area).list
        guard list.contains(point) else { return nil }
        let sight = sight(height: list.height)
        let index = sight.offset + point.y - list.y
        return sight.messages.indices.contains(index) ? sight.messages[index].number : nil
    }

    /// Lines of a message that are laid out at most.
    private static let longest = 5_000

    /// The list, and below it or in its place the selected message.
    private func split(_ area: Rect) -> (list: Rect, picture: Rect) {
        guard selected != nil else { return (area, Rect(.zero)) }
        let parts = area.split(bottom: view.desk.isMessageOpen ? area.height : area.height * 6 / 10)
        return (parts.rest, parts.bottom)
    }

    private func sight(height: Int) -> (messages: [MessageRecord], selection: Int?, offset: Int) {
        let messages = view.board.messages(limit: 500)
        let row = messages.firstIndex { $0.number == view.board.selectedMessage }
        let offset = Scroll().showing(row, count: messages.count, height: height, margin: height / 3).offset
        return (messages, row, offset)
    }

    /// No wider than what stands in them, so that the data has the room.
    ///
    /// - Parameter messages: all that may be scrolled to, for columns that hold still meanwhile.
    private func columns(for messages: [MessageRecord]) -> [Table.Column] {
        func widest(_ range: ClosedRange<Int>, _ text: (MessageRecord) -> String) -> Int {
            messages.reduce(range.lowerBound) { max($0, min(DisplayWidth.of(text($1)), range.upperBound)) }
        }
        let kind = widest(7...12) { $0.kind.rawValue }
        let channel = widest(4...18, place)
        let name = widest(1...18) { $0.name ?? "" }
        return [
            Table.Column("", minimum: 12, ideal: 12, priority: 5),
            Table.Column("", minimum: 7, ideal: kind, priority: 4),
            Table.Column("", minimum: min(8, channel), ideal: channel, priority: 3),
            Table.Column("", minimum: min(8, name), ideal: name, priority: 2),
            Table.Column("", minimum: 10, ideal: 30, share: 1, priority: 1),
        ]
    }

    /// The channel, or where there is none the feed.
    private func place(_ message: MessageRecord) -> String {
        message.channel ?? view.scene.feed(message.feed)?.name ?? ""
    }

    private func row(_ message: MessageRecord) -> Table.Row {
        Table.Row(
            [
                view.text(time(message.received), .faint).bare, kind(message.kind), StyledText(place(message)),
                StyledText(message.name ?? ""),
                message.note.map { StyledText($0) } ?? view.text(summary(message.raw), .faint).bare,
            ], style: view.theme[.text])
    }

    private func time(_ moment: Timestamp) -> String {
        view.desk.showsAges ? DurationText.age(view.now - moment) : view.timeOfDay(moment).withMilliseconds
    }

    private func kind(_ kind: Event.Kind) -> StyledText {
        switch kind {
        case .gap, .drop: view.text("▒ " + kind.rawValue, .gap).bare
        case .status: view.text(kind.rawValue, .faint).bare
        case .message: view.text(kind.rawValue, .warning).bare
        case .notification, .lot, .bid, .vehicle, .ride, .presence: StyledText(kind.rawValue)
        }
    }

    /// The beginning of the data on one line.
    private func summary(_ raw: Payload?) -> String {
        switch raw {
        case .json(let text), .text(let text): String(text.prefix(400))
        case .binary(let bytes): "\(CountText.of(bytes.count)) bytes"
        case nil: ""
        }
    }

    private func draw(_ message: MessageRecord, in area: Rect, on grid: inout Grid) {
        let (head, body) = area.split(top: 1)
        grid.fill(head, with: Glyph("─"), style: view.theme[.border])
        let lag =
            message.source.map {
                "  \(CountText.of(Int((message.received - $0).wholeMilliseconds))) ms after it happened"
            } ?? ""
        let id = message.id.map { "  id \($0)" } ?? ""
        grid.write(
            " \(message.name ?? message.kind.rawValue)\(id)\(lag) ", at: Point(x: head.x + 1, y: head.y), within: head,
            style: view.theme[.faint])
        guard let raw = message.raw else {
            return grid.write(message.note ?? "without data", in: body.inset(horizontal: 1), style: view.theme[.text])
        }
        let first = view.desk.detailOffset(of: .feeds)
        let lines = PayloadPicture(raw, theme: view.theme).lines(limit: min(Self.longest, body.height + first))
        for (line, row) in zip(lines.dropFirst(first), body.inset(horizontal: 1).rows) {
            grid.write(line, in: row, over: view.theme[.text])
        }
    }
}
