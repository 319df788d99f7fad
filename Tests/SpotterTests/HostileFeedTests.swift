import Foundation
import TUI
import TerminalTesting
import Testing

/// What servers may do to a dashboard: clocks that are wrong, and everything else.
@Suite("The dashboard and its server", .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct HostileFeedTests {
    @Test func theRoundTripIsInTheHeader() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let watching = try Watching(backend.url)
        try watching.see("a round trip", limit: .seconds(15)) { screen in
            screen.split(separator: "\n").first?.contains(/pusher ● \d+ ms/) == true
        }
        try watching.quit()
    }

    /// The server is five seconds ahead: what closes in 100 s by its clock would close in 105 s by ours.
    @Test func countdownsRunOnTheServersClock() throws {
        let ahead = 5
        let server = try PretendServer(ahead: ahead) { _ in
            [.event("lot.updated", Sample.lot("17", title: "Aalto vase", closesIn: 100, ahead: ahead))]
        }
        let before = Date()
        let watching = try Watching(server.url)
        let screen = try watching.see("a countdown") { $0.contains(/1:\d\d/) && $0.contains("Aalto vase") }
        let left = try #require(screen.firstMatch(of: /Aalto vase.*?1:(\d\d)/).flatMap { Int($0.1) }) + 60
        // Said after `before` and read now, within which it can have run. A `Date` alone, which is to the second, leaves half
        // a second of doubt; what the event's own time corrects of it is slewed.
        let passed = Int(Date().timeIntervalSince(before).rounded(.up))
        #expect((100 - passed - 1...101).contains(left), "\(screen)")
        watching.type("5")
        // A `Date` is to the second, and one event is too few to be believed on its own.
        try watching.see("the clock five seconds ahead") { $0.contains(/\+(4\.[4-9]|5\.[0-6])( ±0\.\d)? s/) }
        try watching.quit()
    }

    @Test func garbageLeavesTheScreenCleanAndTheProgramAlive() throws {
        let server = try PretendServer { number in
            number < 4 ? Self.garbage(number) : [Self.lot("99", "Still alive")]
        }
        let watching = try Watching(server.url)
        // Sorted by number, so that all of the lots are in sight.
        watching.type("s")
        let screen = try watching.see("Hostile", "Still alive", limit: .seconds(40))
        #expect(screen.components(separatedBy: "Hostile").count > 4, "\(screen)")
        let title = watching.tmux.format("#{pane_title}")
        #expect(!title.contains("pwned"))
        #expect(screen.split(separator: "\n").first?.hasPrefix(" spotter   pusher ●") == true, "\(screen)")
        Self.expectFrames(screen)
        // What is on the screen is what we believe to be there: drawing it all again changes no letter.
        watching.press("C-l")
        try watching.see("the same letters") { Self.letters($0) == Self.letters(screen) }
        watching.type("5")
        Self.expectFrames(try watching.see("5 Feeds", "Messages"), from: 2)
        try watching.quit()
    }

    /// Titles that would steer the terminal, then what is no message of the service, then what is no WebSocket at all.
    private static func garbage(_ number: Int) -> [PretendServer.Saying] {
        let huge = String(repeating: "\u{202E}漢", count: 200_000)
        let nested = String(repeating: "[", count: 100_000)
        let messages: [PretendServer.Saying] = [
            lot("1", #"Hostile \u001b]0;pwned\u0007\u001b[2J\u001b[31mred"#),
            lot("2", #"Hostile \u009b2J\u0085\u2028 \u202eback \u0000\b\r\n"#),
            lot("3", #"Hostile a\u0310\u0310\u0310\u0310\u0310\u0310\u0310\u0310 \ud83d\udc69\u200d\ud83d\udc69"#),
            lot(#"\u001b[H4"#, #"Hostile lone \ud800 half"#), lot("5", huge),
            .event("notification.created", #"{"id":"n","title":"\u001b[5;5HHostile","body":"\u001bc"}"#),
            .event("vehicle.position", #"{"vehicle_id":"\u001b[H","label":"\u001b]8;;x","lat":1e308,"lon":-1e999}"#),
            .event("x\\u001b[2J", #"{"n":1}"#), .event("x", "\"\(huge)\""), .event("x", nested),
            .text("{"), .text("null"), .text("[]"), .text(#"{"event":5,"channel":{},"data":null}"#),
            .text(#"{"event":"pusher:error","data":{"code":"x","message":"\u001b[2Jno"}}"#), .text(huge), .text(nested),
        ]
        var random = SystemRandomNumberGenerator()
        let noise = (0..<4_096).map { _ in UInt8.random(in: 0...255, using: &random) }
        let ends: [[UInt8]] = [[0x81, 0x02, 0xFF, 0xFE], [0xF3, 0x7F] + Array(repeating: 0xFF, count: 9), noise]
        return messages + [.bytes(ends[(number - 1) % ends.count])]
    }

    private static func lot(_ number: String, _ title: String) -> PretendServer.Saying {
        .event("lot.updated", Sample.lot(number, title: title, closesIn: 7_200))
    }

    /// The panes' frames are whole.
    private static func expectFrames(_ screen: String, from first: Int = 1) {
        let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == Watching.size.height)
        for line in lines.dropFirst(first).dropLast() {
            #expect("╭│├╰".contains(line.first ?? " ") && "╮│┤╯".contains(line.last ?? " "), "\(line)")
        }
    }

    /// Without what changes by the second.
    private static func letters(_ screen: String) -> [String] {
        screen.split(separator: "\n").dropFirst().dropLast().map { $0.filter { $0.isLetter || $0 == "│" } }
    }
}
