import Cartography
import Domain
import TUI
import Testing
import World

@testable import Interface

/// Maps to look at.
enum MapSample {
    static func atlas() throws -> Atlas {
        Atlas(layers: [
            try #require(MapLayer(outlines: WorldData.outlines)),
            try #require(MapLayer(roads: WorldData.tramTracks, attribution: WorldData.attribution)),
            try #require(MapLayer(roads: WorldData.streets, attribution: WorldData.attribution)),
        ])
    }

    static func place(_ latitude: Double, _ longitude: Double) throws -> Coordinate {
        try #require(Coordinate(latitude: latitude, longitude: longitude))
    }

    /// A grid of its own for one picture.
    static func grid(_ scene: MapScene, _ atlas: Atlas, _ width: Int, _ height: Int) -> Grid {
        var memory = MapMemory()
        var grid = Grid(width: width, height: height)
        memory.picture(of: scene, on: atlas, size: grid.size).draw(in: grid.bounds, on: &grid)
        return grid
    }

    /// A dozen vehicles about the railway station, one of each kind among them.
    static func vehicles() throws -> [MapMark] {
        [
            MapMark(id: 1, at: try place(60.1713, 24.9414), bearing: 0, speed: 9, label: "7", isSelected: true),
            MapMark(id: 2, at: try place(60.1707, 24.9465), bearing: 45, speed: 9, label: "ABC-123"),
            MapMark(id: 3, at: try place(60.1698, 24.9385), bearing: 90, speed: 6, label: "3", isEmphasised: true),
            MapMark(id: 4, at: try place(60.1689, 24.9432), bearing: 135, speed: 5, label: "tram 6"),
            MapMark(id: 5, at: try place(60.1716, 24.9474), bearing: 200, speed: 9, label: "12", freshness: .ageing),
            MapMark(id: 6, at: try place(60.1697, 24.9487), bearing: 270, speed: 9, label: "9", freshness: .stale),
            MapMark(id: 7, at: try place(60.1687, 24.9398), speed: 0, label: "4"),
            MapMark(id: 8, at: try place(60.1703, 24.9432), label: "XYZ-987"),
            MapMark(id: 9, at: try place(60.1692, 24.9462), label: "2", freshness: .ghost(since: "14:03")),
        ]
    }
}
