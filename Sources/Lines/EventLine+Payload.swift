internal import Domain

// One function a kind. Each opens the payload's object and leaves it open: the caller closes it.

extension EventLine {
    mutating func notification(_ value: Notification, to line: inout LineBuffer) {
        line.key("notification")
        line.open()
        Self.text("id", value.id, to: &line)
        Self.text("title", value.title, to: &line)
        Self.text("body", value.body, to: &line)
        Self.count("priority", value.priority.map(Int.init), to: &line)
        Self.list("tags", value.tags, to: &line)
        Self.text("url", value.url, to: &line)
        Self.list("actions", value.actions, to: &line)
        moment("expires_at", value.expiresAt, to: &line)
    }

    mutating func lot(_ value: Lot, to line: inout LineBuffer) {
        line.key("lot")
        line.open()
        line.key("lot")
        line.string(value.lot)
        Self.text("title", value.title, to: &line)
        Self.text("status", value.status?.rawValue, to: &line)
        Self.money("current", value.current, to: &line)
        Self.money("ask", value.ask, to: &line)
        Self.money("increment", value.increment, to: &line)
        Self.text("reserve", value.reserve?.rawValue, to: &line)
        Self.count("bids", value.bids, to: &line)
        Self.text("leader", value.leader, to: &line)
        Self.text("standing", value.standing?.rawValue, to: &line)
        Self.count("watchers", value.watchers, to: &line)
        moment("opens_at", value.opensAt, to: &line)
        moment("closes_at", value.closesAt, to: &line)
        Self.count("extended", value.extended, to: &line)
    }

    static func bid(_ value: Bid, to line: inout LineBuffer) {
        line.key("bid")
        line.open()
        line.key("lot")
        line.string(value.lot)
        money("amount", value.amount, to: &line)
        text("bidder", value.bidder, to: &line)
        text("state", value.state?.rawValue, to: &line)
        money("max", value.max, to: &line)
    }

    static func vehicle(_ value: Vehicle, to line: inout LineBuffer) {
        line.key("vehicle")
        line.open()
        line.key("vehicle")
        line.string(value.vehicle)
        text("label", value.label, to: &line)
        position(value.position, to: &line)
        number("bearing_deg", value.bearing.map(roundedBearing), decimals: .two, to: &line)
        number("speed_mps", value.speed, decimals: .three, to: &line)
        number("accuracy_m", value.accuracy, decimals: .three, to: &line)
        text("route", value.route, to: &line)
        text("trip", value.trip, to: &line)
        text("occupancy", value.occupancy, to: &line)
        text("ride", value.ride, to: &line)
        count("eta_s", value.eta, to: &line)
    }

    /// 359.996 would be written as 360, which is 0.
    private static func roundedBearing(_ degrees: Double) -> Double {
        degrees >= 359.995 && degrees < 360 ? 0 : degrees
    }

    static func ride(_ value: Ride, to line: inout LineBuffer) {
        line.key("ride")
        line.open()
        line.key("ride")
        line.string(value.ride)
        text("status", value.status?.rawValue, to: &line)
        driver(value.driver, to: &line)
        car(value.car, to: &line)
        text("vehicle", value.vehicle, to: &line)
        count("eta_s", value.eta, to: &line)
        stop("pickup", value.pickup, to: &line)
        stop("dropoff", value.dropoff, to: &line)
        if let former = value.reassigned {
            line.key("reassigned")
            line.open()
            driver(former.driver, to: &line)
            car(former.car, to: &line)
            line.close()
        }
        text("replaces", value.replaces, to: &line)
        position(value.position, to: &line)
    }

    private static func driver(_ value: Ride.Driver?, to line: inout LineBuffer) {
        guard let value else { return }
        line.key("driver")
        line.open()
        text("id", value.id, to: &line)
        text("name", value.name, to: &line)
        number("rating", value.rating, decimals: .two, to: &line)
        line.close()
    }

    private static func car(_ value: Ride.Car?, to line: inout LineBuffer) {
        guard let value else { return }
        line.key("car")
        line.open()
        text("plate", value.plate, to: &line)
        text("make", value.make, to: &line)
        text("model", value.model, to: &line)
        text("color", value.color, to: &line)
        line.close()
    }

    private static func stop(_ key: StaticString, _ value: Ride.Stop?, to line: inout LineBuffer) {
        guard let value else { return }
        line.key(key)
        line.open()
        position(value.position, to: &line)
        text("address", value.address, to: &line)
        line.close()
    }

    static func presence(_ value: Presence, to line: inout LineBuffer) {
        line.key("presence")
        line.open()
        // An empty room is news; a list of nobody who came is not.
        line.key("members")
        line.strings(value.members)
        list("joined", value.joined, to: &line)
        list("left", value.left, to: &line)
    }

    static func message(_ value: Payload?, to line: inout LineBuffer) {
        line.key("message")
        line.open()
        guard let value else { return }
        line.key("data")
        data(value, to: &line)
    }

    mutating func gap(_ value: Gap, to line: inout LineBuffer) {
        line.key("gap")
        line.open()
        line.key("from")
        line.append(stamp.quoted(value.from))
        line.key("to")
        line.append(stamp.quoted(value.to))
        line.key("proof")
        line.string(value.proof.rawValue)
        Self.count("lost", value.lost, to: &line)
    }

    static func drop(_ value: Drop, to line: inout LineBuffer) {
        line.key("drop")
        line.open()
        line.key("count")
        line.int(value.count)
    }

    static func status(_ value: FeedStatus, to line: inout LineBuffer) {
        line.key("status")
        line.open()
        line.key("state")
        line.string(value.name)
        switch value {
        case .connecting, .connected, .subscribed, .resumed, .completed: break
        case .refused(let code, let reason), .closed(let code, let reason):
            count("code", code, to: &line)
            text("reason", reason, to: &line)
        case .waiting(let attempt, let delay):
            count("attempt", attempt, to: &line)
            number("in_s", delay.inSeconds, decimals: .three, to: &line)
        case .warning(let reason): text("reason", reason, to: &line)
        }
    }
}
