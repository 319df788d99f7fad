internal import Domain
internal import JSON

/// A bid needs a lot, an amount, and either a bidder, an event whose name speaks of bids, or a member named `bid` beside the lot's own
/// identifier: an `amount` alone might as well be a payment for the lot.
extension Vocabulary {
    private static let amounts = WordSet(.amount, .bid, .price)
    private static let lotWords: NameWords = [.sold, .passed, .withdrawn, .opened, .extended, .fair, .going]

    func bid(_ facts: Facts, _ setting: Setting, _ claim: Claim) -> Bool {
        let isHinted = setting.words.says(.bid)
        guard facts.names(any: Self.amounts) || (isHinted && facts.names(.current)) else { return false }
        // What happens to the lot itself is the lot's news, though a bidder be named.
        if setting.words.says(.lot), setting.words.says(Self.lotWords), !isHinted { return false }
        guard let lot = lotID(facts, setting) else { return false }
        if let inner = facts[.bid], inner.kind == .object {
            return withFacts(of: inner) { bid(on: lot, $0, beside: facts, setting, claim) }
        }
        return bid(on: lot, facts, beside: nil, setting, claim)
    }

    private func bid(on lot: LotName, _ facts: Facts, beside outer: Facts?, _ setting: Setting, _ claim: Claim) -> Bool
    {
        let isHinted = setting.words.says(.bid)
        var reader = moneyReader(facts, setting)
        if let outer, reader.currency == nil { reader.currency = moneyReader(outer, setting).currency }
        guard let amount = self.amount(facts, outer, reader, isHinted) else { return false }
        let bidder = self.bidder(facts, isHinted) ?? outer.flatMap { self.bidder($0, isHinted) }
        let whole = outer ?? facts
        let isPlain = lot.strength == .certain && whole.names(.bid) && !whole.names(any: Self.lotsOwn)
        guard isHinted || isPlain || (bidder != nil && lot.strength > .channel) else { return false }
        guard lot.strength > .listing || isHinted || hints(setting).says(.auctions) else { return false }
        let state = facts[.status]?.string.flatMap { bidStates[$0] } ?? bidState(setting.words)
        let max = money(.ceiling, facts, reader)
        _ = claim.become(.bid(Bid(lot: lot.id, amount: amount, bidder: bidder, state: state, max: max)), .bid)
        claim.id = (facts[.id] ?? outer?[.eventID])?.identifier
        claim.isMine = isMine(facts, isHinted, setting) || outer.map { isMine($0, isHinted, setting) } ?? false
        claim.news = news(facts, setting) ?? outer.flatMap { news($0, setting) }
        return true
    }

    /// What is said of a lot, for which `bid` then is the highest one.
    private static let lotsOwn = WordSet(
        .current, .ask, .increment, .starting, .reserve, .reserveMet, .noReserve, .bidCount, .bids, .leader, .leaderID,
        .winner, .winnerID, .opensAt, .title)

    private func amount(_ facts: Facts, _ outer: Facts?, _ reader: MoneyReader, _ isHinted: Bool) -> Money? {
        if let amount = money(.amount, facts, reader) ?? money(.bid, facts, reader) ?? money(.price, facts, reader) {
            return amount
        }
        if let outer {
            if let amount = money(.amount, outer, reader) ?? money(.price, outer, reader) { return amount }
            if let inner = outer[.bid] { return reader.read(inner) }
        }
        return isHinted ? money(.current, facts, reader) : nil
    }

    /// A user's id is a bidder only where the event speaks of bids.
    private func bidder(_ facts: Facts, _ isHinted: Bool) -> String? {
        if let value = facts[.bidder] ?? facts[.bidderID], let party = party(value) { return party }
        guard isHinted else { return nil }
        return (facts[.user] ?? facts[.leader] ?? facts[.leaderID]).flatMap(party)
    }

    private func isMine(_ facts: Facts, _ isHinted: Bool, _ setting: Setting) -> Bool {
        guard !setting.me.isEmpty else { return false }
        let words: [Word] = isHinted ? [.bidder, .bidderID, .user] : [.bidder, .bidderID]
        return words.contains { word in facts[word].map { isMe($0, setting) } ?? false }
    }

    /// Somebody's name as the house shows it: paddle, name or id.
    func party(_ value: JSONValue) -> String? {
        guard value.kind == .object else { return value.identifier }
        let name = value["paddle"] ?? value["name"] ?? value["username"] ?? value["id"]
        return name?.identifier
    }

    private func bidState(_ words: NameWords) -> Bid.State? {
        if words.says(.retracted) || (words.says(.bid) && words.says([.withdrawn, .cancelled])) { return .retracted }
        if words.says(.rejected) { return .rejected }
        if words.says(.accepted) { return .accepted }
        return words.says(.placed) ? .placed : nil
    }

    /// What a bid's message adds to the lot.
    private func news(_ facts: Facts, _ setting: Setting) -> LotNews? {
        guard facts.names(any: Self.news) else { return nil }
        return LotNews(
            closesAt: close(facts, setting), isMoved: facts.names(.movedClose), extended: extensions(facts),
            standing: standing(facts, setting))
    }

    private static let news = WordSet(
        .closesAt, .movedClose, .secondsLeft, .millisecondsLeft, .extended, .mine, .outbid)
}

/// A lot's identifier, and how much its name speaks for an auction.
struct LotName {
    enum Strength: Int, Comparable {
        case channel, generic, listing, lot, certain

        static func < (lhs: Strength, rhs: Strength) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    var id: String
    var strength: Strength
}

extension Vocabulary {
    func lotID(_ facts: Facts, _ setting: Setting) -> LotName? {
        if let id = facts[.lotID]?.identifier { return LotName(id: id, strength: .certain) }
        if let lot = facts[.lot] {
            if let id = lot.identifier(self) { return LotName(id: id, strength: .lot) }
            if lot.kind == .object, let id = withFacts(of: lot, { ($0[.lotID] ?? $0[.lotNumber])?.identifier }) {
                return LotName(id: id, strength: .lot)
            }
        }
        if let id = facts[.lotNumber]?.identifier { return LotName(id: id, strength: .lot) }
        if let id = facts[.auctionID]?.identifier ?? facts[.auction]?.identifier(self) {
            return LotName(id: id, strength: .certain)
        }
        if let id = facts[.itemID]?.identifier(self) { return LotName(id: id, strength: .listing) }
        if setting.words.says(.lot), !setting.words.says(.bid), let id = facts[.id]?.identifier {
            return LotName(id: id, strength: .generic)
        }
        return owner(in: setting.channel, after: "lot", "auction").map { LotName(id: $0, strength: .channel) }
    }
}
