/// So many beats a second, in step with the clock: what was late is made up for at once.
struct Metronome {
    let rate: Double
    let seconds: Double

    /// The time between two looks at the clock.
    private var tick: Double { max(0.001, 1 / rate) }

    /// - Parameter beat: answers false to stop.
    func run(_ beat: (Int) -> Bool) {
        let began = Clock.monotonic
        let all = Int(rate * seconds)
        var (done, looks) = (0, 0)
        while done < all {
            let due = min(all, Int((Clock.monotonic - began) * rate))
            while done < due {
                guard beat(done) else { return }
                done += 1
            }
            looks = max(looks + 1, Int((Clock.monotonic - began) / tick))
            Clock.sleep(began + Double(looks) * tick - Clock.monotonic)
        }
    }
}
