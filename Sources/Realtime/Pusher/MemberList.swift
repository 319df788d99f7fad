internal import JSON

/// Who is on a presence channel: distinct user ids in the order in which they came.
struct MemberList {
    /// No list grows beyond this, whatever a server sends.
    static let capacity = 10_000
    private static let longestID = 1_024

    private(set) var ids: [String] = []
    private var known: Set<String> = []

    /// Reads `{"presence":{"ids":…,"hash":…}}` as generously as servers write it: ids as an array or an object, members of the hash where
    /// ids are missing, an array in the hash's place, numbers for strings.
    mutating func replace(with payload: PusherPayload) {
        ids.removeAll(keepingCapacity: true)
        known.removeAll(keepingCapacity: true)
        guard let root = payload.json else { return }
        let list = root["presence"] ?? root
        if let ids = list["ids"], !ids.isNull {
            for element in ids.elements { add(Self.id(element)) }
            for (_, element) in ids.members { add(Self.id(element)) }
        } else if let hash = list["hash"] {
            for (key, _) in hash.members { add(key.string) }
            for (index, _) in hash.elements.enumerated() { add(String(index)) }
        }
    }

    func contains(_ id: String) -> Bool { known.contains(id) }

    /// False for nobody, a member who is there already, and beyond the capacity.
    @discardableResult
    mutating func add(_ id: String?) -> Bool {
        guard let id, ids.count < Self.capacity, known.insert(id).inserted else { return false }
        ids.append(id)
        return true
    }

    /// False for nobody, and for somebody who is not there.
    @discardableResult
    mutating func remove(_ id: String?) -> Bool {
        guard let id, known.remove(id) != nil else { return false }
        ids.removeAll { $0 == id }
        return true
    }

    /// A user's id as text; `nil` for what can be none.
    static func id(_ value: JSONValue?) -> String? {
        guard let text = value?.stringOrNumber, text.count > 0, text.count <= longestID else { return nil }
        return text.string
    }
}
