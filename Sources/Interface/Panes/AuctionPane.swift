import Dashboard
import Domain
import TUI

/// The lots: what they cost, who leads, how long is left.
struct AuctionPane {
    let frame: PaneFrame
    private var view: View { frame.view }

    func draw(on grid: inout Grid) {
        let layout = frame.layout
        let selected = view.board.selectedLot.flatMap { view.scene.auctions.auction($0) }
        let isAlone = layout.list.isEmpty && selected != nil
        frame.draw(note: StyledText(order), title: isAlone ? selected.map { "Lot \($0.key.id)" } : nil, on: &grid)
        guard view.board.rowCount(of: .auctions) > 0 else { return frame.drawEmpty("no lots yet", on: &grid) }
        drawList(layout.list.height, on: &grid)
        guard let selected, !layout.detail.isEmpty else { return }
        let detail = AuctionDetail(lot: selected, view: view)
        let room = frame.drawDivider(detail.title, note: detail.note, on: &grid)
        detail.draw(in: room, on: &grid)
    }

    private func drawList(_ height: Int, on grid: inout Grid) {
        let auctions = view.scene.auctions
        let first = frame.offset
        let rows = (first..<max(first, min(auctions.count, first + height))).compactMap { auctions.auction(row: $0) }
        let prices = MoneyColumn(rows.compactMap(\.current))
        frame.drawTable(columns(prices), on: &grid) { index in
            guard rows.indices.contains(index - first) else { return Table.Row([], style: view.theme[.text]) }
            return row(rows[index - first], prices)
        }
    }

    private var order: String {
        switch view.board.auctionSort {
        case .closing: "by time left"
        case .lot: "by lot"
        case .price: "by price"
        case .changed: "by last change"
        }
    }

    /// Where there is no room for a column of their own, results and calls stand in that of the time left.
    private var hasStatus: Bool { frame.layout.list.width >= 76 }

    private func columns(_ prices: MoneyColumn) -> [Table.Column] {
        let price = max(5, prices.width)
        let title = hasStatus ? 22 : frame.layout.list.width >= 56 ? 14 : 10
        return [
            Table.Column("lot", minimum: 3, ideal: 5, priority: 20),
            Table.Column("title", minimum: title, ideal: 30, share: 4, priority: 17),
            Table.Column("price", minimum: price, ideal: price, align: .right, priority: 21),
            Table.Column("trend", minimum: 10, ideal: 10, priority: 5),
            Table.Column("ask", minimum: price, ideal: price, align: .right, priority: 4),
            Table.Column("leader", minimum: 6, ideal: 9, priority: 18),
            Table.Column("bids", minimum: 4, ideal: 4, align: .right, priority: 6),
            Table.Column("seen by", minimum: 7, ideal: 7, align: .right, priority: 1),
            Table.Column("res", minimum: 3, ideal: 3, priority: 7),
            Table.Column("left", minimum: hasStatus ? 8 : 9, ideal: hasStatus ? 8 : 11, align: .right, priority: 19),
        ] + (hasStatus ? [Table.Column("status", minimum: 10, ideal: 11, priority: 16)] : [])
    }

    private func row(_ lot: Auction, _ prices: MoneyColumn) -> Table.Row {
        let words = LotWords(lot: lot, view: view)
        let isOver = !lot.isLive
        let role: Theme.Role = words.hasJustChanged ? .changed : isOver ? .faint : .text
        let price = lot.current.map { view.text(prices.text($0), role).bare }
        return Table.Row(
            [
                StyledText(lot.key.id), StyledText(lot.title ?? "–"), price ?? words.nothing, words.trend(width: 10),
                isOver ? .empty : lot.ask.map { view.text(prices.text($0), .faint).bare } ?? words.nothing,
                words.leader, words.bids, words.watchers, words.reserve, hasStatus ? words.left : words.leftOrStatus,
                words.status,
            ], style: view.theme[isOver ? .faint : .text])
    }
}
