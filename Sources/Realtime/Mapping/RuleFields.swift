internal import Domain
internal import JSON

/// A rule's fields, filled from one object.
struct RuleFields {
    private let rule: MappingRule
    private let object: JSONValue
    private let match: MappingRule.Match
    private let setting: Setting
    private let vocabulary: Vocabulary

    init(
        _ rule: MappingRule, _ object: JSONValue, _ match: MappingRule.Match, _ setting: Setting,
        _ vocabulary: Vocabulary
    ) {
        self.rule = rule
        self.object = object
        self.match = match
        self.setting = setting
        self.vocabulary = vocabulary
    }

    subscript(field: MappingField) -> RuleValue? {
        rule.fields[field].flatMap { RuleValue($0, in: object, match) }
    }

    /// The element of a list that the object is.
    var part: JSONValue? { setting.part }

    func moment(_ field: MappingField) -> Timestamp? { self[field]?.moment }

    /// Makes the object what it is by decree; false where it lacks the identifier that the kind needs.
    func decree(_ kind: Event.Kind, _ facts: Facts, _ claim: Claim) -> Bool {
        switch kind {
        case .lot:
            var lot = Lot(lot: vocabulary.lotID(facts, setting)?.id ?? facts[.id]?.identifier ?? "")
            vocabulary.fill(&lot, facts, setting)
            _ = claim.become(.lot(lot), .lot)
        case .bid:
            if !vocabulary.bid(facts, setting, claim) { _ = claim.become(.bid(plainBid(facts)), .bid) }
        case .vehicle:
            let id = (facts[.vehicleID] ?? facts[.deviceID] ?? facts[.id])?.identifier ?? ""
            _ = claim.become(.vehicle(vocabulary.vehicle(id, facts, vocabulary.fix(facts), setting)), .vehicle)
        case .ride:
            var ride = Ride(ride: (facts[.rideID] ?? facts[.requestID] ?? facts[.id])?.identifier ?? "")
            vocabulary.fill(&ride, facts, setting)
            if ride.status == nil { ride.status = vocabulary.rideStatus(setting) }
            _ = claim.become(.ride(ride), .ride)
        case .notification:
            _ = claim.become(.notification(vocabulary.notification(facts, setting)), .notification)
            claim.id = vocabulary.notificationID(facts)
        case .presence, .message, .gap, .drop, .status: return false
        }
        claim.source = claim.source ?? vocabulary.moment(facts) ?? setting.source
        claim.id = claim.id ?? facts[.eventID]?.identifier
        return correct(claim)
    }

    private func plainBid(_ facts: Facts) -> Bid {
        let reader = vocabulary.moneyReader(facts, setting)
        var bid = Bid(lot: vocabulary.lotID(facts, setting)?.id ?? "")
        bid.amount = vocabulary.money(.amount, facts, reader) ?? vocabulary.money(.price, facts, reader)
        bid.bidder = (facts[.bidder] ?? facts[.bidderID] ?? facts[.user]).flatMap(vocabulary.party)
        return bid
    }

    /// Puts the rule's fields in place of the claim's own; false where something that it needs is missing then.
    func correct(_ claim: Claim) -> Bool {
        switch claim.event {
        case .lot(var lot):
            correct(&lot)
            guard !lot.lot.isEmpty else { return false }
            claim.event = .lot(lot)
        case .bid(var bid):
            correct(&bid)
            guard !bid.lot.isEmpty else { return false }
            claim.event = .bid(bid)
            claim.isMine = claim.isMine || (rule.fields[.bidder] != nil && bid.bidder.map(setting.me.contains) ?? false)
        case .vehicle(var vehicle):
            correct(&vehicle)
            guard !vehicle.vehicle.isEmpty else { return false }
            claim.event = .vehicle(vehicle)
        case .ride(var ride):
            correct(&ride)
            guard !ride.ride.isEmpty else { return false }
            claim.event = .ride(ride)
        case .notification(var notification):
            correct(&notification)
            guard notification.title != nil || notification.body != nil else { return false }
            claim.event = .notification(notification)
        case .presence, .message, .gap, .drop, .status: break
        }
        claim.source = moment(.time) ?? claim.source
        claim.id = self[.id]?.identifier ?? claim.id
        return true
    }

    /// What the vocabulary read stays where the rule's source gives nothing.
    private func put<Value>(_ field: MappingField, _ target: inout Value?, _ read: (RuleValue) -> Value?) {
        guard let value = self[field].flatMap(read) else { return }
        target = value
    }

    private func put(_ field: MappingField, _ target: inout String) {
        guard let value = self[field]?.identifier else { return }
        target = value
    }

    private var reader: MoneyReader {
        let named = (object["currency"] ?? object["currency_code"])?.string.flatMap { Currency($0) }
        let said = self[.currency]?.withText { Currency($0) }
        return MoneyReader(whole: setting.whole, currency: said ?? named)
    }

