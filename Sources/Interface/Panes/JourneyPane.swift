import Dashboard
import Domain
import TUI

/// Rides with who drives and when the car is there, then the vehicles.
struct JourneyPane: Widget {
    let view: View
    let isFramed: Bool

    func draw(in area: Rect, on grid: inout Grid) {
        let frame = ListFrame(
            pane: .journeys, view: view, isFramed: isFramed, note: StyledText(order), empty: "no rides or vehicles yet")
        let inner = frame.draw(in: area, on: &grid)
        let fleet = view.scene.fleet
        guard fleet.rowCount > 0 else { return frame.drawEmpty(in: inner, on: &grid) }
        Table(
            Self.columns, count: fleet.rowCount, selection: view.board.selectedRow(of: .journeys),
            offset: frame.offset(height: max(0, inner.height - 1)), styles: view.tableStyles, gap: frame.gap(in: inner)
        ) { index in
            switch fleet.row(index) {
            case .ride(let ride, let vehicle): row(ride, vehicle)
            case .vehicle(let vehicle): row(vehicle)
            case nil: Table.Row([], style: view.theme[.text])
            }
        }.draw(in: inner, on: &grid)
    }

    private var order: String {
        switch view.board.fleetSort {
        case .eta: "by ETA"
        case .changed: "by last change"
        }
    }

    private static let columns = [
        Table.Column("what", minimum: 4, ideal: 7, share: 1, priority: 9),
        Table.Column("status", minimum: 12, ideal: 12, priority: 8),
        Table.Column("driver", minimum: 8, ideal: 9, share: 2, priority: 5),
        Table.Column("car", minimum: 7, ideal: 9, share: 3, priority: 6),
        Table.Column("ETA", minimum: 6, ideal: 6, align: .right, priority: 7),
        Table.Column("fix", minimum: 8, ideal: 8, align: .right, priority: 4),
    ]

    private func row(_ ride: RideCard, _ vehicle: VehicleTrack?) -> Table.Row {
        let isOver = !ride.isLive && !ride.isPendingRedispatch(at: view.now)
        return Table.Row(
            [
                StyledText(ride.key.id), status(ride), StyledText(ride.driver?.shownName ?? "–"),
                StyledText(ride.car?.shownName ?? ride.vehicle ?? "–"), eta(ride), isOver ? .empty : fix(ride, vehicle),
            ], style: view.theme[isOver ? .faint : .text])
    }

    private func row(_ vehicle: VehicleTrack) -> Table.Row {
        let route = vehicle.route.map { "route \($0)" } ?? ""
        return Table.Row(
            [
                StyledText(vehicle.label ?? vehicle.key.id), motion(vehicle), StyledText(route),
                StyledText(vehicle.trip ?? ""), .empty, age(vehicle.fixedAt, vehicle.freshness(at: view.now)),
            ], style: view.theme[.text])
    }

    private func status(_ ride: RideCard) -> StyledText {
        if ride.isPendingRedispatch(at: view.now) { return view.text("? redispatch", .warning).bare }
        let isNew = ride.handedOverAt.map { view.now - $0 < .seconds(120) } ?? false
        if isNew, ride.isLive, ride.driver != nil, ride.status != .inProgress {
            return view.text("! new driver", .changed).bare
        }
        switch ride.status {
        case .requested where ride.attempt > 1: return view.text("? looking \(ride.attempt)×", .warning).bare
        case .requested: return view.text("○ requested", .faint).bare
        case .accepted: return view.text("● on the way", .text).bare
        case .arriving: return view.text("◆ arriving", .good).bare
        case .inProgress: return view.text("▶ riding", .good).bare
        case .completed: return view.text("✓ completed", .faint).bare
        case .cancelled: return view.text("✗ cancelled", .bad).bare
        case nil: return view.text("–", .faint).bare
        }
    }

    private func motion(_ vehicle: VehicleTrack) -> StyledText {
        if vehicle.isJump { return view.text("! jumped", .warning).bare }
        guard let speed = vehicle.speed else { return view.text("–", .faint).bare }
        let kilometres = Int(min(max(0, speed * 3.6), 9_999).rounded())
        return kilometres < 1 ? view.text("■ standing", .faint).bare : StyledText("▸ \(kilometres) km/h")
    }

    private func eta(_ ride: RideCard) -> StyledText {
        guard let eta = ride.eta(at: view.now) else { return view.text("–", .faint).bare }
        if eta <= -60 { return view.text("\(-eta / 60) late", .bad).bare }
        if eta < 30 { return view.text("now", .good).bare }
        return StyledText("\((eta + 30) / 60) min")
    }

    /// The vehicle's own fix where it is the newer one.
    private func fix(_ ride: RideCard, _ vehicle: VehicleTrack?) -> StyledText {
        if let vehicle, let fixedAt = vehicle.fixedAt, ride.fixedAt.map({ $0 <= fixedAt }) ?? true {
            return age(fixedAt, vehicle.freshness(at: view.now))
        }
        let freshness = ride.fixedAt.map { fixed -> VehicleTrack.Freshness in
            view.now - fixed >= .seconds(90) ? .stale : view.now - fixed >= .seconds(45) ? .ageing : .fresh
        }
        return age(ride.fixedAt, freshness)
    }

    /// Fresh is plain, ageing has a ~, stale a !.
    private func age(_ fixedAt: Timestamp?, _ freshness: VehicleTrack.Freshness?) -> StyledText {
        guard let fixedAt, let freshness else { return view.text("no fix", .faint).bare }
        let age = DurationText.age(view.now - fixedAt)
        switch freshness {
        case .fresh: return view.text(age, .fresh).bare
        case .ageing: return view.text("~ " + age, .ageing).bare
        case .stale: return view.text("! " + age, .stale).bare
        }
    }
}
