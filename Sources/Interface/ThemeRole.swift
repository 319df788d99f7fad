extension Theme {
    /// A meaning that can have a look of its own; the raw value is its name in a theme file.
    ///
    /// No meaning is told by its look alone: each has a sign or a word too.
    public enum Role: String, CaseIterable, Sendable {
        case text
        case faint = "text.faint"
        case title = "text.title"
        case border
        case focusedBorder = "border.focused"
        case header
        case brand = "header.brand"
        case key
        case columns
        case selected
        case inactiveSelection = "selected.inactive"
        case marker
        case match
        case link
        case overlay
        case prompt
        case note
        case good
        case warning
        case bad
        case urgent
        case paused
        case changed

        // Auctions
        case leading = "auction.leading"
        case outbid = "auction.outbid"
        case otherLeader = "auction.other"
        case closingSoon = "auction.soon"
        case closingNow = "auction.urgent"
        case extended = "auction.extended"
        case sold = "auction.sold"
        case passed = "auction.passed"
        case withdrawn = "auction.withdrawn"
        case chart = "auction.chart"
        case chartBids = "auction.chart.bids"

        // Rides
        case waiting = "ride.waiting"
        case arriving = "ride.arriving"
        case riding = "ride.riding"
        case late = "ride.late"
        case handover = "ride.handover"

        // Vehicles
        case fresh = "vehicle.fresh"
        case ageing = "vehicle.ageing"
        case stale = "vehicle.stale"
        case ghost = "vehicle.ghost"
        case selectedVehicle = "vehicle.selected"

        // Notifications
        case unread = "notification.unread"
        case highPriority = "notification.high"
        case urgentNotice = "notification.urgent"
        case read = "notification.read"

        // Feeds
        case feedLive = "feed.live"
        case feedWaiting = "feed.waiting"
        case feedDown = "feed.down"
        case gap = "feed.gap"
        case rate = "feed.rate"

        // Map
        case mapOutline = "map.outline"
        case road = "map.road"
        case majorRoad = "map.road.major"
        case rail = "map.rail"
        case mapLabel = "map.label"
        case trail = "map.trail"
        case mapScale = "map.scale"
        case pin = "map.pin"

        // Messages as they came
        case jsonKey = "json.key"
        case jsonString = "json.string"
        case jsonNumber = "json.number"
        case jsonWord = "json.word"
        case jsonMark = "json.mark"
    }
}

extension Theme.Role {
    /// Whose look it takes where the theme gives it none; nil for `text`, on which everything rests.
    public var parent: Theme.Role? {
        switch self {
        case .text: nil
        case .faint, .title, .header, .key, .selected, .match, .link, .overlay, .good, .warning, .bad, .otherLeader,
            .waiting, .majorRoad:
            .text
        case .border, .columns, .passed, .chartBids, .stale, .read, .mapOutline, .road, .rail, .mapLabel, .trail,
            .mapScale, .jsonMark:
            .faint
        case .focusedBorder: .border
        case .brand, .prompt, .note: .header
        case .inactiveSelection: .selected
        case .marker, .pin, .jsonKey: .key
        case .urgent, .outbid, .withdrawn, .late, .feedDown: .bad
        case .paused, .changed, .closingSoon, .extended, .ageing, .highPriority, .feedWaiting, .gap, .jsonWord: .warning
        case .leading, .sold, .arriving, .riding, .fresh, .feedLive, .jsonString: .good
        case .closingNow, .urgentNotice: .urgent
        case .chart, .rate, .jsonNumber: .link
        case .handover, .unread: .changed
        case .ghost: .stale
        case .selectedVehicle: .marker
        }
    }

    /// Where the role stands in `allCases`; a switch, because looking it up there would take a search.
    var place: Int {
        switch self {
        case .text: 0
        case .faint: 1
        case .title: 2
        case .border: 3
        case .focusedBorder: 4
        case .header: 5
        case .brand: 6
        case .key: 7
        case .columns: 8
        case .selected: 9
        case .inactiveSelection: 10
        case .marker: 11
        case .match: 12
        case .link: 13
        case .overlay: 14
        case .prompt: 15
        case .note: 16
        case .good: 17
        case .warning: 18
        case .bad: 19
        case .urgent: 20
        case .paused: 21
        case .changed: 22
        case .leading: 23
        case .outbid: 24
        case .otherLeader: 25
        case .closingSoon: 26
        case .closingNow: 27
        case .extended: 28
        case .sold: 29
        case .passed: 30
        case .withdrawn: 31
        case .chart: 32
        case .chartBids: 33
        case .waiting: 34
        case .arriving: 35
        case .riding: 36
        case .late: 37
        case .handover: 38
        case .fresh: 39
        case .ageing: 40
        case .stale: 41
        case .ghost: 42
        case .selectedVehicle: 43
        case .unread: 44
        case .highPriority: 45
        case .urgentNotice: 46
        case .read: 47
        case .feedLive: 48
        case .feedWaiting: 49
        case .feedDown: 50
        case .gap: 51
        case .rate: 52
        case .mapOutline: 53
        case .road: 54
        case .majorRoad: 55
        case .rail: 56
        case .mapLabel: 57
        case .trail: 58
        case .mapScale: 59
        case .pin: 60
        case .jsonKey: 61
        case .jsonString: 62
        case .jsonNumber: 63
        case .jsonWord: 64
        case .jsonMark: 65
        }
    }
}
