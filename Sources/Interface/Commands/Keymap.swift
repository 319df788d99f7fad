public import TUI

/// Which key does what, and where.
public struct Keymap: Equatable, Sendable {
    /// Keys of a command, in the notation of `Key`.
    private var keys: [Command: [String]] = [:]
    private var commands: [Command.Scope: [Key: Command]] = [:]

    /// The table's own keys.
    public static let standard = (try? Keymap(rebinding: [:])) ?? Keymap()

    private init() {}

    /// The table's keys, with others for some commands; an empty list leaves a command without a key.
    ///
    /// - Throws: the first notation that is no key, or the first key that two commands claim in one place.
    public init(rebinding own: [Command: [String]]) throws(KeymapError) {
        for entry in Command.table {
            keys[entry.command] = own[entry.command] ?? entry.keys
            for notation in keys[entry.command] ?? [] {
                guard let key = try? Key(notation: notation) else { throw .noKey(notation, of: entry.command) }
                if let owner = owner(of: key, in: entry.scope) {
                    throw .conflict(notation, first: owner, second: entry.command)
                }
                commands[entry.scope, default: [:]][key] = entry.command
            }
        }
    }

    /// What already has the key where a command of this scope would be asked for.
    private func owner(of key: Key, in scope: Command.Scope) -> Command? {
        let rivals: [Command.Scope] = scope == .everywhere ? Command.Scope.allCases : [.everywhere, scope]
        return rivals.lazy.compactMap { commands[$0]?[key] }.first
    }

    /// The command of a key in a pane of this scope.
    public func command(for key: Key, in scope: Command.Scope) -> Command? {
        commands[scope]?[key] ?? commands[.everywhere]?[key]
    }

    /// All keys of a command, the one to show first.
    public func keys(of command: Command) -> [String] { keys[command] ?? [] }
}

/// Why a set of keys cannot be.
public enum KeymapError: Error, Equatable, CustomStringConvertible {
    case noKey(String, of: Command)
    case conflict(String, first: Command, second: Command)

    public var description: String {
        switch self {
        case .noKey(let notation, let command):
            "\(command.rawValue): \"\(notation)\" is no key; write j, G, <enter>, <c-d>, <f4>"
        case .conflict(let notation, let first, let second):
            "\"\(notation)\" is claimed by both \(first.rawValue) and \(second.rawValue): give one of them another key, or []"
        }
    }
}
