/// What a key, the palette or a click can ask for. The one table makes the bindings, the help, the footer, the palette,
/// `spotter keys` and the README's section.
public enum Command: String, CaseIterable, Sendable {
    // Moving
    case down, up, first, last
    case halfDown = "half-page-down"
    case halfUp = "half-page-up"
    case nextPane = "next-pane"
    case previousPane = "previous-pane"
    case auctions, journeys, map, notifications, feeds

    // Looking
    case open, back, search
    case nextMatch = "next-match"
    case previousMatch = "previous-match"
    case filter, sort, zoom, pause, follow, times
    case copy
    case copyJSON = "copy-json"

    // Answering
    case acknowledge
    case acknowledgeAll = "acknowledge-all"
    case dismiss, snooze

    // The map
    case panLeft = "pan-left"
    case panDown = "pan-down"
    case panUp = "pan-up"
    case panRight = "pan-right"
    case zoomIn = "zoom-in"
    case zoomOut = "zoom-out"
    case fit
    case nextVehicle = "next-vehicle"
    case previousVehicle = "previous-vehicle"
    case mapSymbols = "map-symbols"

    // The screen
    case nextLayout = "next-layout"
    case narrower, wider, shorter, taller
    case themes, mouse, redraw

    // The program
    case palette, help, reconnect, reload, suspend, quit

    /// Where a key means the command.
    public enum Scope: String, CaseIterable, Sendable {
        case everywhere
        /// In the panes that are lists: all but the map.
        case lists
        case map
    }

    /// Under which title the help shows it.
    public enum Group: String, CaseIterable, Sendable {
        case moving = "Moving"
        case looking = "Looking"
        case answering = "Answering"
        case map = "The map"
        case screen = "The screen"
        case program = "The program"
    }

    /// A line of the table.
    public struct Entry: Sendable {
        public let command: Command
        public let group: Group
        public let scope: Scope
        /// In the notation of `Key`; the first is the one that the footer shows.
        public let keys: [String]
        /// The footer's word; `nil` for what the footer leaves to the help.
        public let hint: String?
        public let help: String
    }

    public var entry: Entry { Self.entries[self] ?? Entry(self, .program, .everywhere, [], nil, rawValue) }

    private static let entries = Dictionary(table.map { ($0.command, $0) }) { first, _ in first }

