public import TUI

/// How everything on the screen looks, by what it means.
public struct Theme: Hashable, Sendable {
    /// A meaning that can have a look of its own. No meaning is told by its look alone: each has a sign or a word too.
    public enum Role: String, CaseIterable, Sendable {
        case text, faint, title
        case border
        case focusedBorder = "border.focused"
        case header
        case key
        case columns
        case selected, marker
        /// The watcher has the highest bid.
        case leading
        case outbid
        /// Somebody else leads, and the watcher has not bid.
        case other
        case good, warning, bad
        /// It ends within seconds.
        case urgent
        case fresh, ageing, stale
        case unread
        case paused
        /// It changed within the last seconds.
        case changed
    }

    public let name: String
    private let styles: [Style]

    /// - Parameter style: the look of each role; those of `text` lie under all others.
    public init(name: String, style: (Role) -> Style) {
        self.name = name
        let base = style(.text)
        styles = Role.allCases.map { style($0).over(base) }
    }

    public subscript(_ role: Role) -> Style { styles[role.place] }

    /// The themes that need no file.
    public static let all: [Theme] = [dark, light]
}

extension Theme.Role {
    fileprivate var place: Int {
        switch self {
        case .text: 0
        case .faint: 1
        case .title: 2
        case .border: 3
        case .focusedBorder: 4
        case .header: 5
        case .key: 6
        case .columns: 7
        case .selected: 8
        case .marker: 9
        case .leading: 10
        case .outbid: 11
        case .other: 12
        case .good: 13
        case .warning: 14
        case .bad: 15
        case .urgent: 16
        case .fresh: 17
        case .ageing: 18
        case .stale: 19
        case .unread: 20
        case .paused: 21
        case .changed: 22
        }
    }
}
