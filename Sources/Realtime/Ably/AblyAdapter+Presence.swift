internal import Domain
internal import JSON

/// Who comes and goes, and the snapshots of who is there.
extension AblyAdapter {
    /// - Parameter isSync: whether it is a page of a snapshot; its serial is `SEQUENCE:CURSOR`, without a cursor on the last page.
    mutating func receivePresence(_ frame: AblyFrame, isSync: Bool, _ outbox: Outbox) {
        guard let channel = frame.channel.map({ names[$0] }), channels[channel]?.state == .attached,
            !leaving.contains(channel)
        else { return }
        channels[channel]?.lastHeard = outbox.now
        if isSync {
            // A snapshot that we were not told of before.
            if channels[channel]?.members.isSyncing == false { channels[channel]?.members.expectSync(true) }
        } else {
            channels[channel]?.advance(to: frame.channelSerial)
        }
        apply(frame, on: channel, isSync: isSync, outbox)
        if isSync, Self.isLastPage(frame.channelSerial) { channels[channel]?.members.endSync() }
        guard channels[channel]?.members.isSyncing == false else { return }
        tellMembers(of: channel, outbox)
    }

    private mutating func apply(_ frame: AblyFrame, on channel: String, isSync: Bool, _ outbox: Outbox) {
        guard let list = frame.root["presence"] else { return }
        for (index, root) in list.elements.enumerated() {
            guard let news = AblyMembers.News(root, parent: frame, index: index),
                channels[channel]?.members.apply(news) == true, let data = root["data"], !data.isNull
            else { continue }
            // What a member says of itself, such as where it is.
            emit(
                root, name: news.action.eventName, id: news.id, time: news.time, on: channel,
                origin: isSync ? .snapshot : .live, outbox)
        }
    }

    /// Nobody is present, the service says.
    mutating func emptyPresence(_ channel: String, _ outbox: Outbox) {
        channels[channel]?.members.removeAll()
        tellMembers(of: channel, outbox)
    }

    private mutating func tellMembers(of channel: String, _ outbox: Outbox) {
        guard let presence = channels[channel]?.members.takeNews() else { return }
        outbox.emit(.presence(presence), channel: channel, name: "presence")
    }

    private static func isLastPage(_ serial: JSONText?) -> Bool {
        guard let serial, let colon = serial.bytes.firstIndex(of: UInt8(ascii: ":")) else { return true }
        return colon + 1 == serial.count
    }
}

extension AblyMembers.News.Action {
    fileprivate var eventName: String {
        switch self {
        case .absent, .leave: "presence.leave"
        case .present: "presence.present"
        case .enter: "presence.enter"
        case .update: "presence.update"
        }
    }
}
