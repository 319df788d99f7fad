/// The channels and groups that are wanted, and which of them the service lets us have.
struct PubNubWanted {
    /// In the order in which they were asked for.
    private(set) var channels: [String] = []
    var groups: [String] = []
    /// Names that are no channel's, and why; never asked for.
    private(set) var invalid: [String: String] = [:]
    /// On this connection.
    private var refused: Set<String> = []
    /// Those of which continuity is in doubt, whatever the cursor says: the break's other half is unproved, or they were not asked for.
    private(set) var doubtful: Set<String> = []
    private var known: Set<String> = []

    var isEmpty: Bool { channels.isEmpty && groups.isEmpty }

    /// What to ask for.
    var names: PubNubNames {
        PubNubNames(
            channels: channels.filter { invalid[$0] == nil && !refused.contains($0) },
            groups: groups.filter { !refused.contains($0) })
    }

    func contains(_ name: String) -> Bool { known.contains(name) || groups.contains(name) }

    /// False where it is wanted already.
    mutating func add(_ channel: String) -> Bool {
        guard known.insert(channel).inserted else { return false }
        channels.append(channel)
        do throws(InvalidInput) {
            _ = try PubNubChannel(channel)
        } catch {
            invalid[channel] = error.description
        }
        return true
    }

    /// False where it was not wanted.
    mutating func remove(_ channel: String) -> Bool {
        guard known.remove(channel) != nil else { return false }
        channels.removeAll { $0 == channel }
        invalid[channel] = nil
        refused.remove(channel)
        doubtful.remove(channel)
        return true
    }

    /// False where it was refused already, or is not wanted.
    mutating func refuse(_ name: String) -> Bool {
        guard contains(name), refused.insert(name).inserted else { return false }
        doubtful.insert(name)
        return true
    }

    mutating func doubt(_ names: PubNubNames) {
        doubtful.formUnion(names.channels)
        doubtful.formUnion(names.groups)
    }

    mutating func settle(_ name: String) {
        doubtful.remove(name)
    }

    mutating func forgetAnswers() {
        refused.removeAll()
    }
}
