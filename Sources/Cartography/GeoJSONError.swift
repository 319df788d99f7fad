public import JSON

/// Why a file is not a map: one line that says where, what was expected there, and what was found.
public enum GeoJSONError: Error, Hashable, Sendable, CustomStringConvertible {
    case notJSON(JSONError)
    /// `feature` counts from 1; `nil` in a file that is a bare geometry.
    case unexpected(feature: Int?, expected: String, found: String)
    /// More than `GeoJSON.pointLimit` points.
    case tooLarge

    public var description: String {
        switch self {
        case .notJSON(let error): "\(error)"
        case .unexpected(let feature, let expected, let found):
            (feature.map { "feature \($0): " } ?? "") + "expected \(expected), found \(found)"
        case .tooLarge: "more than \(GeoJSON.pointLimit) points"
        }
    }
}
