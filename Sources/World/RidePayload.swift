internal import JSON

extension Ride {
    /// The whole state of the ride, as a ride service sends it on each change.
    func write(to json: inout JSONWriter, car: Car?) {
        json.key("ride_id")
        json.string(id)
        json.key("status")
        json.string(status.rawValue)
        json.key("attempt")
        json.int(attempt)
        if let car {
            car.write(to: &json)
            json.key("eta_s")
            json.int(Int(car.motion.expectedSeconds.rounded(.up)))
        }
        json.key("pickup")
        pickup.write(to: &json)
        json.key("dropoff")
        dropoff.write(to: &json)
        if let cancelledBy {
            json.key("cancelled_by")
            json.string(cancelledBy)
        }
    }
}

extension Ride.Place {
    fileprivate func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("lat")
        json.double(point.latitude, decimals: 6)
        json.key("lng")
        json.double(point.longitude, decimals: 6)
        json.key("address")
        json.string(address)
        json.endObject()
    }
}

extension Car {
    fileprivate func write(to json: inout JSONWriter) {
        json.key("driver")
        json.beginObject()
        json.key("id")
        json.string(driverID)
        json.key("name")
        json.string(driver)
        json.key("rating")
        json.double(Double(rating) / 10, decimals: 1)
        json.endObject()
        json.key("vehicle")
        json.beginObject()
        json.key("id")
        json.string(id)
        json.key("license_plate")
        json.string(plate)
        json.key("make")
        json.string(make)
        json.key("model")
        json.string(model)
        json.key("color")
        json.string(color)
        json.endObject()
    }
}
