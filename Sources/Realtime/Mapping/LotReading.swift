internal import Domain
internal import JSON

/// A lot needs its identifier and something that only an auction says of a thing.
extension Vocabulary {
    private static let identifiers = WordSet(.lotID, .lot, .lotNumber, .auctionID, .auction, .itemID, .id)
    private static let certain = WordSet(
        .current, .ask, .increment, .starting, .reserveMet, .noReserve, .bidCount, .leader, .leaderID, .mine, .outbid,
        .movedClose,
        .extended, .ceiling)
    private static let likely = WordSet(
        .reserve, .bids, .closesAt, .opensAt, .winner, .winnerID, .secondsLeft, .millisecondsLeft, .watchers, .status)
    private static let happenings: NameWords = [
        .opened, .sold, .passed, .withdrawn, .cancelled, .extended, .fair, .going, .outbid,
    ]

    func lot(_ facts: Facts, _ setting: Setting, _ claim: Claim) -> Bool {
        let isHinted = setting.words.says(.auctions)
        guard isHinted || facts.names(any: Self.certain + Self.likely) || facts.names(.lotID) || facts.names(.lot)
        else { return false }
        guard facts.names(any: Self.identifiers) || isHinted else { return false }
        guard let name = lotID(facts, setting), isLot(name, facts, setting) else { return false }
        var lot = Lot(lot: name.id)
        fill(&lot, facts, setting)
        if let inner = facts[.lot], inner.kind == .object { lot.title = lot.title ?? inner["title"]?.phrase }
        return claim.become(.lot(lot), .lot)
    }

    private func isLot(_ name: LotName, _ facts: Facts, _ setting: Setting) -> Bool {
        let certain = facts.named.intersection(Self.certain).count
        let likely = facts.named.intersection(Self.likely).count
        // The lot's own object says more than what stands beside it.
        if certain == 0, facts[.lot]?.kind == .object || facts[.auction]?.kind == .object { return false }
        if hints(setting).says(.auctions) {
            guard name.strength > .generic || setting.words.says(.auctions) else { return certain > 0 }
            if certain + likely > 0 { return true }
            return !facts.names(.body) && !facts.names(.message)
                && (facts.names(.title) || setting.words.says(Self.happenings))
        }
        switch name.strength {
        case .certain:
            if certain > 0 || facts.names(any: WordSet(.closesAt, .winner, .winnerID, .bids)) { return true }
            return facts[.status]?.string.flatMap { lotStatuses[$0] } != nil
        case .lot: return certain > 1 || (certain > 0 && likely > 0)
        case .listing: return certain > 1 || (certain > 0 && facts.names(any: WordSet(.closesAt, .bids)))
        case .generic, .channel: return false
        }
    }

    func fill(_ lot: inout Lot, _ facts: Facts, _ setting: Setting) {
        var reader = moneyReader(facts, setting)
        if spellsPoint(facts) { reader.whole = .major }
        lot.title = facts[.title]?.phrase ?? facts[.name]?.phrase
        lot.current = money(.current, facts, reader)
        lot.ask = money(.ask, facts, reader)
        lot.increment = money(.increment, facts, reader)
        if lot.current == nil, setting.words.says([.sold, .bid, .lot, .outbid]) {
            lot.current = money(.amount, facts, reader) ?? money(.bid, facts, reader) ?? money(.price, facts, reader)
        }
        lot.reserve = reserve(facts)
        lot.bids = facts[.bidCount]?.count ?? facts[.bids].flatMap { $0.kind == .array ? nil : $0.count }
        lot.leader = leader(facts)
        lot.watchers = facts[.watchers]?.count
        lot.opensAt = facts[.opensAt].flatMap(MomentReader.read)
        lot.closesAt = close(facts, setting)
        lot.extended = extensions(facts)
        lot.status = lotStatus(facts, setting)
        lot.standing = standing(facts, setting)
    }

    /// One amount with a decimal point shows that the message's amounts are in major units.
    private func spellsPoint(_ facts: Facts) -> Bool {
        for word in [Word.current, .ask, .increment, .starting, .reserve, .amount, .price] as [Word] {
            if let text = facts[word]?.number, MoneyReader.spellsPoint(text) { return true }
        }
        return false
    }

