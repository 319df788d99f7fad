internal import JSON

/// A distribution known by its quantiles, drawn from by linear interpolation between them.
struct Quantiles: Sendable {
    private let shares: [Double]
    private let values: [Double]

    /// `nil` unless there are two values or more, one for each share.
    init?(shares: [Double], values: [Double]) {
        guard shares.count == values.count, shares.count > 1 else { return nil }
        self.shares = shares
        self.values = values
    }

    /// The value below which `share` (0…1) of the distribution lies; the outermost quantiles beyond them.
    subscript(share: Double) -> Double {
        guard let above = shares.firstIndex(where: { $0 >= share }) else { return values[values.count - 1] }
        guard above > 0 else { return values[0] }
        let span = shares[above] - shares[above - 1]
        let part = span > 0 ? (share - shares[above - 1]) / span : 0
        return values[above - 1] + (values[above] - values[above - 1]) * part
    }

    func draw(_ random: inout RandomStream) -> Double {
        self[random.unit()]
    }
}

/// How people bid at online auctions.
struct BiddingHabits: Sendable {
    /// When bids come, as a share of the lot's time.
    let time: Quantiles
    let bids: Quantiles
    let bidders: Quantiles
    /// By which share of the previous bid the next one is higher.
    let raise: Quantiles
    let opening: Quantiles

    /// `nil` where the bytes are not those figures.
    init?(_ json: UnsafeRawBufferPointer) {
        guard let habits = try? JSONDocument().read(Array(json), Self.read) else { return nil }
        self = habits
    }

    private static func read(_ root: JSONValue) -> BiddingHabits? {
        func list(_ key: StaticString) -> [Double] {
            root[key].map { $0.elements.compactMap { $0.number?.double } } ?? []
        }
        let shares = list("p")
        guard let time = Quantiles(shares: shares, values: list("bid_time_fraction_of_duration")),
            let bids = Quantiles(shares: shares, values: list("bids_per_auction")),
            let bidders = Quantiles(shares: shares, values: list("bidders_per_auction")),
            let raise = Quantiles(shares: shares, values: list("raise_ratio_over_previous_high")),
            let opening = Quantiles(shares: shares, values: list("open_bid_over_final_price"))
        else { return nil }
        return BiddingHabits(time: time, bids: bids, bidders: bidders, raise: raise, opening: opening)
    }

    private init(time: Quantiles, bids: Quantiles, bidders: Quantiles, raise: Quantiles, opening: Quantiles) {
        self.time = time
        self.bids = bids
        self.bidders = bidders
        self.raise = raise
        self.opening = opening
    }
}
