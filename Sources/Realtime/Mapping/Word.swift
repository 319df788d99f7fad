/// What a member of a message can be about: one word of the vocabulary stands for all the names that services give it.
///
/// At most 128, so that the values of one object fit a kilobyte of stack and its set two machine words.
enum Word: UInt8, CaseIterable, Sendable {
    // Around the data
    case type, event, action, name, id, eventID, timeOfEvent, time, timeOfChange
    case data, body, message, attributes, relationships, geometry, items, metadata, specVersion, topic

    // Where and how fast
    case latitude, longitude, position, coordinates
    case bearing, trueHeading, speed, speedKmh, speedMph, speedKnots, accuracy, acc
    case vehicleID, deviceID, vehicleUnit, operatorID, trackerID, vehicle, car, label, plate, make, model, color
    case route, designation, trip, tripID, occupancy, currentStatus, fixTime

    // Rides
    case rideID, ride, requestID, resourceID, resourceType, status, driver, driverID, driverName, driverRating, rating,
        firstName, lastName
    case etaSeconds, etaMinutes, etaMilliseconds, eta, pickup, dropoff, address, replaces, cancelledBy

    // Auctions
    case lotID, lot, lotNumber, auctionID, auction, itemID
    case amount, bid, price, currency, bidder, bidderID, user
    case current, ask, increment, starting, reserve, reserveMet, noReserve, bidCount, bids
    case leader, leaderID, winner, winnerID, mine, outbid, ceiling, opensAt, closesAt, movedClose, secondsLeft,
        millisecondsLeft, extended, watchers

    // Notifications
    case title, text, summary, priority, severity, tags, url, picture, actions, expires, timeToLive, application,
        notification
    case translation, headerText, descriptionText, annotations

    // Source hosting
    case repository, sender
}

/// A set of words, two integers wide.
struct WordSet: Hashable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init() {}

    init(_ words: Word...) {
        for word in words { insert(word) }
    }

    var isEmpty: Bool { low | high == 0 }

    var count: Int { low.nonzeroBitCount + high.nonzeroBitCount }

    @inline(__always)
    func contains(_ word: Word) -> Bool {
        let bit = UInt64(word.rawValue)
        return (bit < 64 ? low : high) &>> (bit & 63) & 1 == 1
    }

    @inline(__always)
    mutating func insert(_ word: Word) {
        let bit = UInt64(word.rawValue)
        if bit < 64 { low |= 1 &<< bit } else { high |= 1 &<< (bit & 63) }
    }

    @inline(__always)
    func meets(_ other: WordSet) -> Bool { (low & other.low) | (high & other.high) != 0 }

    func intersection(_ other: WordSet) -> WordSet {
        var result = self
        result.low &= other.low
        result.high &= other.high
        return result
    }

    static func + (lhs: WordSet, rhs: WordSet) -> WordSet {
        var result = lhs
        result.low |= rhs.low
        result.high |= rhs.high
        return result
    }
}
