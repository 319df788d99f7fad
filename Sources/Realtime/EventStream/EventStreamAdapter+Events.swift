internal import Domain
internal import JSON

/// What events say.
extension EventStreamAdapter {
    mutating func take(_ event: EventStreamEvent, after silent: Duration, _ outbox: Outbox) {
        failure = nil
        let isRepetition = isRepetition(event, outbox)
        let name = event.name.isEmpty ? "message" : event.name.withUnsafeBytes { names[JSONText($0)] }
        if let wanted {
            guard wanted.contains(name) else { return noteUnwanted(event, name, after: silent, outbox) }
        } else if Self.isSign(event, name) {
            return noteSign(after: silent, outbox)
        }
        guard !isRepetition else { return }
        tell(event, name, outbox)
    }

    /// What is not shown may still be a sign of life, or explain the end.
    private mutating func noteUnwanted(
        _ event: EventStreamEvent, _ name: String, after silent: Duration, _ outbox: Outbox
    ) {
        if Self.isSign(event, name) { return noteSign(after: silent, outbox) }
        guard name == "error" else { return }
        try? document.read(event.data) { failure = EventStreamFailure(document: $0) }
    }

    /// Such as ntfy's keepalives; a ping or a heartbeat that carries an object or a list may be a vehicle's.
    private static func isSign(_ event: EventStreamEvent, _ name: String) -> Bool {
        switch name {
        case "keepalive", "keep-alive": true
        case "ping", "heartbeat": !event.data.withUnsafeBytes { JSONText($0).mayBeStructure }
        default: false
        }
    }

    private mutating func tell(_ event: EventStreamEvent, _ name: String, _ outbox: Outbox) {
        let id = event.id.flatMap { $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self) }
        event.data.withUnsafeBytes { data in
            do throws(JSONError) {
                try document.read(data) { tell($0, name, id: id, outbox) }
            } catch {
                outbox.emit(
                    Occurrence(channel: configuration.channel, name: name, id: id, content: .text(JSONText(data))))
            }
        }
    }

    private mutating func tell(_ value: JSONValue, _ name: String, id: String?, _ outbox: Outbox) {
        if name == "error" { failure = EventStreamFailure(document: value) }
        guard name == "reset" else { return emit(value, name, id: id, origin: .live, outbox) }
        guard Self.isSnapshot(value) else { return emit(value, name, id: id, origin: .snapshot, outbox) }
        // An id for all of them would look like a repetition.
        for item in value.elements { emit(item, name, id: nil, origin: .snapshot, outbox) }
    }

    /// A list of things, each to be told by itself. Longer ones stay one message: their events would take far more memory than they do.
    private static func isSnapshot(_ list: JSONValue) -> Bool {
        var count = 0
        for item in list.elements {
            count += 1
            guard item.kind == .object, count <= Mapper.itemLimit else { return false }
        }
        return count > 0
    }

    private mutating func emit(
        _ value: JSONValue, _ name: String, id: String?, origin: Occurrence.Origin, _ outbox: Outbox
    ) {
        let channel = channel(of: value, isRemoval: name == "remove")
        outbox.emit(Occurrence(channel: channel, name: name, id: id, origin: origin, content: .json(value)))
    }

    /// What is included beside what was asked for goes by its own type: a stop, which has a position too, is not one of the vehicles.
    private mutating func channel(of value: JSONValue, isRemoval: Bool) -> String {
        guard let resource = JSONAPIResource(value, isRemoval: isRemoval), !resource.isMember(of: collection) else {
            return configuration.channel
        }
        return names[resource.type]
    }
}
