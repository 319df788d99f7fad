import Domain

// What a query looks at in each thing that a list shows.

extension Query {
    func matches(_ lot: borrowing Auction) -> Bool {
        matches { search in
            search.look(at: lot.key.id)
            search.look(at: lot.title)
            search.look(at: lot.leader)
            search.look(at: lot.status?.words)
            search.look(at: lot.standing?.words)
            search.look(at: lot.current?.currency)
        }
    }

    func matches(_ ride: borrowing RideCard) -> Bool {
        matches { search in
            search.look(at: ride.key.id)
            search.look(at: ride.status?.words)
            if ride.handover?.isAcknowledged == false { search.look(at: "new driver") }
            search.look(at: ride.vehicle)
            search.look(at: ride.driver)
            search.look(at: ride.car)
        }
    }

    func matches(_ vehicle: borrowing VehicleTrack) -> Bool {
        matches { search in
            search.look(at: vehicle.id)
            search.look(at: vehicle.label)
            search.look(at: vehicle.route)
            if vehicle.route != nil { search.look(at: "route") }
            search.look(at: vehicle.trip)
        }
    }

    func matches(_ notice: borrowing Notice) -> Bool {
        matches { search in
            search.look(at: notice.channel)
            switch notice.content {
            case .message(let message):
                search.look(at: message.title)
                search.look(at: message.body)
                for tag in message.tags { search.look(at: tag) }
            case .alert(let alert): search.look(at: alert)
            }
        }
    }

    func matches(_ feed: Feed) -> Bool {
        matches { search in
            search.look(at: feed.name)
            search.look(at: feed.state.word)
        }
    }

    func matches(_ channel: Feed.Channel) -> Bool {
        matches { search in
            search.look(at: channel.name)
            search.look(at: channel.state.word)
        }
    }

    func matches(_ message: borrowing MessageRecord) -> Bool {
        matches { search in
            search.look(at: message.channel)
            search.look(at: message.name)
            switch message.raw {
            case .json(let text), .text(let text): search.look(at: text)
            case .binary, nil: break
            }
        }
    }
}

extension Query.Search {
    fileprivate mutating func look(at driver: Ride.Driver?) {
        look(at: driver?.id)
        look(at: driver?.name)
    }

    fileprivate mutating func look(at car: Ride.Car?) {
        guard let car else { return }
        look(at: car.plate)
        look(at: car.make)
        look(at: car.model)
        look(at: car.color)
    }

    fileprivate mutating func look(at alert: Alert) {
        look(at: alert.topic.key.id)
        switch alert {
        case .outbid(_, let title, let rival, _):
            look(at: title)
            look(at: rival)
        case .won(_, let title, _), .withdrawn(_, let title), .reopened(_, let title): look(at: title)
        case .driverAssigned(_, let driver, let car):
            look(at: driver)
            look(at: car)
        case .driverChanged(_, let before, let driver, let car):
            look(at: before?.driver)
            look(at: before?.car)
            look(at: driver)
            look(at: car)
        case .lookingForDriver(_, let driver, _), .arriving(_, let driver): look(at: driver)
        case .regained, .slipped, .rideCancelled: break
        }
    }
}

// What the screen says of a state, and the word that the messages have for it.

extension Lot.Status {
    var words: String {
        switch self {
        case .upcoming, .open, .extended, .sold, .passed, .withdrawn: rawValue
        case .goingOnce: "going once going_once"
        case .goingTwice: "going twice going_twice"
        }
    }
}

extension Lot.Standing {
    var words: String? {
        switch self {
        case .leading: "you leading won"
        case .outbid: "outbid"
        case .none: nil
        }
    }
}

extension Ride.Status {
    var words: String {
        switch self {
        case .requested, .arriving, .completed, .cancelled: rawValue
        case .accepted: "on the way accepted"
        case .inProgress: "riding in_progress"
        }
    }
}
