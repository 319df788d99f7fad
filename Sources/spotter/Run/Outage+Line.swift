import Realtime

extension Outage {
    /// One line for people, e.g. `house: closed by the server: unknown app key (4001)`.
    func line(of feed: String) -> String {
        "\(feed): \(cause.words): \(reason)\(codeNote)"
    }

    /// The same of a message that was not published. Whoever has answered was connected to.
    func line(ofMessageTo feed: String, isAnswer: Bool) -> String {
        cause == .unreachable && isAnswer ? "\(feed): not published: \(reason)\(codeNote)" : line(of: feed)
    }

    /// Many services say the code in their words too.
    private var codeNote: String {
        guard let code, !reason.contains("\(code)") else { return "" }
        return " (\(code))"
    }
}

extension Outage.Cause {
    fileprivate var words: String {
        switch self {
        case .unreachable: "no connection"
        case .refused: "refused"
        case .closed: "closed by the server"
        case .continuityLost: "continuity lost"
        }
    }
}
