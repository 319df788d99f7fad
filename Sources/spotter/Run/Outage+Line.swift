import Realtime

extension Outage {
    /// One line for people, e.g. `house: closed by the server 4001: unknown app key`.
    func line(of feed: String) -> String {
        "\(feed): \(cause.words)\(code.map { " \($0)" } ?? ""): \(reason)"
    }
}

extension Outage.Cause {
    fileprivate var words: String {
        switch self {
        case .unreachable: "could not connect"
        case .refused: "refused"
        case .closed: "closed by the server"
        case .continuityLost: "continuity lost"
        }
    }
}
