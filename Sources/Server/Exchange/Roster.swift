internal import JSON

/// Who is in a presence channel: users, each with one connection or more.
struct Roster: Sendable {
    /// In the order in which they came.
    private(set) var members: [Member] = []
    private var connections: [String: Int] = [:]

    func contains(_ id: String) -> Bool { connections[id] != nil }

    /// - Returns: whether this is the user's first connection.
    mutating func join(_ member: Member) -> Bool {
        connections[member.id, default: 0] += 1
        guard connections[member.id] == 1 else { return false }
        members.append(member)
        return true
    }

    /// - Returns: whether this was the user's last connection.
    mutating func leave(_ id: String) -> Bool {
        guard let count = connections[id] else { return false }
        guard count == 1 else {
            connections[id] = count - 1
            return false
        }
        connections[id] = nil
        members.removeAll { $0.id == id }
        return true
    }
}

/// One user in a presence channel.
struct Member: Hashable, Sendable {
    var id: String
    /// JSON: whatever the application tells about the user.
    var info: String?

    /// Reads `channel_data`: `{"user_id":"u7","user_info":{…}}`, where the id may be a number too.
    ///
    /// - Throws: what is wrong with it, for people.
    init(channelData: String, limits: ServerLimits) throws(MemberError) {
        let read: (id: String?, info: String?)
        do throws(JSONError) {
            read = try JSONDocument().read(channelData) { root in
                let info = root["user_info"]
                return (root["user_id"]?.stringOrNumber?.string, info.flatMap { $0.isNull ? nil : $0.source })
            }
        } catch {
            throw MemberError("channel_data is \(error)")
        }
        guard let id = read.id, !id.isEmpty else { throw MemberError("channel_data must have a user_id") }
        guard id.utf8.count <= limits.memberID else {
            throw MemberError("user_id is longer than \(limits.memberID) bytes")
        }
        guard (read.info?.utf8.count ?? 0) <= limits.memberInfo else {
            throw MemberError("user_info is larger than \(limits.memberInfo) bytes")
        }
        self.id = id
        info = read.info
    }
}

struct MemberError: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