    /// An amount by the rule; one that the vocabulary read gets the rule's currency where it had none.
    private func putMoney(_ field: MappingField, _ word: Word, _ target: inout Money?) {
        let reader = reader
        if let money = self[field]?.money(reader) {
            target = money
        } else if rule.fields[field] == nil, rule.fields[.currency] != nil, target?.currency == nil {
            target = vocabulary.withFacts(of: object) { vocabulary.money(word, $0, reader) } ?? target
        }
    }

    private func correct(_ lot: inout Lot) {
        put(.lot, &lot.lot)
        put(.title, &lot.title) { $0.phrase }
        put(.status, &lot.status) { $0.named(vocabulary.lotStatuses) }
        putMoney(.current, .current, &lot.current)
        putMoney(.ask, .ask, &lot.ask)
        putMoney(.increment, .increment, &lot.increment)
        put(.reserve, &lot.reserve) { $0.withText { Lot.Reserve(rawValue: $0.string) } }
        put(.bids, &lot.bids) { $0.count }
        put(.leader, &lot.leader) { $0.identifier }
        put(.watchers, &lot.watchers) { $0.count }
        put(.opensAt, &lot.opensAt) { $0.moment }
        put(.closesAt, &lot.closesAt) { $0.moment }
        put(.extended, &lot.extended) { $0.count }
        if rule.fields[.leader] != nil, let leader = lot.leader, !setting.me.isEmpty {
            lot.standing = setting.me.contains(leader) ? .leading : Lot.Standing.none
        }
        put(.standing, &lot.standing) { $0.withText { Lot.Standing(rawValue: $0.string) } }
    }

    private func correct(_ bid: inout Bid) {
        put(.lot, &bid.lot)
        putMoney(.amount, .amount, &bid.amount)
        put(.bidder, &bid.bidder) { $0.identifier }
        put(.state, &bid.state) { $0.named(vocabulary.bidStates) }
        putMoney(.max, .ceiling, &bid.max)
    }

    private func correct(_ vehicle: inout Vehicle) {
        put(.vehicle, &vehicle.vehicle)
        put(.label, &vehicle.label) { $0.identifier }
        vehicle.position = position ?? vehicle.position
        put(.bearing, &vehicle.bearing) { $0.bearing }
        put(.speed, &vehicle.speed) { $0.speed }
        put(.accuracy, &vehicle.accuracy) { $0.real.flatMap { (0...1_000_000).contains($0) ? $0 : nil } }
        put(.route, &vehicle.route) { $0.identifier }
        put(.trip, &vehicle.trip) { $0.identifier }
        put(.occupancy, &vehicle.occupancy) { $0.identifier }
        put(.ride, &vehicle.ride) { $0.identifier }
        put(.eta, &vehicle.eta) { $0.eta(at: now) }
    }

    private var position: Coordinate? {
        guard let latitude = self[.latitude]?.real, let longitude = self[.longitude]?.real else { return nil }
        return Coordinate(latitude: latitude, longitude: longitude)
    }

    private var now: Timestamp { moment(.time) ?? setting.source ?? setting.scene.received }

    private func correct(_ ride: inout Ride) {
        put(.ride, &ride.ride)
        put(.status, &ride.status) { $0.named(vocabulary.rideStatuses) }
        var driver = ride.driver ?? Ride.Driver()
        put(.driverID, &driver.id) { $0.identifier }
        put(.driverName, &driver.name) { $0.phrase }
        put(.driverRating, &driver.rating) { $0.real }
        ride.driver = driver == Ride.Driver() ? nil : driver
        var car = ride.car ?? Ride.Car()
        put(.plate, &car.plate) { $0.identifier }
        put(.make, &car.make) { $0.phrase }
        put(.model, &car.model) { $0.phrase }
        put(.color, &car.color) { $0.phrase }
        ride.car = car == Ride.Car() ? nil : car
        put(.vehicle, &ride.vehicle) { $0.identifier }
        put(.eta, &ride.eta) { $0.eta(at: now) }
        put(.pickup, &ride.pickup) { $0.phrase.map { Ride.Stop(address: $0) } }
        put(.dropoff, &ride.dropoff) { $0.phrase.map { Ride.Stop(address: $0) } }
        put(.replaces, &ride.replaces) { $0.identifier }
        ride.position = position ?? ride.position
    }

    private func correct(_ notification: inout Notification) {
        put(.id, &notification.id) { $0.identifier }
        put(.title, &notification.title) { $0.phrase }
        put(.body, &notification.body) { $0.phrase }
        put(.priority, &notification.priority) { value in
            if let number = value.count { return (1...5).contains(number) ? UInt8(number) : nil }
            return value.named(vocabulary.priorities)
        }
        if let tags = self[.tags] { notification.tags = tags.list }
        put(.url, &notification.url) { $0.phrase }
        put(.expiresAt, &notification.expiresAt) { $0.moment }
    }
}
