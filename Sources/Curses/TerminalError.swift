/// Why the screen cannot be used; the description is one line for people.
public enum TerminalError: Error, Hashable, Sendable {
    /// `TERM` is empty or absent.
    case unnamed
    /// No description of the terminal is installed.
    case unknown(String)
    /// The terminal cannot address its cells.
    case tooDumb(String)
    /// Neither a standard stream nor `/dev/tty` is a terminal.
    case noTerminal
    /// ncurses could not start on it.
    case unusable(String)
    /// A screen is already open in this process.
    case alreadyOpen
}

extension TerminalError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unnamed: "the environment variable TERM is not set, so the kind of terminal is unknown"
        case .unknown(let name): "the terminal \"\(name)\" (TERM) is not known here; try TERM=xterm-256color"
        case .tooDumb(let name): "the terminal \"\(name)\" (TERM) cannot show a full screen"
        case .noTerminal: "there is no terminal to draw on"
        case .unusable(let name): "the terminal \"\(name)\" (TERM) could not be opened"
        case .alreadyOpen: "the screen is already open"
        }
    }
}
