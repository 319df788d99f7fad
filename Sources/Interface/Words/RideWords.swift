import Dashboard
import Domain
import TUI

/// A ride's facts as the list and the detail word them.
struct RideWords {
    let ride: RideCard
    let vehicle: VehicleTrack?
    let view: View

    /// What the ride's times count from.
    private var now: Timestamp { view.serverTime(of: ride.key.feed) }

    private var nothing: StyledText { view.text("–", .faint).bare }

    /// Nothing moves any more, and nobody is looked for.
    var isOver: Bool { !ride.isLive && !ride.isPendingRedispatch(at: now) }

    var status: StyledText {
        if ride.isPendingRedispatch(at: now) { return view.text("? redispatch", .closingSoon).bare }
        if ride.hasOpenHandover {
            return view.text(ride.status == .inProgress ? "! ▶ riding" : "! new driver", .handover).bare
        }
        switch ride.status {
        case .requested where ride.attempt > 1: return view.text("? looking \(ride.attempt)×", .warning).bare
        case .requested: return view.text("○ requested", .faint).bare
        case .accepted: return view.text("● on the way", .waiting).bare
        case .arriving: return view.text("◆ arriving", .arriving).bare
        case .inProgress: return view.text("▶ riding", .riding).bare
        case .completed: return view.text("✓ completed", .faint).bare
        case .cancelled: return view.text("✗ cancelled", .bad).bare
        case nil: return nothing
        }
    }

    var eta: StyledText { Self.eta(ride.eta(at: now), view) }

    static func eta(_ eta: Int?, _ view: View) -> StyledText {
        guard let eta else { return view.text("–", .faint).bare }
        if eta <= -60 { return view.text("\(-eta / 60) late", .late).bare }
        if eta < 30 { return view.text("now", .arriving).bare }
        return StyledText("\((eta + 30) / 60) min")
    }

    /// How the promised arrival moves: `slips 40 s a minute`.
    var slip: StyledText {
        guard ride.isLive, let slip = ride.slip else { return .empty }
        if slip.magnitude < 5 { return view.text("on time", .good).bare }
        let seconds = Int(slip.magnitude.rounded())
        return slip > 0
            ? view.text("slips \(seconds) s a minute", .late).bare
            : view.text("gains \(seconds) s a minute", .good).bare
    }

    /// The same in a few columns: `+40 s/min`.
    var briefSlip: StyledText {
        guard ride.isLive, let slip = ride.slip, slip.magnitude >= 5 else { return .empty }
        let text = "\(slip > 0 ? "+" : "−")\(Int(slip.magnitude.rounded())) s/min"
        return view.text(text, slip > 0 ? .late : .good).bare
    }

    /// How far the car is from where it goes next.
    var distance: StyledText {
        guard !isOver, let metres = ride.distance(from: vehicle?.position) else { return nothing }
        return StyledText(DistanceText.of(metres))
    }

    /// The age of the last position; the vehicle's own where it is the newer one.
    var fix: StyledText {
        if let vehicle, let fixedAt = vehicle.fixedAt, ride.fixedAt.map({ $0 <= fixedAt }) ?? true {
            return FixText.of(vehicle, view)
        }
        let freshness = ride.fixedAt.map { fixed -> VehicleTrack.Freshness in
            let age = now - fixed
            return age >= .seconds(600) ? .ghost : age >= .seconds(90) ? .stale : age >= .seconds(45) ? .ageing : .fresh
        }
        return FixText.of(ride.fixedAt, freshness, at: now, view)
    }
}

/// How old a position is: fresh is plain, ageing has a ~, stale a !, a ghost a † and its time.
enum FixText {
    static func of(_ vehicle: VehicleTrack, _ view: View) -> StyledText {
        let now = view.serverTime(of: vehicle.key.feed)
        return of(vehicle.fixedAt, vehicle.freshness(at: now), at: now, view)
    }

    static func of(
        _ fixedAt: Timestamp?, _ freshness: VehicleTrack.Freshness?, at now: Timestamp, _ view: View
    ) -> StyledText {
        guard let fixedAt, let freshness else { return view.text("no fix", .faint).bare }
        let age = DurationText.age(now - fixedAt)
        switch freshness {
        case .fresh: return view.text(age, .fresh).bare
        case .ageing: return view.text("~ " + age, .ageing).bare
        case .stale: return view.text("! " + age, .stale).bare
        case .ghost: return view.text("† " + view.timeOfDay(fixedAt).minutes, .ghost).bare
        }
    }
}

/// A vehicle's motion in words.
enum MotionText {
    static func of(_ vehicle: VehicleTrack, _ view: View) -> StyledText {
        if vehicle.isJump { return view.text("! jumped", .warning).bare }
        guard let speed = vehicle.speed else { return view.text("–", .faint).bare }
        let kilometres = Int(min(max(0, speed * 3.6), 9_999).rounded())
        guard kilometres >= 1 else { return view.text("■ standing", .faint).bare }
        return StyledText("\(vehicle.bearing.map(arrow) ?? "▸") \(kilometres) km/h")
    }

    /// Where it goes, in eight directions.
    static func arrow(_ bearing: Double) -> String {
        guard bearing.isFinite else { return "▸" }
        let arrows = ["↑", "↗", "→", "↘", "↓", "↙", "←", "↖"]
        let turn = (bearing / 45).rounded().truncatingRemainder(dividingBy: 8)
        return arrows[Int(turn < 0 ? turn + 8 : turn) % 8]
    }

    /// `north-east`.
    static func point(_ bearing: Double) -> String {
        guard bearing.isFinite else { return "–" }
        let points = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"]
        let turn = (bearing / 45).rounded().truncatingRemainder(dividingBy: 8)
        return points[Int(turn < 0 ? turn + 8 : turn) % 8]
    }
}

extension RideCard {
    /// Another driver, car or vehicle comes, and nobody has acknowledged it.
    var hasOpenHandover: Bool {
        handover?.isAcknowledged == false && isLive && (driver != nil || car != nil || vehicle != nil)
    }
}