    // swift-format-ignore
    /// In the order of the help; in each group the footer shows what comes first.
    public static let table: [Entry] = [
        Entry(.down,            .moving,    .lists,      ["j", "<down>"],          nil,        "Select the next row"),
        Entry(.up,              .moving,    .lists,      ["k", "<up>"],            nil,        "Select the row before"),
        Entry(.first,           .moving,    .lists,      ["g", "<home>"],          nil,        "Select the first row"),
        Entry(.last,            .moving,    .lists,      ["G", "<end>"],           nil,        "Select the last row"),
        Entry(.halfDown,        .moving,    .everywhere, ["<c-d>", "<pgdn>"],      nil,        "Half a page down"),
        Entry(.halfUp,          .moving,    .everywhere, ["<c-u>", "<pgup>"],      nil,        "Half a page up"),
        Entry(.nextPane,        .moving,    .everywhere, ["<tab>"],                nil,        "Go to the next pane"),
        Entry(.previousPane,    .moving,    .everywhere, ["<s-tab>"],              nil,        "Go to the pane before"),
        Entry(.auctions,        .moving,    .everywhere, ["1"],                    nil,        "Go to the auctions"),
        Entry(.journeys,        .moving,    .everywhere, ["2"],                    nil,        "Go to the rides and vehicles"),
        Entry(.map,             .moving,    .everywhere, ["3"],                    nil,        "Go to the map"),
        Entry(.notifications,   .moving,    .everywhere, ["4"],                    nil,        "Go to the notifications"),
        Entry(.feeds,           .moving,    .everywhere, ["5"],                    nil,        "Go to the feeds"),

        Entry(.open,            .looking,   .everywhere, ["<enter>"],              "detail",   "Open the detail of what is selected"),
        Entry(.back,            .looking,   .everywhere, ["<esc>"],                "back",     "Leave the innermost thing: detail, search, filter, selection, zoom, pause"),
        Entry(.search,          .looking,   .everywhere, ["/", "<f3>"],            "find",     "Search the pane; the view moves only on enter"),
        Entry(.nextMatch,       .looking,   .everywhere, ["n"],                    "next",     "Go to the next match"),
        Entry(.previousMatch,   .looking,   .everywhere, ["N"],                    nil,        "Go to the match before"),
        Entry(.filter,          .looking,   .everywhere, ["&", "<f4>"],            "filter",   "Show only rows with these words; -word hides"),
        Entry(.sort,            .looking,   .everywhere, ["s"],                    "sort",     "Sort the pane another way"),
        Entry(.zoom,            .looking,   .everywhere, ["z"],                    "zoom",     "Give the pane the whole screen, or back"),
        Entry(.pause,           .looking,   .everywhere, ["p"],                    "pause",    "Freeze the view; events are still taken in"),
        Entry(.follow,          .looking,   .everywhere, ["f"],                    "follow",   "Keep the map on the selected ride or vehicle"),
        Entry(.times,           .looking,   .everywhere, ["t"],                    nil,        "Times of day, or how long ago"),
        Entry(.copy,            .looking,   .everywhere, ["y"],                    nil,        "Copy the selected row's value (OSC 52)"),
        Entry(.copyJSON,        .looking,   .everywhere, ["Y"],                    nil,        "Copy the selected row as JSON"),

        Entry(.acknowledge,     .answering, .everywhere, ["a"],                    "ack",      "Acknowledge the notification, or the change of driver"),
        Entry(.acknowledgeAll,  .answering, .everywhere, ["A"],                    nil,        "Acknowledge all notifications"),
        Entry(.dismiss,         .answering, .everywhere, ["x", "<del>"],           "dismiss",  "Dismiss the selected notification"),
        Entry(.snooze,          .answering, .everywhere, ["Z"],                    "snooze",   "Hide the selected notification for ten minutes"),

        Entry(.panLeft,         .map,       .map,        ["h", "<left>"],          nil,        "Move the map's view west"),
        Entry(.panDown,         .map,       .map,        ["j", "<down>"],          nil,        "Move the map's view south"),
        Entry(.panUp,           .map,       .map,        ["k", "<up>"],            nil,        "Move the map's view north"),
        Entry(.panRight,        .map,       .map,        ["l", "<right>"],         nil,        "Move the map's view east"),
        Entry(.zoomIn,          .map,       .map,        ["+", "="],               "in",       "Zoom in"),
        Entry(.zoomOut,         .map,       .map,        ["-", "_"],               "out",      "Zoom out"),
        Entry(.fit,             .map,       .map,        ["0", "<home>"],          "fit all",  "Show all vehicles"),
        Entry(.nextVehicle,     .map,       .map,        ["J", "<s-down>"],        nil,        "Select the next ride or vehicle"),
        Entry(.previousVehicle, .map,       .map,        ["K", "<s-up>"],          nil,        "Select the ride or vehicle before"),
        Entry(.mapSymbols,      .map,       .map,        ["b"],                    nil,        "Draw in braille, in quadrants, in ASCII"),

        Entry(.nextLayout,      .screen,    .everywhere, ["v"],                    nil,        "Another layout: overview, auctions, rides, notifications, feeds"),
        Entry(.narrower,        .screen,    .everywhere, ["<lt>"],                 nil,        "Make the pane's column narrower"),
        Entry(.wider,           .screen,    .everywhere, [">"],                    nil,        "Make the pane's column wider"),
        Entry(.shorter,         .screen,    .everywhere, ["{"],                    nil,        "Make the pane lower"),
        Entry(.taller,          .screen,    .everywhere, ["}"],                    nil,        "Make the pane higher"),
        Entry(.themes,          .screen,    .everywhere, ["T"],                    nil,        "Choose a theme, with a live preview"),
        Entry(.mouse,           .screen,    .everywhere, ["<f2>"],                 nil,        "Mouse on or off; off, the terminal selects text"),
        Entry(.redraw,          .screen,    .everywhere, ["<c-l>"],                nil,        "Draw the whole screen again"),

        Entry(.palette,         .program,   .everywhere, [":"],                    "command",  "Type a command"),
        Entry(.help,            .program,   .everywhere, ["?", "<f1>"],            "help",     "Show the keys; type to search them"),
        Entry(.reconnect,       .program,   .everywhere, ["r"],                    "reconnect", "Connect again at once"),
        Entry(.reload,          .program,   .everywhere, ["R", "<f5>"],            nil,        "Read the configuration again; feeds that did not change stay connected"),
        Entry(.suspend,         .program,   .everywhere, ["<c-z>"],                nil,        "Give the terminal back for a while; fg returns"),
        Entry(.quit,            .program,   .everywhere, ["q", "<c-c>", "<f10>"],  "quit",     "Leave spotter"),
    ]
}

extension Command.Entry {
    fileprivate init(
        _ command: Command, _ group: Command.Group, _ scope: Command.Scope, _ keys: [String], _ hint: String?,
        _ help: String
    ) {
        self.command = command
        self.group = group
        self.scope = scope
        self.keys = keys
        self.hint = hint
        self.help = help
    }
}
