public import Interface
public import TUI

/// What theme files say, in names; colours are looked up last, so that a theme that changes a colour of the palette
/// changes it in all that it inherits.
public struct ThemeDefinition: Hashable, Sendable {
    public var name: String
    /// One line.
    public var description = ""
    public var appearance = Appearance.dark
    public var palette: [String: Colour] = [:]
    public var looks: [Theme.Role: Look] = [:]

    public init(name: String) {
        self.name = name
    }

    /// The ground that it is made for.
    public enum Appearance: String, Hashable, Sendable {
        case dark, light
    }

    /// A role's colours by name and its attributes.
    public struct Look: Hashable, Sendable {
        /// A name of the palette or a colour as `Colour` reads it; nil for the parent's.
        public var foreground: String?
        public var background: String?
        public var attributes: Style.Attributes = []

        public init() {}
    }

    public var theme: Theme {
        Theme(
            name: name,
            looks.mapValues { look in
                Style(foreground: colour(look.foreground), background: colour(look.background), look.attributes)
            })
    }

    private func colour(_ name: String?) -> Colour {
        name.flatMap { palette[$0] ?? Colour($0) } ?? .default
    }
}
