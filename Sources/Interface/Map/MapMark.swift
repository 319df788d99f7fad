public import Domain
internal import TUI

/// A vehicle on the map.
public struct MapMark: Identifiable, Hashable, Sendable {
    /// How much its position is worth.
    public enum Freshness: Hashable, Sendable {
        case fresh, ageing, stale
        /// It has not been heard of since that time of day, such as `14:03`.
        case ghost(since: String)
    }

    /// Stays with the vehicle, so that its label stays where it is.
    public var id: Int
    public var coordinate: Coordinate
    /// Degrees clockwise from north.
    public var bearing: Double?
    /// Metres a second.
    public var speed: Double?
    /// Empty for none.
    public var label: String
    public var freshness: Freshness
    public var isSelected: Bool
    /// It drives a ride of the watcher's.
    public var isEmphasised: Bool

    public init(
        id: Int, at coordinate: Coordinate, bearing: Double? = nil, speed: Double? = nil, label: String = "",
        freshness: Freshness = .fresh, isSelected: Bool = false, isEmphasised: Bool = false
    ) {
        self.id = id
        self.coordinate = coordinate
        self.bearing = bearing
        self.speed = speed
        self.label = label
        self.freshness = freshness
        self.isSelected = isSelected
        self.isEmphasised = isEmphasised
    }
}

extension MapMark {
    /// Of two vehicles in a cell the one of the higher importance is shown, and has its label first.
    var importance: Int {
        if isSelected { return 6 }
        if isEmphasised { return 5 }
        switch freshness {
        case .fresh: return 4
        case .ageing: return 3
        case .stale: return 2
        case .ghost: return 1
        }
    }

    /// What is written beside it.
    var caption: String {
        guard case .ghost(let time) = freshness else { return label }
        return label.isEmpty ? time : "\(label) \(time)"
    }

    func style(_ styles: MapStyles) -> Style {
        let own =
            switch freshness {
            case .fresh: styles.fresh
            case .ageing: styles.ageing
            case .stale: styles.stale
            case .ghost: styles.ghost
            }
        return emphasis(styles)?.over(own) ?? own
    }

    func captionStyle(_ styles: MapStyles) -> Style {
        emphasis(styles)?.over(styles.label) ?? styles.label
    }

    private func emphasis(_ styles: MapStyles) -> Style? {
        isSelected ? styles.selected : isEmphasised ? styles.emphasised : nil
    }

    /// Which way it heads: one of eight, clockwise from north.
    private var sector: Int? {
        guard let bearing, bearing.isFinite else { return nil }
        return Int((bearing.truncatingRemainder(dividingBy: 360) / 45).rounded()) & 7
    }

    /// Below walking speed.
    private var isStanding: Bool { speed.map { $0 < 0.7 } ?? false }

    /// Filled while it is heard of, hollow when the position is stale, so that it needs no colour.
    func glyph(_ mode: DotCanvas.Mode) -> Glyph {
        let signs = mode == .ascii ? Signs.ascii : Signs.unicode
        if case .ghost = freshness { return signs.ghost }
        let set = freshness == .stale ? signs.stale : signs.fresh
        if isStanding { return set.standing }
        return sector.map { set.headings[$0] } ?? set.unknown
    }
}

/// The signs of vehicles; all take one column.
private struct Signs {
    struct Set {
        let headings: [Glyph]
        let standing: Glyph
        let unknown: Glyph

        init(_ headings: [Unicode.Scalar], standing: Unicode.Scalar, unknown: Unicode.Scalar) {
            self.headings = headings.map { Glyph($0) }
            self.standing = Glyph(standing)
            self.unknown = Glyph(unknown)
        }
    }

    let fresh: Set
    let stale: Set
    let ghost: Glyph

    static let unicode = Signs(
        fresh: Set(["▲", "◥", "▶", "◢", "▼", "◣", "◀", "◤"], standing: "■", unknown: "◆"),
        stale: Set(["△", "◹", "▷", "◿", "▽", "◺", "◁", "◸"], standing: "□", unknown: "◇"), ghost: Glyph("†"))

    // ASCII has nothing hollow; where a stale vehicle heads is not told rather than mistaken.
    static let ascii = Signs(
        fresh: Set(["^", "/", ">", "\\", "v", "/", "<", "\\"], standing: "+", unknown: "*"),
        stale: Set(Array(repeating: "o", count: 8), standing: "o", unknown: "o"), ghost: Glyph("x"))
}
