import Domain
import Testing

@testable import World

@Test func theSameSeedTellsTheSameWhateverTheSteps() {
    var whole = world(7)
    let once = whole.advance(to: .seconds(120))
    for step in [Duration.milliseconds(3), .milliseconds(333), .seconds(7)] {
        var stepped = world(7)
        var told: [Occurrence] = []
        var now = Duration.zero
        while now < .seconds(120) {
            now = min(now + step, .seconds(120))
            told += stepped.advance(to: now)
        }
        #expect(told == once, "steps of \(step)")
        #expect(stepped.presence == whole.presence)
    }
}

@Test func anotherSeedTellsSomethingElse() {
    var one = world(1)
    var other = world(2)
    let left = one.advance(to: .seconds(5))
    let right = other.advance(to: .seconds(5))
    #expect(left != right)
    // Not merely the times: the very first lot is another.
    let lots = [left, right].map { told in
        told.compactMap { occurrence -> [UInt8]? in
            guard case .publish(let message) = occurrence, message.name == "lot.updated" else { return nil }
            return message.data
        }.first
    }
    #expect(lots[0] != lots[1])
}

@Test func aClockThatGoesBackChangesNothing() {
    var world = world(3)
    let first = world.advance(to: .seconds(10))
    #expect(!first.isEmpty)
    #expect(world.advance(to: .seconds(4)).isEmpty)
    #expect(world.advance(to: .seconds(-4)).isEmpty)
    #expect(!world.advance(to: .seconds(11)).isEmpty)
}

@Test func occurrencesComeInOrderAndOnKnownChannels() {
    var world = world(11)
    var last = Duration.zero
    for step in 1...60 {
        for occurrence in world.advance(to: .seconds(step * 10)) {
            #expect(occurrence.at >= last && occurrence.at <= .seconds(step * 10))
            last = occurrence.at
            guard case .publish(let message) = occurrence else { continue }
            #expect(World.channels.contains(message.channel))
        }
    }
    #expect(Set(World.channels).count == World.channels.count)
    #expect(World.channels.count <= 100)
    #expect(!World.channels.contains(World.saleRoom))
}

@Test func theRoomIsWhoCameAndHasNotLeft() {
    var world = world(5)
    var room = Set(world.presence)
    #expect(room.count >= 10)
    for minute in 1...30 {
        for occurrence in world.advance(to: .seconds(minute * 60)) {
            switch occurrence {
            case .publish: continue
            case .joined(let member, _): #expect(room.insert(member).inserted, "\(member.id) comes twice")
            case .left(let member, _): #expect(room.remove(member) != nil, "\(member.id) was not there")
            }
        }
        #expect(Set(world.presence) == room)
        #expect(world.presence.count == room.count)
        #expect((5...44).contains(room.count))
        #expect(!room.contains { $0.id == World.me })
    }
}

@Test(arguments: Array(0..<20) + [.max] as [UInt64])
func withinAMinuteEverythingHappens(_ seed: UInt64) throws {
    var world = world(seed)
    let told = world.advance(to: .seconds(60))
    let messages = try told.compactMap { occurrence -> Telling? in
        guard case .publish(let publication) = occurrence else { return nil }
        return try Telling(publication)
    }
    let names = Set(messages.map(\.name))
    for name in [
        "notification.created", "bid.accepted", "lot.announced", "lot.opened", "lot.updated", "lot.extended",
        "lot.going_once", "lot.going_twice", "lot.sold", "lot.passed", "ride.requested", "ride.accepted",
        "ride.arriving", "ride.in_progress", "ride.updated", "ride.driver_cancelled", "ride.driver_changed",
        "vehicle.position",
    ] {
        #expect(names.contains(name), "\(name) in seed \(seed)")
    }
    #expect(Set(messages.map(\.channel)) == Set(World.channels))
    #expect(messages.contains { $0["title"]?.hasPrefix("Outbid") == true })
    #expect(messages.contains { $0["title"] == "Driver changed" })
    #expect(told.contains { if case .joined = $0 { true } else { false } })
    #expect(told.contains { if case .left = $0 { true } else { false } })
}

@Test func sixHoursDoNotMakeItGrow() {
    var world = world(13)
    var loads: [Int] = []
    var perHour: [Int] = []
    for hour in 1...6 {
        var count = 0
        for minute in 1...60 {
            count += world.advance(to: .seconds((hour - 1) * 3_600 + minute * 60)).count
            loads.append(world.load)
        }
        perHour.append(count)
    }
    #expect((loads.max() ?? 0) < 400)
    // It goes on as it began: no hour tells much more or less than another.
    #expect((perHour.min() ?? 0) * 10 > (perHour.max() ?? 0) * 9)
}
