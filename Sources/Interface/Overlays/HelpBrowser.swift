import TUI

/// The help while it is open: typing searches it.
struct HelpBrowser: Equatable, Sendable {
    var query = TextInput("")
    var offset = 0
    private(set) var isOpen = true

    /// - Parameters:
    ///   - lines: of the help as it is searched now.
    ///   - room: lines that are in sight.
    mutating func take(_ key: KeyPress, lines: Int, room: Int) {
        switch key.code {
        case .escape where query.text.isEmpty: isOpen = false
        case .escape: query = TextInput("")
        case .character("?") where query.text.isEmpty, .enter, .function(1): isOpen = false
        case .down: offset += 1
        case .up: offset -= 1
        case .pageDown: offset += room
        case .pageUp: offset -= room
        case .home: offset = 0
        case .end: offset = lines
        case .character("G") where query.text.isEmpty: offset = lines
        default:
            if query.take(key) { offset = 0 }
        }
        offset = min(max(0, offset), max(0, lines - room))
    }
}
