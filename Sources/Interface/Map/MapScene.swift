public import Cartography
public import Domain
public import TUI

/// All that a map shows at one moment, besides the terrain.
public struct MapScene: Sendable {
    public var camera: MapCamera
    public var mode: DotCanvas.Mode
    public var styles: MapStyles
    public var marks: [MapMark]
    /// Where some vehicles have been, each oldest first.
    public var trails: [[Coordinate]]
    public var pins: [MapPin]

    public init(
        camera: MapCamera, mode: DotCanvas.Mode = .braille, styles: MapStyles = MapStyles(), marks: [MapMark] = [],
        trails: [[Coordinate]] = [], pins: [MapPin] = []
    ) {
        self.camera = camera
        self.mode = mode
        self.styles = styles
        self.marks = marks
        self.trails = trails
        self.pins = pins
    }
}

/// An end of a ride.
public struct MapPin: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case pickup, dropoff
    }

    public var kind: Kind
    public var coordinate: Coordinate

    public init(_ kind: Kind, at coordinate: Coordinate) {
        self.kind = kind
        self.coordinate = coordinate
    }

    func glyph(_ mode: DotCanvas.Mode) -> Glyph {
        switch (kind, mode) {
        case (.pickup, .ascii): Glyph("@")
        case (.pickup, _): Glyph("◎")
        case (.dropoff, .ascii): Glyph("P")
        case (.dropoff, _): Glyph("⚑")
        }
    }
}

/// How a map looks, by what it shows; `ground` lies under all others.
public struct MapStyles: Hashable, Sendable {
    public var ground = Style.plain
    public var coast = Style.plain
    public var border = Style.plain
    /// Lines and places of the user's own file.
    public var feature = Style.plain
    public var majorRoad = Style.plain
    public var minorRoad = Style.plain
    public var rail = Style.plain
    public var streetName = Style.plain
    public var fresh = Style.plain
    public var ageing = Style.plain
    public var stale = Style.plain
    public var ghost = Style.plain
    /// Lies over the vehicle's own style, and over its label's.
    public var selected = Style.plain
    /// The same for a vehicle that drives a ride of the watcher's.
    public var emphasised = Style.plain
    public var label = Style.plain
    public var trail = Style.plain
    public var pin = Style.plain
    public var scale = Style.plain
    public var attribution = Style.plain

    public init() {}

    func terrain(_ kind: MapClass) -> Style {
        switch kind {
        case .motorway, .primary, .secondary: majorRoad
        case .tertiary, .street, .service: minorRoad
        case .rail: rail
        case .coast: coast
        case .border: border
        case .feature: feature
        }
    }
}
