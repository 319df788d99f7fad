internal import Domain

/// What is remembered of lots: where the watcher stands on each, and the close that was told last.
///
/// Bounded: beyond `capacity` lots, the one that was taken in first makes room.
struct LotBook: Sendable {
    fileprivate struct Page: Sendable {
        /// I bid on it, or led it, at some time.
        var hasTakenPart = false
        var standing: Lot.Standing?
        var highest: Money?
        var closesAt: Timestamp?
        var extended: Int?
    }

    let capacity: Int
    private var pages: [String: Page] = [:]
    private var order: [String] = []
    private var oldest = 0

    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    var count: Int { pages.count }

    /// Completes what a message says of a lot with where the watcher stands: nobody is outbid who never took part.
    mutating func take(_ lot: inout Lot) {
        guard lot.standing != nil || lot.closesAt != nil else { return }
        update(lot.lot) { page in
            page.closesAt = lot.closesAt ?? page.closesAt
            guard let standing = lot.standing else { return }
            switch standing {
            case .leading, .outbid: page.hasTakenPart = true
            case .none: lot.standing = page.hasTakenPart ? .outbid : Lot.Standing.none
            }
            page.standing = lot.standing
            page.highest = lot.current ?? page.highest
        }
    }

    /// Takes a bid in and answers what it changes for the watcher beyond itself; `nil` where that is nothing new.
    ///
    /// - Parameters:
    ///   - isMine: `nil` where it is not known who the watcher is.
    ///   - news: what the bid's message says of the lot.
    mutating func take(_ bid: Bid, isMine: Bool?, news: LotNews?) -> Lot? {
        guard let change = update(bid.lot, { $0.change(by: bid, isMine: isMine, news) }) else { return nil }
        var lot = Lot(
            lot: bid.lot, standing: change.standing, closesAt: change.closesAt, extended: change.extended)
        if change.isMoved { lot.status = .extended }
        if change.standing != nil, bid.state != .rejected, bid.state != .retracted {
            lot.current = bid.amount
            lot.leader = bid.bidder
        }
        return lot
    }

    private mutating func update<Result>(_ lot: String, _ body: (inout Page) -> Result) -> Result {
        if let known = pages.index(forKey: lot) { return body(&pages.values[known]) }
        makeRoom(for: lot)
        return body(&pages[lot, default: Page()])
    }

    private mutating func makeRoom(for lot: String) {
        guard order.count >= capacity else { return order.append(lot) }
        pages[order[oldest]] = nil
        order[oldest] = lot
        oldest = (oldest + 1) % capacity
    }
}

/// What a bid's message says of its lot beyond the bid.
struct LotNews {
    var closesAt: Timestamp?
    /// Whether the close is said to be a new one.
    var isMoved = false
    var extended: Int?
    var standing: Lot.Standing?
}

extension LotBook.Page {
    /// Takes what is said in; answers what was not known before, `nil` for nothing.
    fileprivate mutating func change(by bid: Bid, isMine: Bool?, _ news: LotNews?) -> LotNews? {
        var news = news ?? LotNews()
        if news.closesAt == closesAt { news.closesAt = nil }
        if news.extended == extended { news.extended = nil }
        closesAt = news.closesAt ?? closesAt
        extended = news.extended ?? extended
        let said = news.standing.map { $0 == .none && hasTakenPart ? .outbid : $0 }
        if said == .leading || said == .outbid { hasTakenPart = true }
        let next = said ?? isMine.flatMap { stand(after: bid, isMine: $0) }
        news.standing = (next ?? Lot.Standing.none) == (standing ?? Lot.Standing.none) ? nil : next
        standing = next ?? standing
        news.isMoved = news.isMoved && news.closesAt != nil
        return news.closesAt == nil && news.extended == nil && news.standing == nil ? nil : news
    }

    /// Where the watcher stands once the bid is in; a bid that does not top the highest one changes nothing.
    fileprivate mutating func stand(after bid: Bid, isMine: Bool) -> Lot.Standing? {
        guard bid.state != .rejected else { return standing }
        // Who leads after a retraction, only the service knows.
        guard bid.state != .retracted else {
            highest = nil
            return standing
        }
        if isMine { hasTakenPart = true }
        if let highest, let amount = bid.amount, highest.isComparable(to: amount), amount.minor <= highest.minor {
            return standing ?? (hasTakenPart ? .outbid : Lot.Standing.none)
        }
        highest = bid.amount ?? highest
        return isMine ? .leading : hasTakenPart ? .outbid : Lot.Standing.none
    }
}

extension Money {
    fileprivate func isComparable(to other: Money) -> Bool { currency == other.currency && exponent == other.exponent }
}
