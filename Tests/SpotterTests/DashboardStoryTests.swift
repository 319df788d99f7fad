import Foundation
import TUI
import TerminalTesting
import Testing

/// The dashboard from the first event to the shell's prompt: a person, a backend, a server that dies and comes back.
@Suite("A dashboard's story", .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct DashboardStoryTests {
    private static let channels = ["lots", "rides", "vehicles", "notifications"]

    @Test func followsASaleARideAndAnOutage() throws {
        var backend = try Backend()
        defer { backend.stop() }
        let watching = try Watching(backend.url, channels: Self.channels)
        try subscribe(watching)
        try publishAll(backend)
        try watchALotClose(watching, backend)
        try followACar(watching, backend)
        try search(watching)
        try pause(watching, backend)
        try resize(watching)
        backend = try surviveAnOutage(watching, backend)
        try watching.quit()
    }

    private func subscribe(_ watching: Watching) throws {
        watching.type("5")
        try watching.see("all channels subscribed") { screen in
            screen.components(separatedBy: "● subscribed").count == Self.channels.count + 1
        }
        watching.type("1")
    }

    private func publishAll(_ backend: Backend) throws {
        for (number, title) in [("17", "Aalto vase"), ("18", "Table lamp"), ("19", "Floor lamp")] {
            try backend.publish("lot.updated", on: "lots", Sample.lot(number, title: title, closesIn: 300))
        }
        try backend.publish(
            "vehicle.position", on: "vehicles",
            #"{"vehicle_id":"car-1","label":"ABC-123","lat":60.17,"lon":24.94,"speed":8,"ride_id":"7"}"#)
        try backend.publish(
            "vehicle.position", on: "vehicles",
            #"{"vehicle_id":"bus-12","label":"bus 12","lat":60.18,"lon":24.96,"speed":11}"#)
        try backend.publish(
            "ride.accepted", on: "rides",
            """
            {"ride_id":"7","status":"accepted","driver":{"id":"d1","name":"Aino K."},\
            "vehicle":{"id":"car-1","license_plate":"ABC-123"},"eta_s":240}
            """)
        try backend.publish("notification.created", on: "notifications", Sample.notification(1, "Disk is full"))
    }

    private func watchALotClose(_ watching: Watching, _ backend: Backend) throws {
        try watching.see("Aalto vase", "1,250.00", "○ #7", "Aino K.", "bus 12", "Disk is full", "1 unread")
        try backend.publish(
            "bid.accepted", on: "lots",
            #"{"id":"b1","lot_id":"17","amount_minor":140000,"currency":"EUR","bidder":"paddle 42","state":"accepted"}"#
        )
        try watching.see("1,400.00", "○ #42")
        try backend.publish("lot.sold", on: "lots", #"{"lot_id":"17","status":"sold"}"#)
        try watching.see("the lot sold") { screen in
            screen.split(separator: "\n").contains { $0.contains("Aalto") && $0.contains("✓ sold") }
        }
    }

    /// The map stays on the car that the person has chosen, also once it has driven away.
    private func followACar(_ watching: Watching, _ backend: Backend) throws {
        watching.type("2gf")
        try watching.see("following ride 7")
        try backend.publish(
            "vehicle.position", on: "vehicles",
            #"{"vehicle_id":"car-1","label":"ABC-123","lat":60.25,"lon":24.80,"speed":8,"ride_id":"7"}"#)
        // Its label is still beside its mark.
        try watching.see("the car on the map where it is now") { screen in
            screen.contains("! jumped") && screen.contains(/[^ ]ABC-123/) && screen.contains("following ride 7")
        }
        watching.type("f")
        try watching.see("2 vehicles")
    }

    private func search(_ watching: Watching) throws {
        watching.type("1/lamp")
        try watching.see("2 found")
        watching.press("Enter")
        try watching.see("1 / 3", "Lot 18")
        watching.type("n")
        try watching.see("2 / 3", "Lot 19")
        watching.type("N")
        try watching.see("1 / 3", "Lot 18")
        watching.press("Escape")
        watching.press("Escape")
        try watching.see("nothing selected") { !$0.contains("Lot 18") && !$0.contains("esc back") }
    }

    private func pause(_ watching: Watching, _ backend: Backend) throws {
        watching.type("p")
        try watching.see("‖ paused +0")
        for number in 2...4 {
            try backend.publish(
                "notification.created", on: "notifications", Sample.notification(number, "Late \(number)"))
        }
        #expect(try !watching.see("‖ paused +3").contains("Late"))
        watching.type("p")
        #expect(try !watching.see("Late 2", "Late 3", "Late 4", "4 unread").contains("paused"))
    }

    private func resize(_ watching: Watching) throws {
        watching.tmux.resize(to: Size(width: 40, height: 12))
        try watching.see("a narrow list") {
            $0.contains("Table lamp") == false && $0.contains("18 ") && !$0.contains("│")
        }
        watching.tmux.resize(to: Size(width: 30, height: 8))
        try watching.see("30×8 is too small", "needs 40×12")
        watching.tmux.resize(to: Watching.size)
        try watching.see("Table lamp", "bus 12", "Late 4", "╭", "╯")
    }

    private func surviveAnOutage(_ watching: Watching, _ backend: Backend) throws -> Backend {
        watching.type("5")
        try watching.see("1 of 1 connected")
        backend.kill()
        let killed = ContinuousClock.now
        try watching.see("an outage") { !$0.contains("1 of 1 connected") }
        #expect(ContinuousClock.now - killed <= .seconds(2))
        try watching.see("no channel claims to be subscribed") {
            !$0.contains("● subscribed") && $0.contains("not connected")
        }
        try countsDown(watching)
        let next = try Backend(port: backend.port)
        try watching.see("● connected", "▒4")
        watching.type("1")
        try next.publish("lot.updated", on: "lots", Sample.lot("20", title: "Back again", closesIn: 300))
        try watching.see("Back again", "Aalto vase", "▒4")
        return next
    }

    /// A wait is seen to become shorter; from one to the next they become longer.
    private func countsDown(_ watching: Watching) throws {
        var last = 0
        try watching.see("a countdown") { screen in
            guard let left = screen.firstMatch(of: /◌ retry in (\d+) s/).flatMap({ Int($0.1) }) else { return false }
            defer { last = left }
            return left < last
        }
    }
}

/// Messages as a backend would send them.
enum Sample {
    /// - Parameter closesIn: seconds from now on the clock that is so many seconds ahead of ours.
    static func lot(_ number: String, title: String, closesIn seconds: Int, ahead: Int = 0) -> String {
        let now = Int(Date().timeIntervalSince1970 * 1_000) + ahead * 1_000
        return """
            {"lot_id":"\(number)","title":"\(title)","status":"open","current_bid_minor":125000,"ask_minor":130000,\
            "currency":"EUR","bid_count":3,"leader":"paddle 7","closes_at":\(now + seconds * 1_000),"ts":\(now)}
            """
    }

    static func notification(_ number: Int, _ title: String) -> String {
        #"{"id":"n\#(number)","title":"\#(title)","priority":3}"#
    }
}
