import Domain
import Glibc
import JSON

/// The mix as it would come from a town where things go on: vehicles drive, bids rise, times are those of the clock.
struct LiveMix {
    private var random = Sequence64(state: 3)
    private var index = 0

    /// The next message's frame.
    ///
    /// - Parameter mark: a word of its own for the message, which comes out again where a mapped message is printed.
    mutating func next(at now: Timestamp, mark: String? = nil) -> [UInt8] {
        defer { index += 1 }
        let message =
            switch index % 10 {
            case 0..<6: Mix.envelope("location.updated", "vehicles.\(random.below(20))", vehicle(now, mark))
            case 6..<9: Mix.envelope("bid.placed", "auction.\(random.below(20))", bid(now, mark))
            default:
                Mix.envelope(
                    "notification", "user.42", Self.notification(mark ?? "n\(index)", "Lot 17 closes in 5 minutes"))
            }
        return Mix.frame(message)
    }

    /// A notification's frame.
    static func notice(_ title: String) -> [UInt8] {
        Mix.frame(Mix.envelope("notification", "user.42", notification(title, title)))
    }

    private mutating func vehicle(_ now: Timestamp, _ mark: String?) -> String {
        let number = random.below(200)
        let place = Orbit(of: number, at: now)
        return """
            {"vehicle_id": "veh-\(number)", "lat": \(place.latitude), "lon": \(place.longitude), \
            "bearing": \(Int(place.bearing)), "speed": 10.4, "ts": \(now.milliseconds), \
            "ride_id": "\(mark ?? "ride-\(random.below(100))")", "eta_s": \(random.below(900))}
            """
    }

    private mutating func bid(_ now: Timestamp, _ mark: String?) -> String {
        let lot = random.below(50)
        return """
            {"lot_id": "lot-\(lot)", "amount": \(1_000 + index), "currency": "EUR", \
            "bidder": "\(mark ?? "paddle \(random.below(500))")", "bid_count": \(index / 100), \
            "ends_at": \(now.milliseconds / 3_600_000 * 3_600_000 + Int64(60 + lot) * 60_000)}
            """
    }

    private static func notification(_ id: String, _ title: String) -> String {
        #"{"id": "\#(id)", "title": "\#(title)", "body": "The reserve has been met — été ✓", "priority": "normal"}"#
    }
}

/// Where a vehicle is that drives in circles, at some 10 m/s, around its own place in Helsinki.
struct Orbit {
    let latitude: Double
    let longitude: Double
    /// Degrees clockwise from north.
    let bearing: Double

    /// Kilometres: the circle's radius.
    private static let radius = 1.0

    init(of vehicle: Int, at now: Timestamp) {
        var random = Sequence64(state: UInt64(vehicle))
        let home = (60.15 + Double(random.below(10_000)) * 1e-5, 24.85 + Double(random.below(20_000)) * 1e-5)
        let angle = Double(now.milliseconds % 1_000_000) * 1e-5 + Double(vehicle)
        latitude = home.0 + Self.radius / 111.2 * sin(angle)
        longitude = home.1 + Self.radius / 55.4 * cos(angle)
        let heading = (-angle * 180 / .pi).truncatingRemainder(dividingBy: 360)
        bearing = heading < 0 ? heading + 360 : heading
    }
}
