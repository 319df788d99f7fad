import Dashboard
import Domain
import TUI

/// One ride or vehicle: who comes, when, and how sure that is.
struct JourneyDetail: Widget {
    let row: Fleet.Row
    let view: View

    var name: String {
        switch row {
        case .ride(let ride, _): "Ride \(ride.key.id)"
        case .vehicle(let vehicle): "Vehicle \(vehicle.label ?? vehicle.key.id)"
        }
    }

    var title: StyledText { StyledText(name) }

    var note: StyledText {
        guard case .ride(let ride, let vehicle) = row else { return .empty }
        let words = RideWords(ride: ride, vehicle: vehicle, view: view)
        return ride.hasOpenHandover ? view.text("a acknowledges", .handover).bare : words.slip
    }

    func draw(in area: Rect, on grid: inout Grid) {
        let area = area.inset(horizontal: 1)
        switch row {
        case .ride(let ride, let vehicle): draw(ride, vehicle, in: area, on: &grid)
        case .vehicle(let vehicle): draw(vehicle, in: area, on: &grid)
        }
    }

    // MARK: A ride

    private func draw(_ ride: RideCard, _ vehicle: VehicleTrack?, in area: Rect, on grid: inout Grid) {
        let words = RideWords(ride: ride, vehicle: vehicle, view: view)
        if ride.hasOpenHandover {
            return HandoverCard(ride: ride, vehicle: vehicle, view: view).draw(in: area, on: &grid)
        }
        let facts = facts(ride, vehicle, words)
        let (upper, chart) = area.split(top: min(area.height, facts.height(width: area.width)))
        facts.draw(in: upper, on: &grid)
        let (promises, trail) = chart.inset(top: 1).split(right: vehicle == nil ? 0 : chart.width / 3)
        PromiseChart(ride: ride, view: view).draw(in: promises.inset(right: 2), on: &grid)
        if let vehicle, !words.isOver { TrailPlot(vehicle: vehicle, view: view).draw(in: trail, on: &grid) }
    }

    private func facts(_ ride: RideCard, _ vehicle: VehicleTrack?, _ words: RideWords) -> Facts {
        var facts = [
            Facts.Fact("status", words.status), Facts.Fact("driver", driver(ride.driver)),
            Facts.Fact("plate", view.text(ride.car?.plate ?? "–", .title).bare),
            Facts.Fact("car", StyledText(ride.car?.look ?? ride.vehicle ?? "–")),
            Facts.Fact("ETA", arrival(ride, words)),
            Facts.Fact("to go", words.distance), Facts.Fact("fix", words.isOver ? "–" : words.fix),
        ]
        if let vehicle, !words.isOver { facts.append(Facts.Fact("motion", MotionText.of(vehicle, view))) }
        if let address = ride.pickup?.address { facts.append(Facts.Fact("from", StyledText(address))) }
        if let address = ride.dropoff?.address { facts.append(Facts.Fact("to", StyledText(address))) }
        if ride.attempt > 1 { facts.append(Facts.Fact("attempt", StyledText("\(ride.attempt)"))) }
        if let handover = ride.handover {
            let former = [handover.before.driver?.shownName, handover.before.car?.plate].compactMap(\.self)
            facts.append(
                Facts.Fact(
                    "before",
                    StyledText(former.joined(separator: ", ") + " until \(view.timeOfDay(handover.at).withSeconds)")))
        }
        return Facts(facts: facts, nameStyle: view.theme[.faint], valueStyle: view.theme[.text])
    }

    private func driver(_ driver: Ride.Driver?) -> StyledText {
        guard let driver else { return view.text("–", .faint).bare }
        let rating = driver.rating.map { view.text("  ★ \(DecimalText.tenths($0))", .faint).bare } ?? .empty
        return StyledText(driver.shownName ?? "–") + rating
    }

    private func arrival(_ ride: RideCard, _ words: RideWords) -> StyledText {
        guard ride.isLive, let arrival = ride.arrival else { return words.eta }
        return words.eta + view.text("  at \(view.timeOfDay(arrival).minutes)", .faint).bare
    }

    // MARK: A vehicle

    private func draw(_ vehicle: VehicleTrack, in area: Rect, on grid: inout Grid) {
        let facts = Facts(facts: facts(vehicle), nameStyle: view.theme[.faint], valueStyle: view.theme[.text])
        let needed = facts.height(width: area.width)
        let (upper, rest) = area.split(top: min(area.height, needed))
        facts.draw(in: upper, on: &grid)
        TrailPlot(vehicle: vehicle, view: view).draw(in: rest.inset(top: 1), on: &grid)
    }

