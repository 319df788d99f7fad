import Domain
import Testing

@testable import Realtime

@Suite struct BackoffTests {
    private func waits(_ count: Int, jitter: Double, _ policy: ReconnectPolicy = ReconnectPolicy()) -> [Int64] {
        var backoff = Backoff(policy)
        return (0..<count).map { _ in backoff.next(jitter: jitter).wholeMilliseconds }
    }

    @Test func growsByTwoUpToTheLongest() {
        #expect(waits(9, jitter: 1) == [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
    }

    @Test(arguments: [0.0, 0.25, 0.5, 0.75, 0.999_999])
    func jitterTakesAtMostHalf(_ jitter: Double) {
        for (wait, full) in zip(waits(9, jitter: jitter), waits(9, jitter: 1)) {
            #expect(wait >= full / 2)
            #expect(wait <= full)
        }
    }

    @Test(arguments: [-1.0, 2.0, .nan, .infinity])
    func jitterThatIsNoneIsFull(_ jitter: Double) {
        #expect(waits(3, jitter: jitter) == [1_000, 2_000, 4_000])
    }

    @Test func neverOverflows() {
        var backoff = Backoff(ReconnectPolicy(first: .seconds(3_600), longest: .seconds(1_000_000_000)))
        for _ in 0..<500 {
            let wait = backoff.next(jitter: 1)
            #expect(wait <= .seconds(1_000_000_000))
        }
        #expect(backoff.attempts == 500)
    }

    private static let wishes: [(Duration, Int64)] = [
        (.zero, 500), (.milliseconds(700), 700), (.seconds(45), 45_000), (.seconds(100_000), 600_000),
    ]

    @Test(arguments: wishes)
    func theServiceMayAskForMore(_ atLeast: Duration, _ expected: Int64) {
        var backoff = Backoff(ReconnectPolicy())
        let wait = backoff.next(atLeast: atLeast, jitter: 0)
        #expect(wait.wholeMilliseconds == expected)
    }

    @Test func oneAttemptWithoutAWaitThenNoMore() {
        var backoff = Backoff(ReconnectPolicy())
        for _ in 0..<2 {
            let skips = [backoff.skipWaiting(), backoff.skipWaiting()]
            #expect(skips == [true, false])
            #expect(backoff.attempts == 1)
            let wait = backoff.next(jitter: 1)
            #expect(wait == .seconds(1))
            let skipsLater = backoff.skipWaiting()
            #expect(!skipsLater)
            backoff.reset()
            #expect(backoff.attempts == 0)
        }
    }

    private static let oddities: [(Duration, Duration)] = [
        (.zero, .zero), (.seconds(-5), .seconds(-1)), (.seconds(9), .seconds(3)),
    ]

    @Test(arguments: oddities)
    func oddPoliciesAreHarmless(_ first: Duration, _ longest: Duration) {
        for wait in waits(5, jitter: 1, ReconnectPolicy(first: first, longest: longest)) {
            #expect(wait >= 0)
            #expect(wait <= 9_000)
        }
    }
}
