internal import Domain

// One function a kind: what a person wants to know of it, the most important first.

extension TextLine {
    mutating func notification(_ value: Notification, _ gist: inout Gist, _ line: inout LineBuffer) {
        gist.text("", value.title ?? (value.body == nil ? value.id : nil), &line)
        if let body = value.body {
            if value.title != nil { line.append(": ") }
            line.escape(body, .plain)
            gist.skip()
        }
        gist.count("priority", value.priority.map(Int.init), &line)
        gist.list("tags", value.tags, &line)
        gist.text("", value.url, &line)
        gist.list("actions", value.actions, &line)
        moment("expires", value.expiresAt, &gist, &line)
    }

    mutating func lot(_ value: Lot, _ gist: inout Gist, _ line: inout LineBuffer) {
        gist.text("lot", value.lot, &line)
        gist.text("", value.title, &line)
        gist.text("", value.status.map { Self.spaced($0.rawValue) }, &line)
        gist.money("current", value.current, &line)
        gist.money("ask", value.ask, &line)
        gist.money("increment", value.increment, &line)
        gist.text("reserve", value.reserve.map { Self.spaced($0.rawValue) }, &line)
        gist.count("bids", value.bids, &line)
        gist.text("leader", value.leader, &line)
        gist.text("standing", value.standing?.rawValue, &line)
        gist.count("watchers", value.watchers, &line)
        moment("opens", value.opensAt, &gist, &line)
        moment("closes", value.closesAt, &gist, &line)
        gist.count("extended", value.extended, unit: " times", &line)
    }

    static func bid(_ value: Bid, _ gist: inout Gist, _ line: inout LineBuffer) {
        if let amount = value.amount {
            gist.money("", amount, &line)
            line.append(" on lot ")
            line.escape(value.lot, .plain)
        } else {
            gist.text("lot", value.lot, &line)
        }
        gist.text("by", value.bidder, &line)
        gist.text("", value.state?.rawValue, &line)
        gist.money("ceiling", value.max, &line)
    }

    static func vehicle(_ value: Vehicle, _ gist: inout Gist, _ line: inout LineBuffer) {
        gist.text("", value.vehicle, &line)
        gist.text("", value.label, &line)
        gist.position("at", value.position, &line)
        gist.number("heading", value.bearing, unit: "°", &line)
        gist.number("", value.speed, unit: " m/s", &line)
        gist.number("±", value.accuracy, unit: " m", &line)
        gist.text("route", value.route, &line)
        gist.text("trip", value.trip, &line)
        gist.text("occupancy", value.occupancy, &line)
        gist.text("ride", value.ride, &line)
        gist.count("ETA", value.eta, unit: " s", &line)
    }

    static func ride(_ value: Ride, _ gist: inout Gist, _ line: inout LineBuffer) {
        gist.text("", value.ride, &line)
        gist.text("", value.status.map { spaced($0.rawValue) }, &line)
        if let former = value.reassigned {
            gist.begin("", &line)
            line.append("handed over from")
            crew(former.driver, former.car, &line)
        }
        if value.driver != nil || value.car != nil {
            gist.begin("", &line)
            line.append(value.reassigned == nil ? "with" : "to")
            crew(value.driver, value.car, &line)
        }
        gist.text("vehicle", value.vehicle, &line)
        gist.count("ETA", value.eta, unit: " s", &line)
        stop("pickup", value.pickup, &gist, &line)
        stop("dropoff", value.dropoff, &gist, &line)
        gist.text("in place of", value.replaces, &line)
        gist.position("at", value.position, &line)
    }

    /// ` Ada white Toyota Prius ABC-1 (4.9)`
    private static func crew(_ driver: Ride.Driver?, _ car: Ride.Car?, _ line: inout LineBuffer) {
        var words = [driver?.name ?? driver?.id, car?.color, car?.make, car?.model, car?.plate].compactMap { $0 }
        if words.isEmpty { words = ["unknown"] }
        for word in words {
            line.append(" ")
            line.escape(word, .plain)
        }
        guard let rating = driver?.rating, rating.isFinite else { return }
        line.append(" (")
        line.fixed(rating, decimals: .two)
        line.append(")")
    }

    private static func stop(
        _ label: StaticString, _ value: Ride.Stop?, _ gist: inout Gist, _ line: inout LineBuffer
    ) {
        guard let value else { return }
        if let address = value.address {
            gist.text(label, address, &line)
        } else {
            gist.position(label, value.position, &line)
        }
    }

    static func presence(_ value: Presence, _ gist: inout Gist, _ line: inout LineBuffer) {
        gist.count("", value.members.count, unit: " present", &line)
        gist.list("joined", value.joined, &line)
        gist.list("left", value.left, &line)
    }

    static func message(_ name: String?, _ data: Payload?, _ gist: inout Gist, _ line: inout LineBuffer) {
        gist.text("", name, &line)
        switch data {
        case nil: break
        case .json(let json):
            gist.begin("", &line)
            line.escape(json, .document)
        case .text(let text): gist.text("", text, &line)
        case .binary(let bytes): gist.count("", bytes.count, unit: " bytes", &line)
        }
    }

    mutating func gap(_ value: Gap, _ line: inout LineBuffer) {
        if let lost = value.lost {
            line.int(lost)
            line.append(" missing")
        } else {
            line.append(value.proof == .none ? "something may be missing" : "something is missing")
        }
        line.append(" between ")
        time(value.from, to: &line)
        line.append(" and ")
        time(value.to, to: &line)
        line.append(", proof: ")
        line.append(word: value.proof.rawValue)
    }

    static func drop(_ value: Drop, _ line: inout LineBuffer) {
        line.int(value.count)
        line.append(" let go, the reader was too slow")
    }

    static func status(_ value: FeedStatus, _ gist: inout Gist, _ line: inout LineBuffer) {
        gist.text("", value.name, &line)
        switch value {
        case .connecting, .connected, .subscribed, .resumed, .completed: break
        case .refused(let code, let reason), .closed(let code, let reason):
            gist.count("", code, &line)
            gist.text("", reason.isEmpty ? nil : reason, &line)
        case .waiting(let attempt, let delay):
            gist.count("attempt", attempt, &line)
            gist.number("in", delay.inSeconds, unit: " s", &line)
        case .warning(let reason): gist.text("", reason, &line)
        }
    }

    private static func spaced(_ word: String) -> String {
        String(word.map { $0 == "_" ? " " : $0 })
    }
}
