internal import Domain
internal import JSON

/// Messages of ours that the service has not answered: at most 100 of them, 1 MiB together.
struct AblyOutgoing {
    static let limit = 100
    static let bytesLimit = 1 << 20

    struct Entry {
        var serial: Int64
        var channel: String
        var frame: [UInt8]
    }

    private(set) var entries: [Entry] = []
    private(set) var nextSerial: Int64 = 0

    /// False where too much waits for an answer.
    func canTake(_ bytes: Int) -> Bool {
        entries.count < Self.limit && entries.reduce(bytes) { $0 + $1.frame.count } <= Self.bytesLimit
    }

    mutating func add(_ frame: [UInt8], to channel: String) {
        entries.append(Entry(serial: nextSerial, channel: channel, frame: frame))
        nextSerial &+= 1
    }

    /// Takes out what an answer is about: as many as it says, from its serial on.
    @discardableResult
    mutating func acknowledge(from serial: Int64?, count: Int64) -> [Entry] {
        guard let serial, serial >= 0 else { return [] }
        let isMeant = { (entry: Entry) in entry.serial >= serial && entry.serial - serial < max(1, count) }
        defer { entries.removeAll(where: isMeant) }
        return entries.filter(isMeant)
    }

    /// The service counts from the start again.
    mutating func startOver() -> [Entry] {
        defer { self = AblyOutgoing() }
        return entries
    }
}

extension AblyAdapter {
    public mutating func publish(_ publication: ClientPublication, _ outbox: Outbox) {
        do throws(JSONError) {
            publish(publication, try AblyContent(json: publication.data, with: inner), outbox)
        } catch {
            notPublished("the data is not JSON (\(error))", on: publication.channel, outbox)
        }
    }

    private mutating func publish(_ publication: ClientPublication, _ content: AblyContent, _ outbox: Outbox) {
        let channel = publication.channel
        if let objection = objection(to: publication, data: content.data) {
            return notPublished(objection, on: channel, outbox)
        }
        let frame = AblyFrame.message(
            serial: outgoing.nextSerial, channel: channel, name: publication.event, content: content)
        guard outgoing.canTake(frame.count) else {
            return notPublished("too much waits for the service's answer", on: channel, outbox)
        }
        outgoing.add(frame, to: channel)
        outbox.perform(.sendText(frame))
    }

    private func objection(to publication: ClientPublication, data: String) -> String? {
        if phase != .connected { return "not connected" }
        if let objection = AblyChannel.objection(to: publication.channel) { return objection }
        if cipher != nil { return "the channels are encrypted, and messages are not encrypted here" }
        let size = data.utf8.count + publication.event.utf8.count
        return size > maxMessageSize ? "it is larger than \(maxMessageSize) bytes" : nil
    }

    private func notPublished(_ reason: String, on channel: String, _ outbox: Outbox) {
        outbox.emit(status: .warning("not published: \(reason)"), channel: channel)
    }

    mutating func notPublished(_ frame: AblyFrame, _ outbox: Outbox) {
        let error = AblyError(frame.root["error"])
        for entry in outgoing.acknowledge(from: frame.serial, count: frame.count) {
            notPublished(error.words, on: entry.channel, outbox)
        }
    }

    /// What the service has not answered goes out again where it remembers the connection, and so knows what it has already.
    mutating func resumeOutgoing(isResumed: Bool, _ outbox: Outbox) {
        if isResumed {
            for entry in outgoing.entries { outbox.perform(.sendText(entry.frame)) }
        } else {
            for entry in outgoing.startOver() {
                notPublished("the connection broke before the service answered", on: entry.channel, outbox)
            }
        }
    }
}
