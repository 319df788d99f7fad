internal import Domain
internal import JSON

/// Messages of channels, completed from their parent ("Message fields").
extension AblyAdapter {
    mutating func receiveMessages(_ frame: AblyFrame, _ outbox: Outbox) {
        guard let channel = frame.channel.map({ names[$0] }), channels[channel]?.state == .attached,
            !leaving.contains(channel), let messages = frame.root["messages"]
        else { return }
        channels[channel]?.advance(to: frame.channelSerial)
        channels[channel]?.lastHeard = outbox.now
        let parent = frame.id.map(\.string)
        for (index, root) in messages.elements.enumerated() {
            let message = AblyMessage(root, parentID: parent, index: index, parentTime: frame.timestamp)
            guard note(message, on: channel) else { continue }
            emit(message, on: channel, origin: origin(of: message, on: channel), outbox)
        }
    }

    /// Remembers a message that came by itself; false for one that is known.
    private mutating func note(_ message: AblyMessage, on channel: String) -> Bool {
        if let id = message.id {
            guard channels[channel]?.recent.add(message.identity ?? id) == true else { return false }
            channels[channel]?.lastID = id
        }
        if let time = message.time { channels[channel]?.lastTime = time }
        return true
    }

    /// After an attachment the service first tells what is older than that, and never says where it ends.
    private mutating func origin(of message: AblyMessage, on channel: String) -> Occurrence.Origin {
        guard let limit = channels[channel]?.replayUntil else { return .live }
        if let time = message.time, time < limit { return .replay }
        channels[channel]?.replayUntil = nil
        return .live
    }

    mutating func emit(
        _ message: AblyMessage, on channel: String, origin: Occurrence.Origin, _ outbox: Outbox
    ) {
        if let kind = message.kind {
            return outbox.emit(
                Occurrence(
                    channel: channel, name: kind, id: message.id, source: message.time, origin: origin,
                    content: .json(message.root)))
        }
        let name = message.name.map { names[$0] }
        emit(message.root, name: name, id: message.id, time: message.time, on: channel, origin: origin, outbox)
    }

    /// What has `data` and `encoding`.
    mutating func emit(
        _ root: JSONValue, name: String?, id: String?, time: Timestamp?, on channel: String,
        origin: Occurrence.Origin, _ outbox: Outbox
    ) {
        let (data, encoding) = (root["data"], root["encoding"]?.string)
        var failure: String?
        AblyPayload.decode(data, encoding: encoding, key: cipher, with: inner) { content, remaining in
            failure = remaining
            let raw = encoding == nil ? nil : data?.string.map(Occurrence.Content.text)
            outbox.emit(
                Occurrence(
                    channel: channel, name: name, id: id, source: time, origin: origin, content: content, raw: raw))
        }
        guard let failure else { return }
        let hint = failure.contains("cipher+") && cipher == nil ? ": there is no cipher_key" : ""
        warn(.oddEncoding, "data left as it is, encoded as \(failure.prefix(100))\(hint)", on: channel, outbox)
    }
}

/// One message, with what its parent says in its stead.
struct AblyMessage {
    let root: JSONValue
    var id: String?
    var name: JSONText?
    var time: Timestamp?
    /// What is done to an earlier message, where this is not one of its own: `message.delete`, `message.summary`, `message.append`.
    var kind: String?
    /// By which it is known again, where that is more than the id: an update may share the id of what it updates.
    var identity: String?

    init(_ root: JSONValue, parentID: String?, index: Int, parentTime: Timestamp?) {
        self.root = root
        time = parentTime
        var action: Int64 = 0
        for (key, value) in root.members {
            switch key.count {
            case 2 where key == "id": id = value.string.flatMap { $0.count > 0 ? $0.string : nil }
            case 4 where key == "name": name = value.string
            case 6 where key == "action": action = value.number?.integer ?? 0
            case 9 where key == "timestamp": time = value.moment ?? time
            default: break
            }
        }
        if id == nil, let parentID { id = "\(parentID):\(index)" }
        switch action {
        case 2: kind = "message.delete"
        case 4: kind = "message.summary"
        case 5: kind = "message.append"
        default: break
        }
        guard action != 0, let version = root["version"]?["serial"]?.string ?? root["version"]?.string else { return }
        identity = id.map { "\($0) \(action) \(version.string)" }
    }
}
