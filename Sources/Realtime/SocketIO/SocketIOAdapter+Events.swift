internal import Domain
internal import JSON

/// Events and acknowledgements.
extension SocketIOAdapter {
    /// The packet of an event or an acknowledgement, attachments and all.
    mutating func receive(
        _ payload: UnsafeRawBufferPointer, kind: SocketIOPacket.Kind, id: Int?, _ outbox: Outbox
    ) {
        do throws(JSONError) {
            try document.read(payload) { root in
                guard root.kind == .array else { return fault("a packet whose payload is no array", outbox) }
                if kind == .ack || kind == .binaryAck { return acknowledged(id, root, outbox) }
                receive(event: root, asksAck: id != nil, outbox)
            }
        } catch {
            fault("a packet that could not be read: \(error)", outbox)
        }
    }

    mutating func receive(attachment bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        guard var pending = assembly else { return strayBinary(bytes, outbox) }
        assembly = nil
        guard pending.append(bytes) else {
            return fail("attachments of more than \(SocketIOAssembly.limit >> 20) MiB", code: 1009, outbox)
        }
        guard pending.isComplete else { return assembly = pending }
        if pending.kind == .binaryEvent, pending.id == nil, let only = pending.onlyAttachment(document) {
            return emit(binary: only.bytes, only.name, outbox)
        }
        guard let payload = pending.composed(document) else {
            return fault("a packet whose attachments do not fit", outbox)
        }
        payload.withUnsafeBytes { receive($0, kind: pending.kind, id: pending.id, outbox) }
    }

    /// A MessagePack map before anything else has been said.
    private mutating func strayBinary(_ bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        let isMap = bytes.first.map { $0 & 0xF0 == 0x80 || $0 == 0xDE } ?? false
        guard phase == .connecting, isMap else { return fault("an attachment without its packet", outbox) }
        end(with: .giveUp(Outage(.closed, reason: "the server uses another parser (MessagePack?)")), outbox)
    }

    private mutating func receive(event root: JSONValue, asksAck: Bool, _ outbox: Outbox) {
        var elements = root.elements
        guard let name = elements.next()?.stringOrNumber else { return fault("an event without a name", outbox) }
        guard version == .three || !Self.isReserved(name) else { return fault("an event with a reserved name", outbox) }
        if asksAck { note("the server asks for acknowledgements, which are not given", outbox) }
        var (first, last, count): (JSONValue?, JSONValue?, Int) = (elements.next(), nil, 0)
        if first != nil { (last, count) = (first, 1) }
        while let argument = elements.next() { (last, count) = (argument, count + 1) }
        var id: String?
        if !asksAck, let text = last?.string {
            switch recovery.note(text, at: outbox.now) {
            case .argument: break
            case .repeated: return
            case .offset(let offset): (id, count) = (offset, count - 1)
            }
        }
        if count == 0 { first = nil }
        emit(names[name], id: id, first, count, of: root, outbox)
    }

    /// - Parameter count: how many arguments belong to the app.
    private mutating func emit(
        _ name: String, id: String?, _ first: JSONValue?, _ count: Int, of root: JSONValue, _ outbox: Outbox
    ) {
        guard let channel = channel(of: name, first) else { return }
        guard count > 1 else {
            return TextInJSON.decode(first, with: inner) { content in
                outbox.emit(Occurrence(channel: channel, name: name, id: id, content: content))
            }
        }
        var writer = JSONWriter()
        writer.beginArray()
        for argument in root.elements.dropFirst().prefix(count) { argument.appendSource(to: &writer) }
        writer.endArray()
        try? inner.read(writer.written) { list in
            outbox.emit(Occurrence(channel: channel, name: name, id: id, content: .json(list)))
        }
    }

    private mutating func emit(binary bytes: [UInt8], _ name: String, _ outbox: Outbox) {
        guard let channel = channel(of: name, nil) else { return }
        bytes.withUnsafeBytes { outbox.emit(Occurrence(channel: channel, name: name, content: .binary($0))) }
    }

    /// `nil` for an event that nobody asked for.
    private mutating func channel(of name: String, _ argument: JSONValue?) -> String? {
        if configuration.join == nil, !tellsAll { return channels[name] == nil ? nil : name }
        let room = argument.flatMap { configuration.channelPath?.value(in: $0)?.stringOrNumber }
        return room.map { names[$0] } ?? configuration.namespace
    }

    /// Names that the vendor's parser takes from nobody.
    private static func isReserved(_ name: JSONText) -> Bool {
        switch name.count {
        case 7: name == "connect"
        case 10: name == "disconnect"
        case 11: name == "newListener"
        case 13: name == "connect_error" || name == "disconnecting"
        case 14: name == "removeListener"
        default: false
        }
    }

    // MARK: Publishing

    /// Emits the event with the data as its one argument. Where it goes from there is the server's business: the channel is not sent.
    mutating func publish(_ publication: ClientPublication, _ outbox: Outbox) {
        if let objection = objection(to: publication) {
            return outbox.emit(status: .warning("not published: \(objection)"), channel: publication.channel)
        }
        var writer = SocketIOFrame.arrayWriter(publication.event)
        writer.raw(publication.data)
        writer.endArray()
        let frame = frames.event(writer.text)
        guard frame.utf8.count <= payloadLimit else {
            return outbox.emit(
                status: .warning("not published: the server takes at most \(payloadLimit) bytes"),
                channel: publication.channel)
        }
        outbox.send(text: frame)
    }

    private func objection(to publication: ClientPublication) -> String? {
        guard phase == .connected else { return "the namespace is not connected" }
        guard !publication.event.isEmpty else { return "there is no event's name" }
        var name = publication.event
        let isReserved = name.withUTF8 { Self.isReserved(JSONText(start: $0.baseAddress, count: $0.count)) }
        guard !isReserved else { return "\(publication.event) is a reserved name" }
        do throws(JSONError) {
            try inner.read(publication.data) { _ in }
        } catch {
            return "the data is not JSON (\(error))"
        }
        return nil
    }
}
