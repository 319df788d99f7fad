extension Notice {
    init(outbidOn lot: Lot, by paddle: Paddle) {
        let price = lot.amount(lot.current)
        self.init(
            title: "Outbid on lot \(lot.id)",
            body: "\(paddle.name) bids \(price) for \(lot.title). The next bid is \(lot.amount(lot.ask)).",
            priority: 4, tags: ["auction", "outbid"], url: lot.url)
    }

    /// `left` in milliseconds.
    init(endingSoon lot: Lot, in left: Int64) {
        let standing = lot.leader == .me ? "You lead" : "You are outbid"
        self.init(
            title: "Lot \(lot.id) closes in \(left / 1_000) s",
            body: "\(standing) at \(lot.amount(lot.current)): \(lot.title).", priority: 3,
            tags: ["auction", "ending_soon"], url: lot.url)
    }

    /// Of a lot that the watcher bid on, at the fall of the hammer.
    init(resultOf lot: Lot) {
        let isMine = lot.leader == .me
        let price = lot.amount(lot.current)
        if !lot.isSellable {
            self.init(
                title: "Lot \(lot.id) passed", body: "\(lot.title): \(price) did not reach the reserve.", priority: 3,
                tags: ["auction", "lost"], url: lot.url)
        } else if isMine {
            self.init(
                title: "You won lot \(lot.id)", body: "\(lot.title) is yours for \(price).", priority: 4,
                tags: ["auction", "won"], url: lot.url)
        } else {
            self.init(
                title: "Lot \(lot.id) went to \(lot.leader?.name ?? "another")",
                body: "\(lot.title) sold for \(price).", priority: 2, tags: ["auction", "lost"], url: lot.url)
        }
    }
}

extension Lot {
    /// An address of the reserved domain: nothing is there.
    fileprivate var url: String { "https://sale.example/lots/\(id)" }

    /// Whole units, as a house prints them: `SEK 12,500`. The ladder knows no smaller ones.
    fileprivate func amount(_ minor: Int64?) -> String {
        let units = (minor ?? 0) / (department.currency == "JPY" ? 1 : 100)
        var groups: [String] = []
        var rest = units
        while rest >= 1_000 {
            groups.append(String(String(1_000 + rest % 1_000).dropFirst()))
            rest /= 1_000
        }
        groups.append("\(rest)")
        return "\(department.currency) \(groups.reversed().joined(separator: ","))"
    }
}
