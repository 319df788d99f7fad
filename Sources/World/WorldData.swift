internal import CWorldData

/// The files that are compiled into the program. Formats and licences: `Sources/CWorldData/data/NOTICE.txt`.
public enum WorldData {
    /// What a map that shows `streets` or `tramTracks` must say.
    public static let attribution = "© OpenStreetMap contributors"

    /// Streets of central Helsinki, `.roads` format, ODbL 1.0.
    public static var streets: UnsafeRawBufferPointer { view(spotter_world_roads()) }

    /// Tram tracks of central Helsinki, `.roads` format with stops for junctions, ODbL 1.0.
    public static var tramTracks: UnsafeRawBufferPointer { view(spotter_world_trams()) }

    /// Country outlines of the world, `.swm` format, CC0 1.0.
    public static var outlines: UnsafeRawBufferPointer { view(spotter_world_outlines()) }

    /// Quantiles of bid times, raises and bidders, JSON.
    static var bidQuantiles: UnsafeRawBufferPointer { view(spotter_world_bid_quantiles()) }

    private static func view(_ file: spotter_world_file) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: file.bytes, count: file.size)
    }
}
