internal import Domain
internal import JSON

/// Members of presence channels, and the watchlist.
extension PusherAdapter {
    mutating func present(_ channel: String, _ payload: PusherPayload, _ outbox: Outbox) {
        var members = MemberList()
        members.replace(with: payload)
        channels[channel]?.members = members
        outbox.emit(
            .presence(Presence(members: members.ids)), channel: channel, name: "pusher:subscription_succeeded")
    }

    mutating func joined(_ channel: String, _ payload: PusherPayload, _ outbox: Outbox) {
        guard let id = MemberList.id(payload.json?["user_id"]), channels[channel]?.members?.add(id) == true,
            let members = channels[channel]?.members
        else { return }
        outbox.emit(
            .presence(Presence(members: members.ids, joined: [id])), channel: channel, name: "pusher:member_added")
    }

    mutating func left(_ channel: String, _ payload: PusherPayload, _ outbox: Outbox) {
        guard let id = MemberList.id(payload.json?["user_id"]), channels[channel]?.members?.remove(id) == true,
            let members = channels[channel]?.members
        else { return }
        outbox.emit(
            .presence(Presence(members: members.ids, left: [id])), channel: channel, name: "pusher:member_removed")
    }

    /// Which of the users that the signed-in user follows came online or went: `{"events":[{"name":"online","user_ids":["u8"]}]}`.
    mutating func watched(_ payload: PusherPayload, _ outbox: Outbox) {
        guard let events = payload.json?["events"] else { return }
        for event in events.elements {
            let ids = event["user_ids"]?.elements.lazy.compactMap { MemberList.id($0) } ?? []
            var presence = Presence(members: [])
            if event["name"]?.string.map({ $0 == "online" }) == true {
                for id in ids where signIn.online.add(id) { presence.joined.append(id) }
            } else {
                for id in ids where signIn.online.remove(id) { presence.left.append(id) }
            }
            presence.members = signIn.online.ids
            guard !presence.joined.isEmpty || !presence.left.isEmpty else { continue }
            outbox.emit(.presence(presence), name: "pusher:watchlist_events")
        }
    }
}
