public import TUI

/// How everything on the screen looks, by what it means.
public struct Theme: Hashable, Sendable {
    public let name: String
    private let styles: [Style]

    /// A role without a look takes its parent's, piece by piece: foreground, background, attributes.
    ///
    /// A piece is missing where it is the terminal's own colour, or no attribute. Every line of parents ends in `text`, which
    /// therefore lies under all roles.
    public init(name: String, _ looks: [Role: Style]) {
        self.name = name
        styles = Role.allCases.map { role in
            var style = looks[role] ?? .plain
            var ancestor = role.parent
            while let next = ancestor {
                style = style.completed(by: looks[next] ?? .plain)
                ancestor = next.parent
            }
            return style
        }
    }

    public subscript(_ role: Role) -> Style { styles[role.place] }
}

extension Style {
    /// Each piece of its own, or else the other's.
    fileprivate func completed(by other: Style) -> Style {
        Style(
            foreground: foreground == .default ? other.foreground : foreground,
            background: background == .default ? other.background : background,
            attributes.isEmpty ? other.attributes : attributes)
    }
}
