import Dashboard
import Domain
import TUI

/// One lot: how the price climbed, who bid, what the house says.
struct AuctionDetail: Widget {
    let lot: Auction
    let view: View

    private var words: LotWords { LotWords(lot: lot, view: view) }

    var title: StyledText {
        StyledText("Lot \(lot.key.id)") + (lot.title.map { view.text("  " + $0, .faint).bare } ?? .empty)
    }

    /// What the next bid must be, and whether the reserve is met.
    var note: StyledText {
        var parts: [StyledText] = []
        switch lot.reserve {
        case .met: parts.append(view.text("reserve ✓", .good).bare)
        case .notMet: parts.append(view.text("reserve ✗", .warning).bare)
        case .some(.none): parts.append("no reserve")
        case nil: break
        }
        if lot.isLive, let ask = lot.ask { parts.append(StyledText("next \(MoneyText(ask))")) }
        return parts.dropFirst().reduce(parts.first ?? .empty) { $0 + "  " + $1 }
    }

    func draw(in area: Rect, on grid: inout Grid) {
        let (top, rest) = area.inset(horizontal: 1).split(top: 1)
        grid.write(summary, in: top, over: view.theme[.text])
        let (upper, bottom) = rest.split(bottom: history.isEmpty || rest.height < 6 ? 0 : 1)
        grid.write(history, in: bottom, over: view.theme[.faint])
        guard upper.width >= 58, PriceChart.hasCurve(lot) else {
            let hasChart = upper.height >= 11 && PriceChart.hasCurve(lot)
            let (chart, ladder) = upper.split(top: hasChart ? upper.height / 2 : 0)
            PriceChart(lot: lot, view: view).draw(in: chart, on: &grid)
            return drawLadder(in: ladder, on: &grid)
        }
        let (chart, ladder) = upper.split(right: min(36, upper.width / 2))
        PriceChart(lot: lot, view: view).draw(in: chart.inset(right: 2), on: &grid)
        drawLadder(in: ladder, on: &grid)
    }

    private var summary: StyledText {
        let role: Theme.Role = words.hasJustChanged ? .changed : .title
        var text = lot.current.map { view.text("\(MoneyText($0))", role).bare } ?? view.text("no bid yet", .faint).bare
        text += "  " + words.leader + "  " + words.left
        if let clock = clockNote { text += view.text(" \(clock)", .faint).bare }
        if let maximum = lot.maximum { text += StyledText("  your limit \(MoneyText(maximum))") }
        if let increment = lot.increment, lot.isLive {
            text += view.text("  steps of \(MoneyText(increment))", .faint).bare
        }
        if let watchers = lot.watchers { text += view.text("  \(CountText.of(watchers)) watching", .faint).bare }
        return text
    }

    /// The countdown's error, where it is large enough to matter for what is left.
    private var clockNote: String? {
        guard case .closes(let left) = lot.clock(at: view.serverTime(of: lot.key.feed)),
            let error = view.scene.feed(lot.key.feed)?.clock.error, error >= .milliseconds(100),
            left < .seconds(60) || error * 20 > left
        else { return nil }
        return "±\(DecimalText.tenths(error.inSeconds)) s"
    }

    private var history: StyledText {
        guard let last = lot.extensions.last else { return .empty }
        let moves = lot.extensions.suffix(4).map { "+\(DurationText.age($0.to - $0.from))" }.joined(separator: " ")
        return StyledText(
            "↑ extended \(max(lot.extended, lot.extensions.count))×: \(moves), last \(view.moment(last.at))",
            view.theme[.extended].bare)
    }

    /// The bids, newest first.
    private func drawLadder(in area: Rect, on grid: inout Grid) {
        let rungs = Array(lot.ladder.reversed())
        guard !rungs.isEmpty else {
            return grid.write("no bids seen yet", in: area.row(0), style: view.theme[.faint])
        }
        let prices = MoneyColumn(rungs.prefix(area.height).map(\.amount))
        let columns = [
            Table.Column("", minimum: 8, ideal: 8, priority: 2),
            Table.Column("", minimum: 6, ideal: 8, share: 1, priority: 3),
            Table.Column("", minimum: prices.width, ideal: prices.width, align: .right, priority: 4),
            Table.Column("", minimum: 8, ideal: 9, priority: 1),
        ]
        Table(
            columns, count: rungs.count, showsHeader: false,
            styles: view.tableStyles, gap: 1
        ) { index in row(rungs[index], prices) }
        .draw(in: area, on: &grid)
    }

    private func row(_ rung: Auction.Rung, _ prices: MoneyColumn) -> Table.Row {
        let isVoid = rung.state == .rejected || rung.state == .retracted || rung.isLate
        let isTop = rung.amount == lot.current && rung.bidder == lot.leader && !isVoid
        let isMine = rung.bidder.map { view.board.me.isMe($0, in: lot.key.feed) } ?? false
        let who = isMine ? "you" : rung.bidder.map(LotWords.brief) ?? "?"
        let sign = isTop ? (isMine ? "● " : "○ ") : "  "
        let bidder = view.text(sign + who, isTop && isMine ? .leading : isTop ? .otherLeader : isVoid ? .faint : .text)
            .bare
        return Table.Row(
            [
                view.text(view.moment(rung.time), .faint).bare, bidder, StyledText(prices.text(rung.amount)),
                view.text(remark(rung), rung.state == .rejected ? .bad : .faint).bare,
            ], style: view.theme[isVoid ? .faint : .text])
    }

    private func remark(_ rung: Auction.Rung) -> String {
        switch rung.state {
        case .rejected: "rejected"
        case .retracted: "retracted"
        case .placed: rung.isLate ? "late" : "placed"
        case .accepted: rung.isLate ? "late" : ""
        }
    }
}
