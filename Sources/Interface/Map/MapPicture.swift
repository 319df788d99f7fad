public import TUI

/// A map, ready to be put on a screen.
public struct MapPicture: Widget, Sendable {
    let scene: MapScene
    let size: Size
    /// Terrain and trails.
    let lines: DotCanvas
    let names: [PlacedText]
    let labels: [LabelPlacer.Label]
    let pins: [Sign]
    let footer: MapFooter
    let field: MarkField

    /// One glyph in its cell.
    struct Sign {
        let point: Point
        let glyph: Glyph
        let style: Style
    }

    private var styles: MapStyles { scene.styles }

    /// The picture's size should be the area's; a larger one is cut.
    public func draw(in area: Rect, on grid: inout Grid) {
        let area = area.intersection(grid.bounds)
        grid.fill(area, style: styles.ground)
        lines.draw(in: area, on: &grid)
        for name in names { drawName(name, in: area, on: &grid) }
        drawMarks(in: area, on: &grid)
        for pin in pins { put(pin.glyph, pin.style, at: pin.point, in: area, on: &grid) }
        drawFooter(in: area, on: &grid)
        for label in labels {
            let style = scene.marks[label.wish.index].captionStyle(styles).over(styles.ground)
            grid.write(label.wish.text, at: label.area.origin.moved(by: area.origin), within: area, style: style)
        }
    }

    /// The vehicle whose glyph or label is at a cell of the screen, else the one that is nearest within two cells.
    public func mark(at point: Point, in area: Rect) -> Int? {
        let place = Point(x: point.x - area.x, y: point.y - area.y)
        guard Rect(size).contains(place) else { return nil }
        if let label = labels.first(where: { $0.area.contains(place) }) { return label.wish.id }
        return field.nearest(to: place).map { scene.marks[$0].id }
    }

    private func drawName(_ name: PlacedText, in area: Rect, on grid: inout Grid) {
        let origin = name.area.origin.moved(by: area.origin)
        let style = styles.streetName.over(styles.ground)
        grid.write(" \(name.text) ", at: Point(x: origin.x - 1, y: origin.y), within: area, style: style)
    }

    private func drawMarks(in area: Rect, on grid: inout Grid) {
        for cell in field.cells {
            guard let index = field[cell] else { continue }
            let mark = scene.marks[index]
            put(mark.glyph(scene.mode), mark.style(styles), at: field.point(of: cell), in: area, on: &grid)
        }
    }

    private func put(_ glyph: Glyph, _ style: Style, at point: Point, in area: Rect, on grid: inout Grid) {
        let place = point.moved(by: area.origin)
        guard Rect(size).contains(point), area.contains(place) else { return }
        grid.put(glyph, at: place, style: style.over(styles.ground))
    }

    private func drawFooter(in area: Rect, on grid: inout Grid) {
        let map = Rect(origin: area.origin, size: size)
        grid.write(
            footer.scale, at: footer.scaleArea(in: map).origin, within: area, style: styles.scale.over(styles.ground))
        grid.write(
            footer.attribution, at: footer.attributionArea(in: map).origin, within: area,
            style: styles.attribution.over(styles.ground))
    }
}

extension Point {
    fileprivate func moved(by offset: Point) -> Point {
        Point(x: x + offset.x, y: y + offset.y)
    }
}
