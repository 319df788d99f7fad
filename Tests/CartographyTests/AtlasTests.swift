import Domain
import Testing

@testable import Cartography

/// Lines through the drawing that a screen gets.
@Suite struct AtlasTests {
    private func view(_ latitude: Double, _ longitude: Double, zoom: Double) throws -> Viewport {
        let centre = try #require(Coordinate(latitude: latitude, longitude: longitude))
        return Viewport(MapCamera(centre: centre, zoom: zoom), DotSize(width: 160, height: 80))
    }

    private func segments(_ layer: MapLayer, _ viewport: Viewport) -> [MapSegment] {
        var list: [MapSegment] = []
        Atlas(layers: [layer]).draw(in: viewport) { list.append($0) }
        return list
    }

    private func layer(_ lines: [[(Double, Double)]], _ kind: MapClass = .feature, attribution: String? = nil)
        -> MapLayer
    {
        var builder = LayerBuilder()
        for line in lines {
            builder.add(line: line.map { Position(longitude: $0.0, latitude: $0.1) }, kind, name: "")
        }
        return MapLayer(builder, attribution: attribution)
    }

    @Test(arguments: [[(170.0, 10.0), (-170, 10)], [(-170, 10), (170, 10)], [(170, 10), (190, 10)]])
    func aLineOverTheAntimeridianGoesTheShortWay(line: [(Double, Double)]) throws {
        let layer = layer([line])
        let drawn = segments(layer, try view(10, 180, zoom: 2))
        // 20 of 360 degrees of 1,024 dots, in two parts that meet in the middle.
        #expect(
            drawn.map { $0.toX - $0.fromX }.reduce(0, +) == 56 || drawn.map { $0.toX - $0.fromX }.reduce(0, +) == 57)
        #expect(drawn.allSatisfy { $0.fromX >= 50 && $0.toX <= 110 && $0.fromY == $0.toY })
        #expect(segments(layer, try view(10, 0.5, zoom: 2)).isEmpty)
    }

    @Test func theEdgesOfAFlatMapAreNotDrawn() throws {
        let antarctica = [(-180.0, -70.0), (-180, -90), (180, -90), (180, -70), (0, -70), (-180, -70)]
        let drawn = segments(layer([antarctica]), try view(-75, 180, zoom: 1))
        #expect(!drawn.isEmpty)
        #expect(drawn.allSatisfy { $0.fromY == $0.toY && $0.fromX != $0.toX })
    }

    @Test func aWorldNarrowerThanThePictureIsRepeated() throws {
        let drawn = segments(layer([[(10, 10), (20, 10)]]), try view(10, 15, zoom: -2))
        #expect(Set(drawn.map(\.fromX)).count == 3)
    }

    @Test func bordersAreDrawnOnceAndCoastsApart() throws {
        var builder = LayerBuilder()
        let west = [(0.0, 0.0), (5, 0), (5, 5), (0, 5), (0, 0)]
        let east = [(5.0, 5.0), (5, 0), (10, 0), (10, 5), (5, 5)]
        builder.add(countries: [west, east].map { $0.map { Position(longitude: $0.0, latitude: $0.1) } })
        let drawn = segments(MapLayer(builder, attribution: nil), try view(2, 5, zoom: 4))
        #expect(drawn.count { $0.kind == .border } == 1)
        #expect(drawn.count { $0.kind == .coast } == 6)
    }

    @Test func whatIsTooFarOutOrInIsLeftOut() throws {
        let lines = [[(24.93, 60.17), (24.95, 60.17)]]
        for (kind, zoom, isShown) in [
            (MapClass.street, 14.0, true), (.street, 8, false), (.primary, 9, true), (.coast, 3, true),
            (.coast, 14, false),
        ] {
            #expect(
                segments(layer(lines, kind), try view(60.17, 24.94, zoom: zoom)).isEmpty != isShown,
                "\(kind) at \(zoom)")
        }
    }

    @Test func attributionsAreThoseOfWhatIsInSight() throws {
        let roads = layer([[(24.93, 60.17), (24.95, 60.17)]], .primary, attribution: "© A")
        let more = layer([[(24.93, 60.18), (24.95, 60.16)]], .primary, attribution: "© A")
        let coast = layer([[(24, 60), (25, 60.3)]], .coast, attribution: "© B")
        let atlas = Atlas(layers: [coast, roads, more, layer([[(24, 60), (25, 60.3)]])])
        #expect(atlas.attributions(in: try view(60.17, 24.94, zoom: 12)) == ["© A"])
        #expect(atlas.attributions(in: try view(60.17, 24.94, zoom: 8.5)) == ["© B", "© A"])
        #expect(atlas.attributions(in: try view(10, 10, zoom: 8)) == [])
    }

    /// However a line is cut into pieces, its dots are connected.
    @Test func longLinesHaveNoHoles() throws {
        let line = stride(from: 24.9, to: 24.91, by: 1e-5).map { ($0, 60.17) }
        let drawn = segments(layer([line]), try view(60.17, 24.905, zoom: 16))
        for (one, next) in zip(drawn, drawn.dropFirst()) { #expect((one.toX, one.toY) == (next.fromX, next.fromY)) }
        #expect(drawn.count > 50)
    }

    @Test func brokenFilesAreRefused() {
        let roads: [UInt8] = [3, 65, 10, 66, 1, 5, 1, 0, 2, 2, 4, 1, 2, 2, 1]
        #expect(roads.withUnsafeBytes { MapLayer(roads: $0, attribution: nil) }?.pieces.count == 1)
        let outlines: [UInt8] = [1, 1, 0, 2, 2, 4, 2, 2]
        #expect(outlines.withUnsafeBytes { MapLayer(outlines: $0) }?.pieces.count == 1)
        for length in 0..<roads.count {
            #expect(roads.prefix(length).withUnsafeBytes { MapLayer(roads: $0, attribution: nil) } == nil)
        }
        for length in 1..<outlines.count {
            #expect(outlines.prefix(length).withUnsafeBytes { MapLayer(outlines: $0) } == nil)
        }
        let endless = [UInt8](repeating: 0xFF, count: 64)
        #expect(endless.withUnsafeBytes { MapLayer(outlines: $0) } == nil)
    }
}
