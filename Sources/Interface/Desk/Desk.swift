public import Dashboard
public import Domain
public import TUI

/// A person at the dashboard: what they look at, how it is laid out, what they are typing.
///
/// `handle` takes what they do and answers what has to happen outside; `arrange` brings everything up to date once before
/// each drawing; `Screen` draws it. No clock is read: the time is handed in.
public struct Desk: Sendable {
    public var board: Board
    public var theme: Theme
    /// Columns and rows of the screen.
    public internal(set) var size = Size(width: 80, height: 24)
    public var keymap: Keymap
    /// Names and descriptions of the themes that can be chosen.
    public var themes: [ThemeChoice]
    /// Feeds whose servers need not prove who they are: said in the top line for as long as it lasts.
    public var unverified: Set<String> = []

    var layout: LayoutState
    var mode = Mode.panes
    /// What was searched for last; where it occurs is marked.
    var sought = Query("")
    /// Panes whose detail the person has opened.
    var openDetails: Set<Pane> = []
    /// Lines by which the details have been scrolled.
    var detailOffsets: [Pane: Int] = [:]
    /// The selected message has the keyboard and the room.
    var isMessageOpen = false
    var scrolls: [Pane: ListScroll] = [:]
    var atlas: MapState
    /// How long ago, in place of times of day.
    var showsAges = false
    var usesMouse = true
    var toast: Toast?
    var drag: Drag?
    /// When the person did something last, or the screen was arranged last.
    var now = Timestamp(milliseconds: 0)
    var offset = Duration.zero
    /// When the pause began.
    var pausedAt: Timestamp?
    /// The person has gone to a pane; until then the focus goes where there is something to see.
    var hasChosenPane = false
    /// How many rows of the focused pane match what is being typed, and when they were counted.
    var found: (query: Query, count: Int, at: Timestamp)?

    public init(
        board: Board, theme: Theme = .basic, themes: [ThemeChoice] = [], keymap: Keymap = .standard,
        preset: Preset = .overview, map: MapState = MapState()
    ) {
        self.board = board
        self.theme = theme
        self.themes = themes
        self.keymap = keymap
        layout = LayoutState(preset: preset)
        atlas = map
        self.board.perform(.focus(preset.mainPane))
    }

    /// Brings order, scrolling and the map up to date for a screen of this size.
    ///
    /// - Parameter offset: how far the clock on the wall is ahead of UTC, for the times of day.
    public mutating func arrange(at now: Timestamp, size: Size, offset: Duration = .zero) {
        self.now = now
        self.size = size
        self.offset = offset
        board.arrange(at: now)
        if let toast, toast.until <= now { self.toast = nil }
        focusWhatThereIs()
        settleScrolls()
        settleDetails()
        countMatches()
        let area = arrangement.interior(of: .map)
        if !area.isEmpty {
            atlas.arrange(board, in: area.size, theme: theme, marks: MapMarks(View(self)), at: sceneTime)
        }
    }

    public mutating func show(_ preset: Preset) {
        layout.preset = preset
    }

    public mutating func drawMap(with symbols: DotCanvas.Mode) {
        atlas.symbols = symbols
    }

    /// Says something in the bottom line for a few seconds.
    public mutating func say(_ text: String, isBad: Bool = false, at now: Timestamp) {
        self.now = now
        say(text, isBad: isBad)
    }

    mutating func say(_ text: String, isBad: Bool = false) {
        toast = Toast(text: text, isBad: isBad, until: now + .seconds(isBad ? 8 : 3))
    }

    /// The time of what is shown.
    var sceneTime: Timestamp { board.isPaused ? pausedAt ?? now : now }

    var arrangement: Arrangement {
        // As long as nothing has come, nothing is known to be of no use.
        let relevant = board.scene.messages > 0 ? Set(board.scene.relevantPanes) : Set(Pane.allCases)
        return Arrangement(size, layout: layout, focus: board.focus, relevant: relevant)
    }

    /// The focus starts where there is something to see.
    private mutating func focusWhatThereIs() {
        guard !hasChosenPane, board.totalCount(of: board.focus) == 0,
            let pane = Pane.allCases.first(where: { $0 != .map && board.totalCount(of: $0) > 0 && $0 != .feeds })
        else { return }
        board.perform(.focus(pane))
    }

    /// While something is searched for, its matches are counted twice a second.
    private mutating func countMatches() {
        guard case .search = mode else { return found = nil }
        if let found, found.query == sought, now >= found.at, now - found.at < .milliseconds(500) { return }
        found = (sought, board.matchCount(sought, of: board.focus, limit: 1_000), now)
    }
}

/// What is pressed; the model has keys of another sort, by which it finds its entities.
typealias KeyPress = TUI.Key

/// A theme that can be chosen.
public struct ThemeChoice: Hashable, Sendable {
    public let name: String
    public let description: String

    public init(name: String, description: String) {
        self.name = name
        self.description = description
    }
}

/// What the desk asks of the world outside.
public enum Effect: Equatable, Sendable {
    case quit
    /// Give the terminal back until the shell resumes the program.
    case suspend
    /// Send every cell again.
    case redraw
    case reconnect
    /// Read the configuration again.
    case reload
    /// Put the text into the terminal's clipboard.
    case copy(String)
    /// Put the event, as it would be printed as JSON, into the clipboard.
    case copyEvent(feed: String, Event)
    /// Show the theme of that name.
    case use(theme: String)
    case mouse(Bool)
}

/// A sentence in the bottom line that goes by itself.
struct Toast: Equatable, Sendable {
    var text: String
    var isBad: Bool
    var until: Timestamp
}

/// What the held mouse button is moving.
enum Drag: Equatable, Sendable {
    case border(Arrangement.Border)
    /// The map, from where the pointer was last.
    case map(Point)
}

/// What has the keyboard.
enum Mode: Equatable, Sendable {
    case panes
    case search(TextInput)
    /// With the filter that comes back on escape.
    case filter(TextInput, before: Query)
    case palette(Palette)
    case help(HelpBrowser)
    case themes(ThemePicker)
}
