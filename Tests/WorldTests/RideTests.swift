import Testing

@testable import World

private func rides(_ seed: UInt64, minutes: Int) throws -> [String: [Telling]] {
    try Dictionary(grouping: try tellings(seed, minutes: minutes, on: ["rides."])) { try #require($0["ride_id"]) }
}

/// What may follow a status, itself included.
private let next: [String: Set<String>] = [
    "requested": ["requested", "accepted", "cancelled"],
    "accepted": ["accepted", "arriving", "requested", "cancelled"],
    "arriving": ["arriving", "accepted", "in_progress", "requested", "cancelled"],
    "in_progress": ["in_progress", "completed"],
    "completed": [], "cancelled": [],
]

@Test(arguments: [1, 2] as [UInt64])
func ridesGoTheirWay(_ seed: UInt64) throws {
    var ends: [String: Int] = [:]
    for (ride, told) in try rides(seed, minutes: 30) {
        // Some rides are already under way when the world begins.
        let first = try #require(told.first)
        #expect(first["status"] == "requested" || first.at <= 2)
        for (before, after) in zip(told, told.dropFirst()) {
            let from = try #require(before["status"])
            let to = try #require(after["status"])
            #expect(next[from]?.contains(to) == true, "\(ride): \(from) to \(to)")
            let isAlone = to == "requested" || to == "cancelled" && before["driver.id"] == nil
            #expect((after["driver.id"] == nil) == isAlone)
            if before["driver.id"] != nil, after["driver.id"] != nil, before["driver.id"] != after["driver.id"] {
                #expect(after.name == "ride.driver_changed")
                #expect(before["vehicle.license_plate"] != after["vehicle.license_plate"])
            }
        }
        // Whoever has cancelled does not come back.
        let drivers = told.compactMap { $0["driver.id"] }
        let assignments = zip([""] + drivers, drivers).filter { $0 != $1 }.map(\.1)
        #expect(Set(assignments).count == assignments.count, "\(ride): \(assignments)")
        #expect(told.last?["attempt"] == "\(assignments.count)")
        if let last = told.last?["status"] { ends[last, default: 0] += 1 }
    }
    #expect((ends["completed"] ?? 0) > 60 && (ends["cancelled"] ?? 0) > 3, "\(ends)")
}

@Test func aDozenToThirtyRidesAtATime() throws {
    var active: Set<String> = []
    for telling in try tellings(6, minutes: 30, on: ["rides."]) {
        let ride = try #require(telling["ride_id"])
        if ["completed", "cancelled"].contains(telling["status"]) {
            active.remove(ride)
        } else {
            active.insert(ride)
        }
        guard telling.at > 1 else { continue }
        // The next order comes in the same moment, so for one message it may be one fewer.
        #expect((Fleet.activeRides.lowerBound - 1...Fleet.activeRides.upperBound).contains(active.count))
    }
}

@Test func noCarServesTwoRidesAndItsFixesSayWhich() throws {
    var serving: [String: String] = [:]
    var checked = 0
    for telling in try tellings(17, minutes: 10, on: ["rides.", "vehicles."]) {
        if telling.channel == "rides.helsinki", let ride = telling["ride_id"] {
            let ended = ["completed", "cancelled"].contains(telling["status"])
            for (car, its) in serving where its == ride { serving[car] = nil }
            guard let car = telling["vehicle.id"], !ended else { continue }
            #expect(serving[car] == nil, "\(car) serves two rides")
            serving[car] = ride
        } else if telling.channel == "vehicles.helsinki", let car = telling["vehicle_id"],
            try telling.ownTime() == telling.at, telling.at > 1
        {
            #expect(telling["ride_id"] == serving[car])
            checked += 1
        }
    }
    #expect(checked > 1_000)
}

@Test func theETAIsHonest() throws {
    var errors: [Double] = []
    for told in try rides(3, minutes: 30).values {
        guard let end = told.last, end.name == "ride.completed" else { continue }
        for telling in told where telling.name == "ride.updated" && telling["status"] == "in_progress" {
            errors.append(try end.at - telling.at - telling.number("eta_s"))
        }
    }
    errors.sort()
    #expect(errors.count > 500)
    // Red lights come as they come, but the middle of all predictions is right within half a minute.
    #expect(abs(errors[errors.count / 2]) < 30, "\(errors[errors.count / 2])")
}
