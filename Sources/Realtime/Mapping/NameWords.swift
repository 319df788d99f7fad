internal import Domain
internal import JSON

/// What the words of an event's, a channel's or a member's name tell: `bid.placed`, `newBid`, `private-auction.17`.
struct NameWords: OptionSet, Hashable, Sendable {
    let rawValue: UInt64

    // Kinds
    static let bid = NameWords(rawValue: 1)
    static let lot = NameWords(rawValue: 1 << 1)
    static let place = NameWords(rawValue: 1 << 2)
    static let vehicle = NameWords(rawValue: 1 << 3)
    static let ride = NameWords(rawValue: 1 << 4)
    static let driver = NameWords(rawValue: 1 << 5)
    static let notification = NameWords(rawValue: 1 << 6)
    static let outbid = NameWords(rawValue: 1 << 7)

    // What happened
    static let placed = NameWords(rawValue: 1 << 8)
    static let accepted = NameWords(rawValue: 1 << 9)
    static let rejected = NameWords(rawValue: 1 << 10)
    static let retracted = NameWords(rawValue: 1 << 11)
    static let opened = NameWords(rawValue: 1 << 12)
    static let sold = NameWords(rawValue: 1 << 13)
    static let passed = NameWords(rawValue: 1 << 14)
    static let withdrawn = NameWords(rawValue: 1 << 15)
    static let cancelled = NameWords(rawValue: 1 << 16)
    static let extended = NameWords(rawValue: 1 << 17)
    static let fair = NameWords(rawValue: 1 << 18)
    static let warning = NameWords(rawValue: 1 << 19)
    static let going = NameWords(rawValue: 1 << 20)
    static let once = NameWords(rawValue: 1 << 21)
    static let twice = NameWords(rawValue: 1 << 22)
    static let requested = NameWords(rawValue: 1 << 23)
    static let assigned = NameWords(rawValue: 1 << 24)
    static let arrived = NameWords(rawValue: 1 << 25)
    static let started = NameWords(rawValue: 1 << 26)
    static let completed = NameWords(rawValue: 1 << 27)
    static let unassigned = NameWords(rawValue: 1 << 28)

    static let auctions: NameWords = [.bid, .lot, .outbid]
    static let vehicles: NameWords = [.place, .vehicle]
    static let rides: NameWords = [.ride, .driver]
    static let kinds: NameWords = [.bid, .lot, .outbid, .place, .vehicle, .ride, .driver, .notification]

    func says(_ words: NameWords) -> Bool { !isDisjoint(with: words) }
}

extension Vocabulary {
    static let nameTokens: [(NameWords, String)] = [
        (.bid, "bid bids bidding offer overbid"),
        (.lot, "lot lots auction auctions saleroom"),
        (.outbid, "outbid"),
        (.place, "location locations position positions gps avl tracking telemetry"),
        (
            .vehicle,
            "vehicle vehicles vp bus buses tram trams train trains fleet ais vessel vessels ship ships truck courier"
        ),
        (.ride, "ride rides trip trips dispatch pickup dropoff booking"),
        (.driver, "driver drivers chauffeur"),
        (
            .notification,
            "notification notifications notify alert alerts notice notices announcement announcements push"
        ),
        (.placed, "placed new created"),
        (.accepted, "accepted accept confirmed"),
        (.rejected, "rejected reject declined refused"),
        (.retracted, "retracted retract voided"),
        (.opened, "opened open reopened live"),
        (.sold, "sold hammer hammered"),
        (.passed, "passed unsold"),
        (.withdrawn, "withdrawn"),
        (.cancelled, "cancelled canceled cancel"),
        (.extended, "extended extension"),
        (.fair, "fair"),
        (.warning, "warning"),
        (.going, "going"),
        (.once, "once"),
        (.twice, "twice"),
        (.requested, "requested request"),
        (.assigned, "assigned"),
        (.unassigned, "unassigned unassign"),
        (.arrived, "arrived arriving"),
        (.started, "started picked pickedup begun"),
        (.completed, "completed complete finished dropped"),
    ]

    func nameWords(_ name: String?) -> NameWords {
        guard var name else { return [] }
        return name.withUTF8 { nameWords(UnsafeRawBufferPointer($0)) }
    }

    /// The known words among those that separators or capitals set apart; only the first 128 bytes are looked at.
    func nameWords(_ name: UnsafeRawBufferPointer) -> NameWords {
        var found: NameWords = []
        var tokens = NameTokens(name)
        while let token = tokens.next() {
            if let packed = PackedText(token), let word = names[packed] { found.formUnion(word) }
        }
        return found
    }

    /// The thing that a channel belongs to: `17` of `private-auction.17`, where one of the words stands before the last part.
    ///
    /// Only singular words count: `vehicles.3` is a shard and no vehicle.
    func owner(in channel: String?, after words: StaticString...) -> String? {
        guard var channel else { return nil }
        return channel.withUTF8 { bytes in
            var tokens = NameTokens(UnsafeRawBufferPointer(bytes))
            while let token = tokens.next() {
                guard words.contains(where: { token.equalsIgnoringCase($0) }) else { continue }
                let rest = UnsafeRawBufferPointer(bytes).dropFirst(tokens.at)
                guard let separator = rest.first, ".-_:/#".utf8.contains(separator) else { return nil }
                let owner = rest.dropFirst()
                guard !owner.isEmpty, owner.count <= 64, !owner.contains(UInt8(ascii: "/")) else { return nil }
                return String(decoding: owner, as: UTF8.self)
            }
            return nil
        }
    }
}

/// A walk over the words of a name.
struct NameTokens {
    private let name: UnsafeRawBufferPointer
    private(set) var at = 0

    init(_ name: UnsafeRawBufferPointer) {
        self.name = UnsafeRawBufferPointer(rebasing: name.prefix(128))
    }

    mutating func next() -> UnsafeRawBufferPointer? {
        while at < name.count, !Self.isLetter(name[at]) { at += 1 }
        let start = at
        while at < name.count, Self.isLetter(name[at]) {
            let isCapital = name[at] < 0x60
            if isCapital, at > start, name[at - 1] >= 0x60 { break }
            at += 1
        }
        guard at > start else { return nil }
        return UnsafeRawBufferPointer(rebasing: name[start..<at])
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}

extension UnsafeRawBufferPointer {
    func equalsIgnoringCase(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { word in elementsEqual(word) { $0 | 0x20 == $1 | 0x20 } }
    }
}
