/// What a line or a name on the map is, the important ones first.
public enum MapClass: UInt8, CaseIterable, Hashable, Sendable {
    // The values of streets and rails are those of `.roads` files.
    case motorway = 1
    case primary, secondary, tertiary, street, service, rail
    case coast
    /// Between two countries on land.
    case border
    /// A line, an area's edge or a place of a file of the user's own.
    case feature

    /// Further out than this it would only be a blur.
    var farthest: Double {
        switch self {
        case .coast, .feature: MapCamera.zooms.lowerBound
        case .border: 1.5
        case .motorway, .primary: 8
        case .secondary: 10
        case .tertiary: 11
        case .street: 12
        case .service: 15
        case .rail: 14.2
        }
    }

    /// Further in than this it is too rough to be true.
    var nearest: Double { self == .coast || self == .border ? 9 : MapCamera.zooms.upperBound }

    func isShown(at zoom: Double) -> Bool { zoom >= farthest && zoom <= nearest }
}
