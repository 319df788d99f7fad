public import Cartography
import Dashboard
public import Domain
public import TUI

/// What a person looks at on the map, and what the map keeps from one frame to the next.
public struct MapState: Sendable {
    /// What the map is drawn with.
    var symbols: DotCanvas.Mode
    /// The view stays on the selected ride or vehicle.
    var isFollowing = false
    /// The map as arranged last; `nil` while it is out of sight.
    private(set) var picture: MapPicture?
    private var camera = MapCamera()
    private var memory = MapMemory()
    /// The person has chosen the view: it is not moved to show all any more.
    private var isOwnView = false
    /// The view has been fitted to the vehicles.
    private var isFitted = false
    /// There are too many vehicles in the view for names.
    private var isCrowded = false
    /// When the vehicles' extent was last looked at: with many of them that is no small thing.
    private var fittedAt: Timestamp?
    private var size = Size.zero
    private let atlas: Atlas
    /// What is shown while no vehicle is known: corners of the person's own maps.
    private let home: [Coordinate]

    /// How near a followed vehicle is looked at where the view was further away: 5 m a dot, half a kilometre across a pane.
    private static let followZoom = 14.0

    public init(atlas: Atlas = Atlas(layers: []), symbols: DotCanvas.Mode = .braille, home: [Coordinate] = []) {
        self.atlas = atlas
        self.home = home
        self.symbols = symbols
    }

    private var dots: DotSize { DotSize(width: size.width * 2, height: size.height * 4) }

    // MARK: The view

    /// Moves the view by so many cells, east and south positive.
    mutating func pan(columns: Int, lines: Int) {
        camera.pan(byDots: Double(columns * 2), Double(lines * 4))
        isOwnView = true
        isFollowing = false
    }

    mutating func zoom(by steps: Double) {
        camera.zoom(by: steps)
        isOwnView = true
    }

    /// What is under the pointer stays there.
    mutating func zoom(by steps: Double, about point: Point, in area: Rect) {
        let dot = Dot(x: Double((point.x - area.x) * 2 + 1), y: Double((point.y - area.y) * 4 + 2))
        camera.zoom(by: steps, about: dot, in: dots)
        isOwnView = true
    }

    /// Shows all vehicles at the next arranging, and from then on as they spread.
    mutating func fit() {
        isOwnView = false
        isFollowing = false
        fittedAt = nil
        isFitted = false
    }

    mutating func nextSymbols() {
        let all = DotCanvas.Mode.allCases
        symbols = all[((all.firstIndex(of: symbols) ?? 0) + 1) % all.count]
    }

    // MARK: Once a frame

    mutating func arrange(_ board: Board, in size: Size, theme: Theme, marks: MapMarks, at now: Timestamp) {
        if size != self.size { fittedAt = nil }
        self.size = size
        if isFollowing, let place = marks.selectedPlace {
            camera.follow(place)
            if camera.zoom < Self.followZoom, !isOwnView { camera.zoom(by: Self.followZoom - camera.zoom) }
            isOwnView = true
        } else if !isOwnView {
            fitAll(board.scene.fleet, marks.pins.map(\.coordinate), at: now)
        }
        let shown = marks.marks(in: Viewport(camera, dots), wereCrowded: isCrowded)
        isCrowded = shown.areCrowded
        let scene = MapScene(
            camera: camera, mode: symbols, styles: MapStyles(theme), marks: shown.marks,
            trails: marks.trails, pins: marks.pins)
        picture = memory.picture(of: scene, on: atlas, size: size)
    }

    /// Shows all vehicles, else the ends of the rides, else the person's own maps.
    private mutating func fitAll(_ fleet: Fleet, _ pins: [Coordinate], at now: Timestamp) {
        if let fittedAt, now - fittedAt < .seconds(1), now >= fittedAt { return }
        let corners = fleet.bounds().map { [$0.southWest, $0.northEast] } ?? (pins.isEmpty ? home : pins)
        guard !corners.isEmpty else { return }
        fittedAt = now
        let view = Viewport(camera, dots)
        let isSeen = corners.allSatisfy { place in
            let dot = view.dot(of: place)
            return dot.x >= 0 && dot.y >= 0 && dot.x < Double(dots.width) && dot.y < Double(dots.height)
        }
        // A view that shows all already is left alone, unless it was never chosen: vehicles that move must not make it breathe.
        guard !isSeen || !isFitted else { return }
        isFitted = true
        camera.fit(corners, in: dots, margin: 4)
    }

    /// The number of the vehicle at a point of the screen.
    func vehicle(at point: Point, in area: Rect) -> Int? { picture?.mark(at: point, in: area) }
}

extension MapStyles {
    init(_ theme: Theme) {
        self.init()
        ground = theme[.text]
        coast = theme[.mapOutline]
        border = theme[.border]
        feature = theme[.mapOutline]
        majorRoad = theme[.majorRoad]
        minorRoad = theme[.road]
        rail = theme[.rail]
        streetName = theme[.mapLabel]
        fresh = theme[.fresh]
        ageing = theme[.ageing]
        stale = theme[.stale]
        ghost = theme[.ghost]
        selected = theme[.selectedVehicle]
        emphasised = theme[.handover]
        label = theme[.text]
        trail = theme[.trail]
        pin = theme[.pin]
        scale = theme[.mapScale]
        attribution = theme[.faint]
    }
}
