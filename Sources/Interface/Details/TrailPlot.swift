import Dashboard
import Domain
import TUI

/// Where a vehicle has come from, north up, as large as it fits.
struct TrailPlot: Widget {
    let vehicle: VehicleTrack
    let view: View

    func draw(in area: Rect, on grid: inout Grid) {
        let places = view.scene.fleet.trail(of: vehicle.key).compactMap(\.coordinate)
        guard area.height >= 4, area.width >= 14, places.count > 2, let extent = Extent(places) else { return }
        let (head, plot) = area.split(top: 1)
        grid.write("the last \(places.count) positions", in: head, style: view.theme[.faint])
        var canvas = DotCanvas(plot.size)
        let dots = places.map { extent.dot(of: $0, on: canvas) }
        for (from, to) in zip(dots, dots.dropFirst()) {
            canvas.line(from: from, to: to, style: view.theme[.trail].bare)
        }
        canvas.draw(in: plot, on: &grid)
        guard let last = dots.last else { return }
        let point = Point(x: plot.x + Int(last.x) / 2, y: plot.y + Int(last.y) / 4)
        let sign = vehicle.bearing.map(MotionText.arrow) ?? "●"
        grid.write(sign, at: point, within: plot, style: view.theme[.selectedVehicle])
    }

    /// The rectangle around the places, in degrees of latitude both ways.
    private struct Extent {
        let west: Double
        let north: Double
        let width: Double
        let height: Double
        let squeeze: Double

        init?(_ places: [Coordinate]) {
            guard let first = places.first, let south = places.map(\.latitude).min(),
                let north = places.map(\.latitude).max()
            else { return nil }
            // A degree of longitude is as much shorter than one of latitude as a metre east of here says.
            let east = Coordinate(latitude: first.latitude, longitude: min(180, first.longitude + 0.001))
            let squeeze = max(0.01, (east.map { first.metres(to: $0) } ?? 111) / 111.195)
            let longitudes = places.map { $0.longitude * squeeze }
            guard let west = longitudes.min(), let end = longitudes.max() else { return nil }
            self.squeeze = squeeze
            self.west = west
            self.north = north
            width = end - west
            height = north - south
            // Across the antimeridian, or nowhere at all: nothing that could be read.
            guard width < 90 * squeeze, max(width, height) > 1e-5 else { return nil }
        }

        func dot(of place: Coordinate, on canvas: DotCanvas) -> (x: Double, y: Double) {
            let (columns, lines) = (Double(canvas.width - 1), Double(canvas.height - 1))
            let scale = min(columns / max(width, 1e-9), lines / max(height, 1e-9))
            let left = (columns - width * scale) / 2
            let top = (lines - height * scale) / 2
            return (left + (place.longitude * squeeze - west) * scale, top + (north - place.latitude) * scale)
        }
    }
}
