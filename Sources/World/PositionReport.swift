internal import JSON

/// One position of a vehicle, as it goes out.
struct PositionReport {
    var vehicle: String
    var label: String
    var fix: Receiver.Fix
    /// Degrees clockwise from north.
    var bearing: Double
    /// Metres a second.
    var speed: Double
    var route: String?
    var headsign: String?
    var occupancy: String?
    var ride: String?
    /// Seconds to the ride's next stop.
    var eta: Int?
}

extension Agenda {
    /// Publishes a report now, or later where the network keeps it.
    mutating func report(_ report: PositionReport, on channel: String) {
        let message = publication(channel, "vehicle.position", at: now + report.fix.delay) { report.write(to: &$0) }
        guard report.fix.delay > 0 else { return say(.publish(message)) }
        plan(in: report.fix.delay, .late(message))
    }
}

extension PositionReport {
    fileprivate func write(to json: inout JSONWriter) {
        json.key("vehicle_id")
        json.string(vehicle)
        json.key("label")
        json.string(label)
        json.key("lat")
        json.double(fix.point.latitude, decimals: 6)
        json.key("lon")
        json.double(fix.point.longitude, decimals: 6)
        json.key("bearing")
        json.int(Int(bearing.rounded()) % 360)
        json.key("speed")
        json.double(speed, decimals: 1)
        json.key("accuracy")
        json.double(fix.accuracy, decimals: 1)
        writeService(to: &json)
    }

    private func writeService(to json: inout JSONWriter) {
        if let route {
            json.key("route")
            json.string(route)
        }
        if let headsign {
            json.key("headsign")
            json.string(headsign)
        }
        if let occupancy {
            json.key("occupancy")
            json.string(occupancy)
        }
        if let ride {
            json.key("ride_id")
            json.string(ride)
        }
        if let eta {
            json.key("eta_s")
            json.int(eta)
        }
    }
}
