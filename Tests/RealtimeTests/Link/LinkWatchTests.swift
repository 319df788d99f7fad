import Domain
import Realtime
import Testing

/// A connection that is open only in name is noticed. Seconds of uptime at the left, what is advised at the right.
struct LinkWatchTests {
    /// What happens in a second: the wall clock gains so many seconds more than the uptime; the peer is heard; we do not read.
    enum Moment {
        case heard, deaf
        case slept(Int)
    }

    private func story(_ moments: [(second: Int, Moment)], until end: Int) -> [String] {
        var watch = LinkWatch()
        var asleep = 0
        var lines: [String] = []
        for second in 0...end {
            let now = moments.filter { $0.second == second }.map(\.1)
            var isReading = true
            for moment in now {
                switch moment {
                case .heard: watch.heard()
                case .deaf: isReading = false
                case .slept(let seconds): asleep += seconds
                }
            }
            let wall = Timestamp(milliseconds: 1_700_000_000_000 + Int64(second + asleep) * 1_000)
            switch watch.look(uptime: .seconds(second), wall: wall, isReading: isReading) {
            case .wait: break
            case .ping: lines.append("\(second) ping")
            case .lost(let silence):
                lines.append("\(second) lost after \(silence.components.seconds)")
                return lines
            }
        }
        return lines
    }

    @Test func anAnsweredPingIsFollowedByAnotherTenSecondsLater() {
        #expect(
            story([(1, .heard), (11, .heard), (25, .heard)], until: 35) == ["0 ping", "10 ping", "20 ping", "30 ping"])
    }

    @Test func silenceAfterAPingIsTheEnd() {
        #expect(story([(1, .heard)], until: 60) == ["0 ping", "10 ping", "30 lost after 20"])
    }

    @Test func whateverComesIsASignOfLife() {
        #expect(story([(19, .heard)], until: 38) == ["0 ping", "19 ping"])
    }

    @Test func afterSleepThePatienceIsShort() {
        #expect(
            story([(1, .heard), (4, .slept(3_600))], until: 60) == ["0 ping", "4 ping", "9 lost after 5"])
    }

    @Test func aConnectionThatOutlivedTheSleepStays() {
        #expect(
            story([(1, .heard), (4, .slept(3_600)), (6, .heard)], until: 20) == ["0 ping", "4 ping", "14 ping"])
    }

    @Test(arguments: [-3_600, -1, 1, 5])
    func aClockThatIsSetBackOrALittleForthChangesNothing(_ seconds: Int) {
        #expect(story([(1, .heard), (4, .slept(seconds)), (11, .heard)], until: 12) == ["0 ping", "10 ping"])
    }

    @Test func whileWeDoNotReadNothingIsMissed() {
        let deaf = (2...50).map { ($0, Moment.deaf) }
        #expect(story(deaf, until: 52) == ["0 ping", "51 ping"])
    }
}
