import Realtime

/// How the program ends, for scripts.
enum ExitStatus: Int32, Error {
    case done = 0
    case unexpected = 1
    case usage = 2
    case unreachable = 3
    case refused = 4
    case closed = 5
    case continuityLost = 6
    case timeout = 124
    case interrupted = 130
    case terminated = 143

    init(_ outage: Outage) {
        self =
            switch outage.cause {
            case .unreachable: .unreachable
            case .refused: .refused
            case .closed: .closed
            case .continuityLost: .continuityLost
            }
    }
}

/// What a person did wrong on the command line, in a file or in the environment: one line that says what, where, and what was expected.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
