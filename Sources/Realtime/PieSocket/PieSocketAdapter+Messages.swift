internal import Domain
internal import JSON

/// Messages: `{"event":…,"data":…,"meta":…}` by convention, but whatever members send is passed on.
extension PieSocketAdapter {
    /// Messages without an event's name.
    static let plainName = "message"

    public mutating func received(_ message: Message, _ outbox: Outbox) {
        guard decision == nil else { return }
        switch message {
        case .text(let bytes): receive(text: bytes, outbox)
        case .binary(let bytes), .bytes(let bytes):
            admit(outbox)
            emit(Self.plainName, .binary(bytes), raw: nil, outbox)
        }
    }

    private mutating func receive(text bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        do throws(JSONError) {
            try outer.read(bytes) { receive(root: $0, outbox) }
        } catch {
            admit(outbox)
            emit(Self.plainName, .text(JSONText(bytes)), raw: nil, outbox)
        }
    }

    private mutating func receive(root: JSONValue, _ outbox: Outbox) {
        guard let event = root["event"]?.string else {
            if let error = root["error"]?.string, error.count > 0 { return failed(error.string, root, outbox) }
            admit(outbox)
            return emit(Self.plainName, .json(root), raw: nil, outbox)
        }
        admit(outbox)
        if isMemberEvent(event), present(root["data"], as: event, outbox) { return }
        guard !isSignalling(event) else { return }
        let name = names[event]
        PusherPayload.decode(root["data"], with: inner) { payload in
            emit(name, payload.content, raw: .json(root), outbox)
        }
    }

    private func emit(
        _ name: String, _ content: Occurrence.Content, raw: Occurrence.Content?, _ outbox: Outbox
    ) {
        outbox.emit(Occurrence(channel: room, name: name, content: content, raw: raw))
    }

    /// Before anything else it is a refusal, and the service is about to close. Later it may be a member's message as well; the end that
    /// follows will tell.
    private mutating func failed(_ text: String, _ root: JSONValue, _ outbox: Outbox) {
        lastError = (text, outbox.now)
        guard isAdmitted else { return outbox.perform(.close(code: 1000, reason: "")) }
        emit(Self.plainName, .json(root), raw: nil, outbox)
    }

    // MARK: Members

    private func isMemberEvent(_ event: JSONText) -> Bool {
        event == "system:member_list" || event == "system:member_joined" || event == "system:member_left"
    }

    /// Each of these events has the whole list. False where it has none.
    private mutating func present(_ data: JSONValue?, as event: JSONText, _ outbox: Outbox) -> Bool {
        guard let list = data?["members"], list.kind == .array else { return false }
        var present = MemberList()
        for member in list.elements { present.add(Self.identity(member)) }
        var presence = Presence(members: present.ids)
        if let members {
            presence.joined = present.ids.filter { !members.contains($0) }
            presence.left = members.ids.filter { !present.contains($0) }
        }
        members = present
        outbox.emit(.presence(presence), channel: room, name: names[event])
        return true
    }

    /// The user, where the member has said who it is, else the connection.
    private static func identity(_ member: JSONValue) -> String? {
        let user = member["user"]
        let id = MemberList.id(user) ?? MemberList.id(user?["id"]) ?? MemberList.id(user?["name"])
        guard let id, id != "anonymous" else { return MemberList.id(member["uuid"]) }
        return id
    }

    /// Video calls between members are arranged in the same room.
    private func isSignalling(_ event: JSONText) -> Bool {
        event.hasPrefix("system:portal_") || event.hasPrefix("system:video_") || event == "system:stopped_screen"
    }

    // MARK: Publishing

    public mutating func publish(_ publication: ClientPublication, _ outbox: Outbox) {
        if let objection = objection(to: publication) {
            return outbox.emit(status: .warning("not published: \(objection)"), channel: publication.channel)
        }
        outbox.perform(.sendText(PieSocketFrame.message(publication)))
    }

    private func objection(to publication: ClientPublication) -> String? {
        guard publication.channel == room, isAdmitted else { return "the room has not been entered" }
        do throws(JSONError) {
            try inner.read(publication.data) { _ in }
            return nil
        } catch {
            return "the data is not JSON (\(error))"
        }
    }
}
