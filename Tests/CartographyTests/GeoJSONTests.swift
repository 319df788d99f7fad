import Domain
import Testing

@testable import Cartography

@Suite struct GeoJSONTests {
    private func read(_ text: String) throws(GeoJSONError) -> MapLayer {
        try read(Array(text.utf8))
    }

    private func read(_ bytes: [UInt8]) throws(GeoJSONError) -> MapLayer {
        try bytes.withUnsafeBufferPointer { (buffer) throws(GeoJSONError) in
            try GeoJSON.read(UnsafeRawBufferPointer(buffer))
        }
    }

    private static let town = """
        {"type": "FeatureCollection", "bbox": [24, 60, 25, 61], "features": [
            {"type": "Feature", "properties": {"name": "Esplanadi"},
             "geometry": {"type": "LineString", "coordinates": [[24.94, 60.16], [24.95, 60.17, 12.5], [24.96, 60.17]]}},
            {"type": "Feature", "id": 7, "properties": null, "geometry": null},
            {"type": "Feature", "properties": {"name": 12, "lanes": 2}, "geometry": {"type": "GeometryCollection",
             "geometries": [{"type": "Point", "coordinates": [24.9, 60.2]},
             {"type": "MultiPoint", "coordinates": [[1e1, -2], [180, 90]]}]}},
            {"type": "Feature", "properties": {"name": "Kluuvi"},
             "geometry": {"type": "Polygon", "coordinates": [[[24.9, 60.1], [25, 60.1], [25, 60.2], [24.9, 60.1]]]}}
        ]}
        """

    @Test func aTown() throws {
        let layer = try read(Self.town)
        #expect(layer.points.count == 3 + 1 + 2 + 4)
        #expect(Set(layer.names.map(\.text)) == ["Esplanadi", "Kluuvi"])
    }

    @Test(arguments: [
        (#"{"type":"Point","coordinates":[24.9,60.2]}"#, 1), (#"{"type":"LineString","coordinates":[[1,2],[3,4]]}"#, 2),
        (#"{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8],[9,1]]]}"#, 5),
        (#"{"type":"MultiPolygon","coordinates":[[[[1,1],[2,1],[2,2],[1,1]]],[[[5,5],[6,5],[6,6],[5,5]]]]}"#, 8),
        (#"{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,2]]]}"#, 5),
        (#"{"type":"Feature","geometry":null,"properties":{}}"#, 0), (#"{"type":"Polygon","coordinates":[]}"#, 0),
        (#"{"type":"FeatureCollection","features":[]}"#, 0), (#"{"type":"Point","coordinates":[]}"#, 0),
        (#"{"type":"LineString","coordinates":[[170,0],[190,0]]}"#, 4),
    ])
    func goodOnes(text: String, points: Int) throws {
        #expect(try read(text).points.count == points)
    }

    @Test(
        arguments: [
            ("", "no JSON value"), ("[1, 2", "not JSON at byte 5"),
            ("[]", "expected a FeatureCollection, a Feature or a geometry, found an array"),
            (#"{"type":"Topology"}"#, "expected a FeatureCollection, a Feature or a geometry, found \"Topology\""),
            (#"{"type":"FeatureCollection"}"#, "expected an array \"features\", found nothing"),
            (
                #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null},{"type":"Point"}]}"#,
                "feature 2: expected a Feature, found \"Point\""
            ),
            (#"{"type":"Feature","properties":{}}"#, "feature 1: expected a member \"geometry\", found nothing"),
            (#"{"type":"Feature","geometry":{"type":"Circle"}}"#, "feature 1: expected a geometry, found \"Circle\""),
            (#"{"type":"Point","coordinates":[200.5,60]}"#, nil),
            (#"{"type":"Point","coordinates":[361,60]}"#, "expected a longitude from -180 to 180, found 361"),
            (#"{"type":"Point","coordinates":[60,"61"]}"#, "expected a latitude from -90 to 90, found \"61\""),
            (#"{"type":"Point","coordinates":[24,90.1]}"#, "expected a latitude from -90 to 90, found 90.1"),
            (#"{"type":"Point","coordinates":[24]}"#, "expected a position [longitude, latitude], found one number"),
            (#"{"type":"Point","coordinates":[1e999,1]}"#, "expected a longitude from -180 to 180, found 1e999"),
            (#"{"type":"LineString","coordinates":[[1,2]]}"#, "expected 2 positions or more in a line, found fewer"),
            (#"{"type":"LineString","coordinates":[[1,2],3]}"#, "expected a position [longitude, latitude], found 3"),
            (
                #"{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]}"#,
                "expected 4 positions or more in a ring, found fewer"
            ),
            (#"{"type":"Polygon","coordinates":[null]}"#, "expected a ring, found null"),
            (#"{"type":"Point"}"#, "expected an array \"coordinates\", found nothing"),
            (#"{"type":"GeometryCollection","geometries":{}}"#, "expected an array \"geometries\", found an object"),
        ] as [(String, String?)])
    func badOnes(text: String, expected: String?) {
        var found: String?
        do throws(GeoJSONError) {
            _ = try read(text)
        } catch {
            found = error.description
        }
        #expect(found == expected)
    }

    @Test func nestingIsBounded() {
        let open = #"{"type":"GeometryCollection","geometries":["#
        for depth in [9, 60, 200, 5_000] {
            let text = String(repeating: open, count: depth) + String(repeating: "]}", count: depth)
            #expect(throws: GeoJSONError.self) { try read(text) }
        }
    }

    /// A file that ends anywhere before its end is refused, and nothing else happens.
    @Test func everyPrefixIsRefused() {
        let whole = Array(Self.town.utf8)
        for length in 0..<whole.count {
            #expect(throws: GeoJSONError.self, "cut to \(length)") { try read(Array(whole.prefix(length))) }
        }
    }

    /// One byte changed: refused or read, never a crash.
    @Test func everyByteChanged() {
        let whole = Array(Self.town.utf8)
        for index in whole.indices {
            for byte in [UInt8(ascii: "9"), UInt8(ascii: "]"), UInt8(ascii: "\""), 0, 0xFF] {
                var changed = whole
                changed[index] = byte
                do throws(GeoJSONError) {
                    #expect(try read(changed).points.count <= 20)
                } catch {
                    #expect(!error.description.isEmpty && error.description.count < 160)
                }
            }
        }
    }

    @Test func errorsSayNothingThatATerminalObeys() {
        do throws(GeoJSONError) {
            _ = try read("{\"type\":\"\\u001b]0;x\\u0007\u{202E}\(String(repeating: "W", count: 900))\"}")
            Issue.record("it was read")
        } catch {
            #expect(error.description.unicodeScalars.allSatisfy { (0x20..<0x7F).contains($0.value) })
            #expect(error.description.count < 120)
        }
    }
}
