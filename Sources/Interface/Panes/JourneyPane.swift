import Dashboard
import Domain
import TUI

/// Rides with who drives and when the car is there, then the vehicles.
struct JourneyPane {
    let frame: PaneFrame
    private var view: View { frame.view }

    func draw(on grid: inout Grid) {
        let layout = frame.layout
        let selected = view.board.selectedRow(of: .journeys).flatMap { view.scene.fleet.row($0) }
        let detail = selected.map { JourneyDetail(row: $0, view: view) }
        frame.draw(note: StyledText(order), title: layout.list.isEmpty ? detail?.name : nil, on: &grid)
        guard view.board.rowCount(of: .journeys) > 0 else {
            return frame.drawEmpty("no rides or vehicles yet", on: &grid)
        }
        let fleet = view.scene.fleet
        frame.drawTable(Self.columns, on: &grid) { index in
            switch fleet.row(index) {
            case .ride(let ride, let vehicle): row(ride, vehicle)
            case .vehicle(let vehicle): row(vehicle)
            case nil: Table.Row([], style: view.theme[.text])
            }
        }
        guard let detail, !layout.detail.isEmpty else { return }
        let room = frame.drawDivider(detail.title, note: detail.note, on: &grid)
        detail.draw(in: room, on: &grid)
    }

    private var order: String {
        switch view.board.fleetSort {
        case .eta: "by ETA"
        case .changed: "by last change"
        }
    }

    private static let columns = [
        Table.Column("what", minimum: 7, ideal: 7, share: 1, priority: 9),
        Table.Column("status", minimum: 12, ideal: 12, priority: 8),
        Table.Column("driver", minimum: 8, ideal: 10, share: 2, priority: 5),
        Table.Column("car", minimum: 8, ideal: 10, share: 3, priority: 6),
        Table.Column("ETA", minimum: 6, ideal: 6, align: .right, priority: 7),
        Table.Column("trend", minimum: 9, ideal: 9, align: .right, priority: 2),
        Table.Column("to go", minimum: 6, ideal: 7, align: .right, priority: 3),
        Table.Column("fix", minimum: 8, ideal: 8, align: .right, priority: 4),
    ]

    private func row(_ ride: RideCard, _ vehicle: VehicleTrack?) -> Table.Row {
        let words = RideWords(ride: ride, vehicle: vehicle, view: view)
        return Table.Row(
            [
                StyledText(ride.key.id), words.status, StyledText(ride.driver?.shownName ?? "–"),
                StyledText(ride.car?.shownName ?? ride.vehicle ?? "–"), words.eta, words.briefSlip, words.distance,
                words.isOver ? .empty : words.fix,
            ], style: view.theme[words.isOver ? .faint : .text])
    }

    private func row(_ vehicle: VehicleTrack) -> Table.Row {
        let isGone = vehicle.freshness(at: view.serverTime(of: vehicle.key.feed)) == .ghost
        return Table.Row(
            [
                StyledText(vehicle.label ?? vehicle.key.id), MotionText.of(vehicle, view),
                .empty, service(vehicle), .empty, .empty, .empty,
                FixText.of(vehicle, view),
            ], style: view.theme[isGone ? .ghost : .text])
    }

    /// The route, how full it is and the trip, over the columns of rides' times: `FEW_SEATS_AVAILABLE` reads as `few seats available`.
    private func service(_ vehicle: VehicleTrack) -> StyledText {
        let route = vehicle.route.map { "route \($0)" }
        let occupancy = vehicle.occupancy?.lowercased().replacing("_", with: " ")
        let trip = vehicle.trip.map { "trip \($0)" }
        return StyledText([route, occupancy, trip].compactMap(\.self).joined(separator: ", "))
    }
}
