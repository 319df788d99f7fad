public import TUI

/// What a key can do. The one table below makes the bindings, the help overlay and the footer.
public enum Command: String, CaseIterable, Sendable {
    case down, up
    case first, last
    case halfDown = "half-page-down"
    case halfUp = "half-page-up"
    case nextPane = "next-pane"
    case previousPane = "previous-pane"
    case auctions, journeys, notifications
    case sort, pause, acknowledge
    case acknowledgeAll = "acknowledge-all"
    case dismiss, help, back, quit

    /// A line of the table.
    public struct Entry: Sendable {
        public let command: Command
        /// In the notation of `Key`; the first is the one that the footer shows.
        public let keys: [String]
        /// The footer's word; `nil` for what the footer leaves to the help.
        public let hint: String?
        public let help: String

        fileprivate init(_ command: Command, _ keys: [String], _ hint: String?, _ help: String) {
            self.command = command
            self.keys = keys
            self.hint = hint
            self.help = help
        }
    }

    // swift-format-ignore
    /// In the order of the help.
    public static let table: [Entry] = [
        Entry(.down,           ["j", "<down>"],     "down",  "Select the next row"),
        Entry(.up,             ["k", "<up>"],       "up",    "Select the row before"),
        Entry(.first,          ["g", "<home>"],     nil,     "Select the first row"),
        Entry(.last,           ["G", "<end>"],      nil,     "Select the last row"),
        Entry(.halfDown,       ["<c-d>", "<pgdn>"], nil,     "Half a page down"),
        Entry(.halfUp,         ["<c-u>", "<pgup>"], nil,     "Half a page up"),
        Entry(.nextPane,       ["<tab>"],           "pane",  "Go to the next pane"),
        Entry(.previousPane,   ["<s-tab>"],         nil,     "Go to the pane before"),
        Entry(.auctions,       ["1"],               nil,     "Go to the auctions"),
        Entry(.journeys,       ["2"],               nil,     "Go to the rides and vehicles"),
        Entry(.notifications,  ["3"],               nil,     "Go to the notifications"),
        Entry(.sort,           ["s"],               "sort",  "Sort the pane another way"),
        Entry(.pause,          ["p"],               "pause", "Freeze the view; events are still taken in"),
        Entry(.acknowledge,    ["a"],               "ack",   "Acknowledge the selected notification"),
        Entry(.acknowledgeAll, ["A"],               nil,     "Acknowledge all notifications"),
        Entry(.dismiss,        ["x"],               "dismiss", "Dismiss the selected notification"),
        Entry(.back,           ["<esc>"],           "back",  "Leave help, selection or pause"),
        Entry(.help,           ["?", "<f1>"],       "help",  "Show or hide this help"),
        Entry(.quit,           ["q", "<c-c>"],      "quit",  "Leave spotter"),
    ]
}

/// Which key does what.
public struct Keymap: Sendable {
    private let commands: [Key: Command]

    /// The first of two commands on one key has it.
    public init(_ table: [Command.Entry]) {
        var commands: [Key: Command] = [:]
        for entry in table {
            for case let key? in entry.keys.map({ try? Key(notation: $0) }) where commands[key] == nil {
                commands[key] = entry.command
            }
        }
        self.commands = commands
    }

    public static let standard = Keymap(Command.table)

    public func command(for key: Key) -> Command? { commands[key] }
}