    /// Only whether it is met: how high it is, houses keep to themselves.
    private func reserve(_ facts: Facts) -> Lot.Reserve? {
        if facts[.noReserve]?.flag == true { return Lot.Reserve.none }
        if let isMet = facts[.reserveMet]?.flag { return isMet ? .met : .notMet }
        for value in [facts[.reserve], facts[.status]] {
            guard let text = value?.string, let packed = PackedText(text) else { continue }
            if packed == PackedText("met") || packed == PackedText("reserve_met") { return .met }
            if packed == PackedText("not_met") || packed == PackedText("reserve_not_met") { return .notMet }
        }
        return facts[.reserve]?.string.map { $0 == "none" } == true ? Lot.Reserve.none : nil
    }

    private func leader(_ facts: Facts) -> String? {
        for word in [Word.leader, .leaderID, .winner, .winnerID, .bidder, .bidderID] as [Word] {
            if let value = facts[word], let name = party(value) { return name }
        }
        return nil
    }

    /// The close, or what is left until it, counted from the message's arrival.
    func close(_ facts: Facts, _ setting: Setting) -> Timestamp? {
        if let moment = (facts[.movedClose] ?? facts[.closesAt]).flatMap(MomentReader.read) { return moment }
        if let seconds = facts[.secondsLeft]?.real, (0...31_536_000).contains(seconds) {
            return setting.scene.received + .milliseconds(Int64(seconds * 1_000))
        }
        guard let left = facts[.millisecondsLeft]?.real, (0...31_536_000_000).contains(left) else { return nil }
        return setting.scene.received + .milliseconds(Int64(left))
    }

    func extensions(_ facts: Facts) -> Int? {
        guard let value = facts[.extended] else { return nil }
        guard let flag = value.bool else { return value.count }
        return flag ? 1 : nil
    }

    private func lotStatus(_ facts: Facts, _ setting: Setting) -> Lot.Status? {
        let text = facts[.status]?.string
        if let status = text.flatMap({ lotStatuses[$0] }) { return status }
        let isOver = text.map { $0 == "ended" || $0 == "ENDED" || $0 == "closed" || $0 == "CLOSED" } ?? false
        if isOver, facts.names(any: WordSet(.winner, .winnerID)) { return .sold }
        if let status = text == nil ? lotStatus(setting.words) : nil { return status }
        return facts.names(.movedClose) || facts[.extended]?.bool == true ? .extended : nil
    }

    /// The status that the event's name tells.
    private func lotStatus(_ words: NameWords) -> Lot.Status? {
        if words.says(.sold) { return .sold }
        if words.says(.passed) { return .passed }
        if words.says(.going) { return words.says(.twice) ? .goingTwice : words.says(.once) ? .goingOnce : nil }
        if words.isSuperset(of: [.fair, .warning]) { return .goingOnce }
        guard words.says(.lot) else { return nil }
        if words.says([.withdrawn, .cancelled]) { return .withdrawn }
        if words.says(.extended) { return .extended }
        return words.says([.opened, .started]) ? .open : nil
    }

    /// Where the service itself says that the watcher stands; the book of lots knows the rest.
    func standing(_ facts: Facts, _ setting: Setting) -> Lot.Standing? {
        if facts[.outbid]?.flag == true || setting.words.says(.outbid) { return .outbid }
        if let isMine = facts[.mine]?.flag ?? facts[.leader]?.bool { return isMine ? .leading : Lot.Standing.none }
        guard !setting.me.isEmpty else { return nil }
        for word in [Word.leader, .leaderID, .winner, .winnerID] as [Word] {
            if let value = facts[word], isMe(value, setting) { return .leading }
        }
        return facts.names(any: WordSet(.leader, .leaderID, .winner, .winnerID)) ? Lot.Standing.none : nil
    }

    /// Whether somebody named by id, name or paddle is the watcher.
    func isMe(_ value: JSONValue, _ setting: Setting) -> Bool {
        guard value.kind == .object else {
            guard let text = value.stringOrNumber else { return false }
            return setting.me.contains { text == $0 }
        }
        for (_, part) in value.members {
            if let text = part.stringOrNumber, setting.me.contains(where: { text == $0 }) { return true }
        }
        return false
    }
}
