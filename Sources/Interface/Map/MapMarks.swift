import Cartography
import Dashboard
import Domain
import TUI

/// What of a board is drawn on the map: vehicles, and for what is selected its trail and the ends of its ride.
struct MapMarks {
    private let board: Board
    private let view: View

    init(_ view: View) {
        board = view.board
        self.view = view
    }

    private var fleet: Fleet { board.scene.fleet }

    private var selectedRide: RideCard? {
        guard case .ride(let key) = board.selectedJourney else { return nil }
        return fleet.ride(key)
    }

    /// The vehicle that is selected, or serves the selected ride.
    private var selectedVehicle: VehicleTrack? {
        switch board.selectedJourney {
        case .ride: selectedRide.flatMap { fleet.vehicle(serving: $0) }
        case .vehicle(let key): fleet.vehicle(key)
        case nil: nil
        }
    }

    var selectedPlace: Coordinate? { selectedVehicle?.position ?? selectedRide?.position }

    var trails: [[Coordinate]] {
        guard let vehicle = selectedVehicle else { return [] }
        return [fleet.trail(of: vehicle.key).compactMap(\.coordinate)]
    }

    /// The ends of the selected ride; where no vehicle is known, of the first rides of the list.
    var pins: [MapPin] {
        if let selectedRide { return pins(of: selectedRide) }
        guard fleet.vehicleCount == 0 else { return [] }
        return (0..<min(fleet.rowCount, 100)).flatMap { row -> [MapPin] in
            guard case .ride(let ride, _) = fleet.row(row) else { return [] }
            return pins(of: ride)
        }
    }

    private func pins(of ride: RideCard) -> [MapPin] {
        guard ride.isLive else { return [] }
        var pins: [MapPin] = []
        if let place = ride.pickup?.position, ride.status != .inProgress { pins.append(MapPin(.pickup, at: place)) }
        if let place = ride.dropoff?.position { pins.append(MapPin(.dropoff, at: place)) }
        return pins
    }

    /// The vehicles in the view, with names where that can matter.
    ///
    /// - Parameter wereCrowded: whether there were too many for names in the last frame; a few must have gone before they
    ///   come back, so that they do not blink.
    func marks(in viewport: Viewport, wereCrowded: Bool) -> (marks: [MapMark], areCrowded: Bool) {
        let markers = markers(in: viewport)
        let areCrowded = markers.count > (wereCrowded ? 300 : 400)
        let selected = selectedVehicle?.key
        let number = selected.flatMap { fleet.number(of: $0) }
        var marks: [MapMark] = []
        marks.reserveCapacity(markers.count)
        for marker in markers {
            let isNamed = !areCrowded || marker.number == number
            if let mark = mark(marker, isNamed: isNamed, selected: selected) { marks.append(mark) }
        }
        return (marks, areCrowded)
    }

    private func markers(in viewport: Viewport) -> [Fleet.Marker] {
        let parts = viewport.boxes.map { box in
            fleet.markers(south: box.south, west: box.west, north: box.north, east: box.east, at: view.now)
        }
        return parts.count == 1 ? parts[0] : parts.flatMap(\.self)
    }

    private func mark(_ marker: Fleet.Marker, isNamed: Bool, selected: Dashboard.Key?) -> MapMark? {
        guard let place = marker.coordinate else { return nil }
        let bearing = marker.bearing < 0 ? nil : Double(marker.bearing)
        guard isNamed, let vehicle = fleet.vehicle(number: marker.number) else {
            return MapMark(
                id: Int(marker.number), at: place, bearing: bearing, freshness: freshness(marker, nil))
        }
        return MapMark(
            id: Int(marker.number), at: place, bearing: bearing, speed: vehicle.speed, label: name(vehicle),
            freshness: freshness(marker, vehicle), isSelected: vehicle.key == selected,
            isEmphasised: hasOpenHandover(vehicle))
    }

    /// A line's number says more on a map than where the line ends.
    private func name(_ vehicle: VehicleTrack) -> String {
        (vehicle.ride == nil ? vehicle.route : nil) ?? vehicle.label ?? vehicle.key.id
    }

    /// It drives a ride whose change of driver nobody has acknowledged.
    private func hasOpenHandover(_ vehicle: VehicleTrack) -> Bool {
        guard let ride = vehicle.ride else { return false }
        return fleet.ride(Dashboard.Key(feed: vehicle.key.feed, id: ride))?.hasOpenHandover ?? false
    }

    /// On the server's clock, where the vehicle is looked at.
    private func freshness(_ marker: Fleet.Marker, _ vehicle: VehicleTrack?) -> MapMark.Freshness {
        let freshness = vehicle.flatMap { $0.freshness(at: view.serverTime(of: $0.key.feed)) } ?? marker.freshness
        return switch freshness {
        case .fresh: .fresh
        case .ageing: .ageing
        case .stale: .stale
        case .ghost: .ghost(since: vehicle?.fixedAt.map { view.timeOfDay($0).minutes } ?? "")
        }
    }
}
