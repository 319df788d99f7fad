import Dashboard
import Domain
import TUI

/// Another driver comes: who it was and who it is, side by side, until somebody has acknowledged it.
struct HandoverCard: Widget {
    let ride: RideCard
    let vehicle: VehicleTrack?
    let view: View

    func draw(in area: Rect, on grid: inout Grid) {
        guard let handover = ride.handover else { return }
        let before = handover.before
        let now = ride.crew
        let warning = Paragraph(
            "! Check the plate before you get in. The driver changed at \(view.timeOfDay(handover.at).withSeconds).",
            style: view.theme[.handover]
        ).lines(width: area.width)
        let (head, body) = area.split(top: warning.count)
        for (line, row) in zip(warning, head.rows) { grid.write(line, in: row, over: view.theme[.text]) }
        let lines: [(String, String, String)] = [
            ("", "before", "now"),
            ("driver", name(before.driver), name(now.driver)),
            ("plate", before.car?.plate ?? "–", now.car?.plate ?? "–"),
            ("car", before.car?.look ?? "–", now.car?.look ?? "–"),
            (
                "ETA", arrival(before),
                RideWords.eta(ride.eta(at: view.serverTime(of: ride.key.feed)), view).plain + at(ride.arrival)
            ),
            ("to go", distance(from: before.position), distance(from: vehicle?.position ?? now.position)),
        ]
        let columns = Layout.columns(body, [.fixed(8), .share(1), .share(1)], gap: 1)
        for (index, line) in lines.enumerated() {
            let differs = line.1 != line.2 && index > 0
            grid.write(line.0, in: columns[0].row(index), style: view.theme[.faint])
            grid.write(line.1, in: columns[1].row(index), style: view.theme[.faint])
            grid.write(
                line.2, in: columns[2].row(index), style: view.theme[index == 0 ? .faint : differs ? .changed : .text])
        }
    }

    private func name(_ driver: Ride.Driver?) -> String {
        guard let driver else { return "–" }
        return (driver.shownName ?? "–") + (driver.rating.map { "  ★ \(DecimalText.tenths($0))" } ?? "")
    }

    private func arrival(_ crew: RideCard.Crew) -> String {
        crew.arrival.map { view.timeOfDay($0).minutes } ?? "–"
    }

    private func at(_ arrival: Timestamp?) -> String { arrival.map { ", " + view.timeOfDay($0).minutes } ?? "" }

    private func distance(from place: Coordinate?) -> String {
        place.flatMap { ride.distance(from: $0) }.map(DistanceText.of) ?? "–"
    }
}
