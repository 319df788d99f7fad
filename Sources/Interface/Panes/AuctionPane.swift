import Dashboard
import Domain
import TUI

/// The lots: what they cost, who leads, how long is left.
struct AuctionPane: Widget {
    let view: View
    let isFramed: Bool

    func draw(in area: Rect, on grid: inout Grid) {
        let frame = ListFrame(
            pane: .auctions, view: view, isFramed: isFramed, note: StyledText(order), empty: "no lots yet")
        let inner = frame.draw(in: area, on: &grid)
        let auctions = view.scene.auctions
        guard auctions.count > 0 else { return frame.drawEmpty(in: inner, on: &grid) }
        let height = max(0, inner.height - 1)
        let offset = frame.offset(height: height)
        let rows = (offset..<min(auctions.count, offset + height)).compactMap { auctions.auction(row: $0) }
        let prices = MoneyColumn(rows.compactMap(\.current))
        Table(
            columns(prices), count: auctions.count, selection: view.board.selectedRow(of: .auctions), offset: offset,
            styles: view.tableStyles, gap: frame.gap(in: inner)
        ) { index in
            let place = index - offset
            guard rows.indices.contains(place) else { return Table.Row([], style: view.theme[.text]) }
            return row(rows[place], prices)
        }.draw(in: inner, on: &grid)
    }

    private var order: String {
        switch view.board.auctionSort {
        case .closing: "by time left"
        case .lot: "by lot"
        case .price: "by price"
        case .changed: "by last change"
        }
    }

    private func columns(_ prices: MoneyColumn) -> [Table.Column] {
        let price = max(5, prices.width)
        return [
            Table.Column("lot", minimum: 3, ideal: 5, priority: 9),
            Table.Column("title", minimum: 10, ideal: 20, share: 3, priority: 4),
            Table.Column("price", minimum: price, ideal: price, align: .right, priority: 10),
            Table.Column("leader", minimum: 6, ideal: 9, share: 1, priority: 7),
            Table.Column("bids", minimum: 4, ideal: 4, align: .right, priority: 2),
            Table.Column("status", minimum: 10, ideal: 11, priority: 6),
            Table.Column("left", minimum: 8, ideal: 8, align: .right, priority: 8),
        ]
    }

    private func row(_ lot: Auction, _ prices: MoneyColumn) -> Table.Row {
        let isOver = !lot.isLive
        let hasChanged = lot.changedAt.map { view.now - $0 < .seconds(3) } ?? false
        let price = lot.current.map { view.text(prices.text($0), hasChanged ? .changed : isOver ? .faint : .text).bare }
        return Table.Row(
            [
                StyledText(lot.key.id), StyledText(lot.title ?? "–"), price ?? view.text("–", .faint).bare, leader(lot),
                bids(lot), status(lot), left(lot),
            ], style: view.theme[isOver ? .faint : .text])
    }

    /// Sign and colour say the same: ● leading, ✗ outbid, ○ somebody else, – nobody.
    private func leader(_ lot: Auction) -> StyledText {
        let name = lot.leader.map(Self.brief)
        switch lot.standing {
        case .leading: return view.text("● you", .leading).bare
        case .outbid: return view.text("✗ " + (name ?? "outbid"), .outbid).bare
        case .some(.none), nil:
            if let name { return view.text("○ " + name, .other).bare }
            return view.text(lot.current == nil ? "– none" : "○ ?", .faint).bare
        }
    }

    /// `#42` for `paddle 42`: the number is what tells bidders apart.
    private static func brief(_ bidder: String) -> String {
        bidder.lowercased().hasPrefix("paddle ") ? "#" + bidder.dropFirst(7) : bidder
    }

    /// Where the service never said how many there were, those seen here, with a plus.
    private func bids(_ lot: Auction) -> StyledText {
        if let bids = lot.bids { return StyledText(CountText.of(bids)) }
        return lot.bidsSeen > 0 ? StyledText("\(CountText.of(lot.bidsSeen))+") : view.text("–", .faint).bare
    }

    private func status(_ lot: Auction) -> StyledText {
        let extensions = lot.extended > 0 ? "+\(lot.extended)" : ""
        switch lot.status {
        case .upcoming: return view.text("upcoming", .faint).bare
        case .open, nil: return StyledText("open" + (extensions.isEmpty ? "" : " " + extensions))
        case .extended: return view.text("extended" + extensions, .warning).bare
        case .goingOnce: return view.text("going 1×" + extensions, .warning).bare
        case .goingTwice: return view.text("going 2×" + extensions, .urgent).bare
        case .sold: return view.text(lot.standing == .leading ? "✓ won" : "✓ sold", .good).bare
        case .passed: return view.text("– passed", .faint).bare
        case .withdrawn: return view.text("withdrawn", .bad).bare
        }
    }

    /// The time of day within a day, else how many days.
    private func opening(_ lot: Auction, _ wait: Duration) -> String {
        guard wait < .seconds(86_400), let opensAt = lot.opensAt else { return "in " + DurationText.age(wait) }
        return "at " + view.timeOfDay(opensAt).minutes
    }

    private func left(_ lot: Auction) -> StyledText {
        switch lot.clock(at: view.now) {
        case .unknown: return view.text("–", .faint).bare
        case .opens(let wait): return view.text(opening(lot, wait), .faint).bare
        case .closes(let left):
            let role: Theme.Role = left <= .seconds(10) ? .urgent : left <= .seconds(60) ? .warning : .text
            return view.text(DurationText.countdown(left) + (left <= .seconds(10) ? "!" : " "), role).bare
        case .closing: return view.text("closing", .urgent).bare
        case .ended: return view.text("ended", .faint).bare
        case .over: return .empty
        }
    }
}
