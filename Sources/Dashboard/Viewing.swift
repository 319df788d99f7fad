/// How a person wants to see the lists.
struct Viewing: Equatable, Sendable {
    var auctionSort = AuctionList.Sort.closing
    var fleetSort = Fleet.Sort.eta
    private var auctions = Query()
    private var journeys = Query()
    private var notifications = Query()
    private var feeds = Query()

    /// What a pane's rows have to match.
    subscript(_ pane: Pane) -> Query {
        get {
            switch pane {
            case .auctions: auctions
            case .journeys, .map: journeys
            case .notifications: notifications
            case .feeds: feeds
            }
        }
        set {
            switch pane {
            case .auctions: auctions = newValue
            case .journeys, .map: journeys = newValue
            case .notifications: notifications = newValue
            case .feeds: feeds = newValue
            }
        }
    }

    mutating func nextSort(of pane: Pane) {
        switch pane {
        case .auctions: auctionSort = auctionSort.next
        case .journeys, .map: fleetSort = fleetSort.next
        case .notifications, .feeds: return
        }
    }
}

extension CaseIterable where Self: Equatable {
    /// The case after this one, the first after the last.
    fileprivate var next: Self {
        let all = Array(Self.allCases)
        let place = all.firstIndex(of: self) ?? 0
        return all[(place + 1) % all.count]
    }
}
