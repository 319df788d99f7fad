internal import Domain
internal import JSON

/// Who is there, and being there ourselves.
extension PubNubAdapter {
    /// Snapshots that are asked for at once; further ones are not asked for.
    private static let hereNowLimit = 4

    /// Asks who is on the channels. Wildcards have no such list; groups are left to the events.
    mutating func snapshot(_ names: PubNubNames, _ outbox: Outbox) {
        let channels = names.channels.filter { !PubNubChannel.isWildcard($0) }
        let observed = configuration.hasPresence ? channels : channels.filter(PubNubChannel.isPresence)
        let bases = Set(observed.map(PubNubChannel.base))
        guard !bases.isEmpty, hereNows.count < Self.hereNowLimit else { return }
        let asked = PubNubNames(channels: bases.sorted())
        hereNows[outbox.fetch(requests.hereNow(asked, at: outbox.now))] = asked
    }

    /// `{"occupancy":2,"uuids":["u7"]}` for one channel, `{"payload":{"channels":{"a":{"uuids":[…]}}}}` for several. A member may be an
    /// object with its `uuid`.
    mutating func presented(_ names: PubNubNames, _ answer: PubNubAnswer, _ outbox: Outbox) {
        switch answer {
        case .document(let root):
            if let channels = root["payload"]?["channels"] {
                for (channel, list) in channels.members { present(channel.string, of: names, list, outbox) }
            } else if names.channels.count == 1, let channel = names.channels.first {
                present(channel, of: names, root, outbox)
            }
        case .fault(let fault): warn(.hereNow, "who is there is not told: \(fault.reason)", outbox)
        case .unreadable(let reason, _), .failed(let reason):
            warn(.hereNow, "who is there is not told: \(reason)", outbox)
        }
    }

    private mutating func present(_ channel: String, of names: PubNubNames, _ root: JSONValue, _ outbox: Outbox) {
        guard names.channels.contains(channel), let uuids = root["uuids"] else { return }
        var list = MemberList()
        for member in uuids.elements { list.add(MemberList.id(member["uuid"] ?? member)) }
        members[channel] = list
        outbox.emit(.presence(Presence(members: list.ids)), channel: channel, name: "presence.here-now")
    }

    // MARK: Events

    /// `{"action":"join","timestamp":1760000012,"uuid":"u7","occupancy":3}`.
    mutating func tellPresence(_ message: PubNubMessage, _ origin: Occurrence.Origin, _ outbox: Outbox) {
        let channel = PubNubChannel.base(message.channel)
        let action = message.data?["action"]?.string?.string ?? "event"
        var change = Presence(members: [])
        var list = members[channel]
        join(message.data, action == "join" ? "uuid" : "join", &list, &change)
        leave(message.data, ["leave", "timeout"].contains(action) ? ["uuid"] : ["leave", "timeout"], &list, &change)
        if message.data?["here_now_refresh"]?.bool == true {
            snapshot(PubNubNames(channels: [channel + PubNubChannel.presenceSuffix]), outbox)
        }
        members[channel] = list
        change.members = list.ids
        let name = "presence.\(action)"
        if !change.joined.isEmpty || !change.left.isEmpty {
            outbox.emit(.presence(change), channel: channel, name: name)
        } else if !["join", "leave", "timeout"].contains(action) {
            var occurrence = message.occurrence(origin)
            occurrence.channel = channel
            occurrence.name = name
            outbox.emit(occurrence)
        }
    }

    private func join(_ data: JSONValue?, _ key: String, _ list: inout MemberList, _ change: inout Presence) {
        for id in Self.ids(data?[key]) where list.add(id) { change.joined.append(id) }
    }

    private func leave(_ data: JSONValue?, _ keys: [String], _ list: inout MemberList, _ change: inout Presence) {
        // Who left was there, whether we knew or not.
        for key in keys {
            for id in Self.ids(data?[key]) {
                list.remove(id)
                change.left.append(id)
            }
        }
    }

    /// One id or a list of them.
    private static func ids(_ value: JSONValue?) -> [String] {
        guard let value else { return [] }
        return MemberList.id(value).map { [$0] } ?? value.elements.compactMap { MemberList.id($0) }
    }

    // MARK: Being there

    /// Announces us and starts over, where that is wanted.
    mutating func beat(_ outbox: Outbox) {
        guard let seconds = configuration.heartbeat, !wanted.names.isEmpty else { return }
        heartbeats = outbox.fetch(requests.heartbeat(wanted.names, seconds: seconds, at: outbox.now))
        outbox.perform(.start(Timer.heartbeat, after: .seconds(seconds / 2 - 1)))
    }

    mutating func hasBeaten(_ answer: PubNubAnswer, _ outbox: Outbox) {
        heartbeats = nil
        switch answer {
        case .document: break
        case .fault(let fault): warn(.heartbeat, "we are not announced: \(fault.reason)", outbox)
        case .unreadable(let reason, _), .failed(let reason):
            warn(.heartbeat, "we are not announced: \(reason)", outbox)
        }
    }

    /// Who is not announced need not leave.
    func leave(_ names: PubNubNames, _ outbox: Outbox) {
        guard configuration.heartbeat != nil, !names.isEmpty else { return }
        _ = outbox.fetch(requests.leave(names, at: outbox.now))
    }
}