    private func facts(_ vehicle: VehicleTrack) -> [Facts.Fact] {
        var facts = [Facts.Fact("motion", MotionText.of(vehicle, view)), Facts.Fact("fix", FixText.of(vehicle, view))]
        if let bearing = vehicle.bearing, bearing.magnitude <= 360 {
            facts.append(
                Facts.Fact("heading", StyledText("\(MotionText.point(bearing)), \(Int(bearing.rounded()))°")))
        }
        if let route = vehicle.route { facts.append(Facts.Fact("route", StyledText(route))) }
        if let trip = vehicle.trip { facts.append(Facts.Fact("trip", StyledText(trip))) }
        if let occupancy = vehicle.occupancy { facts.append(Facts.Fact("occupancy", StyledText(occupancy))) }
        if let position = vehicle.position { facts.append(Facts.Fact("at", StyledText(PlaceText.of(position)))) }
        if let accuracy = vehicle.accuracy {
            facts.append(Facts.Fact("accuracy", StyledText("±" + DistanceText.of(max(10, accuracy)))))
        }
        facts.append(Facts.Fact("driven", StyledText(DistanceText.of(driven(vehicle)) + " in sight")))
        if vehicle.late > 0 {
            facts.append(Facts.Fact("late", StyledText("\(CountText.of(Int(vehicle.late))) reports")))
        }
        if let ride = vehicle.ride { facts.append(Facts.Fact("ride", StyledText(ride))) }
        return facts
    }

    /// Metres along the trail that is kept.
    private func driven(_ vehicle: VehicleTrack) -> Double {
        let trail = view.scene.fleet.trail(of: vehicle.key).compactMap(\.coordinate)
        return zip(trail, trail.dropFirst()).reduce(0) { $0 + $1.0.metres(to: $1.1) }
    }
}

/// A place in degrees.
enum PlaceText {
    /// `60.16991, 24.93843`: five decimals are a metre.
    static func of(_ place: Coordinate) -> String { degrees(place.latitude) + ", " + degrees(place.longitude) }

    private static func degrees(_ number: Double) -> String {
        let parts = Int((number * 100_000).rounded()).magnitude
        let fraction = String(parts % 100_000)
        let zeros = String(repeating: "0", count: 5 - fraction.count)
        return (number < 0 ? "−" : "") + "\(parts / 100_000).\(zeros)\(fraction)"
    }
}

/// The promised time of arrival against the clock: a level line keeps its word, a climbing one slips.
struct PromiseChart: Widget {
    let ride: RideCard
    let view: View

    /// Lines beyond which the slope is no easier to read.
    private static let highest = 10

    func draw(in area: Rect, on grid: inout Grid) {
        let promises = ride.promises
        guard area.height >= 3, area.width >= 30, promises.count >= 2, let first = promises.first,
            let last = promises.last, let earliest = promises.map(\.arrival).min(),
            let latest = promises.map(\.arrival).max()
        else { return }
        // Less than two minutes of difference is drawn as little.
        let span = max(120, (latest - earliest).inSeconds)
        let (head, body) = area.split(top: min(area.height, Self.highest)).top.split(top: 1)
        grid.write("promised arrival, as it was said", in: head, style: view.theme[.faint])
        let (axis, plot) = body.split(left: 6)
        let top = earliest + .milliseconds(Int64(span * 1_000))
        grid.write(view.timeOfDay(top).minutes, in: axis.row(0), style: view.theme[.faint])
        grid.write(view.timeOfDay(earliest).minutes, in: axis.row(body.height - 1), style: view.theme[.faint])
        var canvas = DotCanvas(plot.size)
        let end = ride.isLive ? max(view.serverTime(of: ride.key.feed), last.at) : last.at
        let time = max(1, (end - first.at).inSeconds)
        func point(_ at: Timestamp, _ arrival: Timestamp) -> (x: Double, y: Double) {
            let x = (at - first.at).inSeconds / time * Double(canvas.width - 1)
            return (x, Double(canvas.height - 1) * (1 - (arrival - earliest).inSeconds / span))
        }
        let style = view.theme[(ride.slip ?? 0) > 5 ? .late : .chart].bare
        for (promise, next) in zip(promises, promises.dropFirst()) {
            canvas.line(from: point(promise.at, promise.arrival), to: point(next.at, next.arrival), style: style)
        }
        canvas.line(from: point(last.at, last.arrival), to: point(end, last.arrival), style: style)
        canvas.draw(in: plot, on: &grid)
    }
}
