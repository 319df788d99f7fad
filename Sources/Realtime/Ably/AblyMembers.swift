internal import Domain
internal import JSON

/// Who is present on a channel: each client on each of its connections ("Presence"). At most 10,000.
struct AblyMembers {
    static let capacity = 10_000
    private static let longest = 1_024

    /// One member's latest news.
    struct News {
        enum Action: Int {
            case absent = 0, present, enter, leave, update
        }

        var action: Action
        var clientID: String
        var connectionID: String
        var id: String?
        var time: Timestamp?

        /// Fills in what the parent says; `nil` for what names nobody.
        init?(_ root: JSONValue, parent: AblyFrame, index: Int) {
            guard let action = root["action"]?.integer.flatMap(Action.init),
                let clientID = root["clientId"]?.string, clientID.count > 0, clientID.count <= AblyMembers.longest,
                let connectionID = root["connectionId"]?.string ?? parent.connectionID,
                connectionID.count <= AblyMembers.longest
            else { return nil }
            self.action = action
            self.clientID = clientID.string
            self.connectionID = connectionID.string
            id = root["id"]?.string?.string ?? parent.id.map { "\($0.string):\(index)" }
            time = root["timestamp"]?.moment ?? parent.timestamp
        }

        var key: String { "\(connectionID):\(clientID)" }

        /// Where both ids begin with their connection they count messages; else the later one is newer. The one that comes now wins a tie.
        func isOlder(than other: News) -> Bool {
            if let (serial, index) = numbers, let (otherSerial, otherIndex) = other.numbers {
                return serial == otherSerial ? index < otherIndex : serial < otherSerial
            }
            guard let time, let otherTime = other.time else { return false }
            return time < otherTime
        }

        /// Of an id such as `CONNECTION:7:0`.
        private var numbers: (Int64, Int64)? {
            guard let id, id.hasPrefix(connectionID + ":") else { return nil }
            let parts = id.dropFirst(connectionID.count + 1).split(separator: ":")
            guard parts.count == 2, let serial = Int64(parts[0]), let index = Int64(parts[1]) else { return nil }
            return (serial, index)
        }
    }

    private var members: [String: News] = [:]
    /// On how many connections each client is, and the clients in the order in which they came.
    private var counts: [String: Int] = [:]
    private(set) var ids: [String] = []
    /// Whom the running snapshot has not named yet.
    private var unseen: Set<String>?
    /// Those who left while the snapshot runs: its older pages may still have them.
    private var gone: [String: News] = [:]

    // Since it was last told
    private var joined: Set<String> = []
    private var left: [String] = []
    private var isSnapshot = false

    var isSyncing: Bool { unseen != nil }

    mutating func expectSync(_ isExpected: Bool) {
        unseen = isExpected ? Set(members.keys) : nil
        gone.removeAll()
    }

    /// The snapshot will not be completed.
    mutating func interrupt() {
        unseen = nil
        gone.removeAll()
    }

    /// False for old news.
    mutating func apply(_ news: News) -> Bool {
        let key = news.key
        if let known = members[key] ?? gone[key], news.isOlder(than: known) { return false }
        unseen?.remove(key)
        switch news.action {
        case .present, .enter, .update:
            gone[key] = nil
            return add(news)
        case .leave, .absent:
            if isSyncing, gone.count < Self.capacity { gone[key] = news }
            remove(key)
            return true
        }
    }

    /// Ends the snapshot: whom it did not name has left.
    mutating func endSync() {
        for key in unseen ?? [] { remove(key) }
        isSnapshot = true
        interrupt()
    }

    mutating func removeAll() {
        left += ids.filter { !joined.contains($0) }
        joined.removeAll()
        members.removeAll()
        counts.removeAll()
        ids.removeAll()
        interrupt()
    }

    /// Who is there, and who came and went since the last time; `nil` where nothing has changed.
    mutating func takeNews() -> Presence? {
        defer {
            joined.removeAll()
            left.removeAll()
            isSnapshot = false
        }
        let presence = Presence(
            members: ids, joined: joined.isEmpty ? [] : ids.filter(joined.contains), left: left)
        guard isSnapshot || !presence.joined.isEmpty || !presence.left.isEmpty else { return nil }
        return presence
    }

    private mutating func add(_ news: News) -> Bool {
        guard members[news.key] != nil || members.count < Self.capacity else { return false }
        guard members.updateValue(news, forKey: news.key) == nil else { return true }
        let count = counts[news.clientID, default: 0]
        if count == 0 {
            ids.append(news.clientID)
            if let index = left.firstIndex(of: news.clientID) {
                left.remove(at: index)
            } else {
                joined.insert(news.clientID)
            }
        }
        counts[news.clientID] = count + 1
        return true
    }

    private mutating func remove(_ key: String) {
        guard let known = members.removeValue(forKey: key) else { return }
        let count = counts[known.clientID, default: 1] - 1
        counts[known.clientID] = count > 0 ? count : nil
        guard count <= 0 else { return }
        ids.removeAll { $0 == known.clientID }
        if joined.remove(known.clientID) == nil { left.append(known.clientID) }
    }
}
