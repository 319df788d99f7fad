internal import JSON

/// Reads GeoJSON (RFC 7946): collections, features and bare geometries. Heights, identifiers and unknown members are passed
/// over; of the properties only `name` is used.
public enum GeoJSON {
    /// Points that are read at most; a layer of so many takes some 60 MB.
    public static let pointLimit = 5_000_000

    /// - Throws: at the first thing that is not as the RFC has it.
    public static func read(
        _ bytes: UnsafeRawBufferPointer, attribution: String? = nil
    ) throws(GeoJSONError) -> MapLayer {
        let result: Result<LayerBuilder, GeoJSONError>
        do {
            result = try JSONDocument().read(bytes) { root in
                var reader = GeoJSONReader()
                do throws(GeoJSONError) {
                    try reader.document(root)
                    return .success(reader.builder)
                } catch {
                    return .failure(error)
                }
            }
        } catch {
            throw .notJSON(error)
        }
        return MapLayer(try result.get(), attribution: attribution)
    }
}
