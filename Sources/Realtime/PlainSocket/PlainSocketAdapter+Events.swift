internal import Domain
internal import JSON

/// From messages to events.
extension PlainSocketAdapter {
    private static let lineFeed = UInt8(ascii: "\n")

    mutating func receive(text bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        if configuration.batch == .lines { return receive(lines: bytes, outbox) }
        guard !isControl(bytes, outbox), !receive(json: bytes, outbox) else { return }
        if configuration.batch == .auto, hasJSONLines(bytes) { return receive(lines: bytes, outbox) }
        receive(words: bytes, outbox)
    }

    /// Some services send their JSON as bytes.
    mutating func receive(binary bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        guard !isControl(bytes, outbox), !JSONText(bytes).mayBeStructure || !receive(json: bytes, outbox) else {
            return
        }
        outbox.emit(Occurrence(channel: nil, name: nil, content: .binary(bytes)))
    }

    private mutating func receive(words bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        outbox.emit(Occurrence(channel: nil, name: nil, content: .text(JSONText(bytes))))
    }

    /// Whether it is no event but an answer to a heartbeat, or a refusal.
    private mutating func isControl(_ bytes: UnsafeRawBufferPointer, _ outbox: Outbox) -> Bool {
        if configuration.pongs.contains(where: { $0.fits(bytes) }) { return true }
        guard configuration.refusals.contains(where: { $0.fits(bytes) }) else { return false }
        refuse(JSONText(bytes).string, outbox)
        return true
    }

    /// False where it is not JSON.
    private mutating func receive(json bytes: UnsafeRawBufferPointer, _ outbox: Outbox) -> Bool {
        do throws(JSONError) {
            try document.read(bytes) { receive(root: $0, outbox) }
            return true
        } catch {
            return false
        }
    }

    // MARK: Batches

    private mutating func receive(lines bytes: UnsafeRawBufferPointer, _ outbox: Outbox) {
        let lines = Self.lines(of: bytes)
        guard lines.count <= Mapper.itemLimit else {
            warnOfParts(outbox)
            return receive(words: bytes, outbox)
        }
        for line in lines {
            let line = UnsafeRawBufferPointer(rebasing: line)
            guard !isControl(line, outbox), !receive(json: line, outbox) else { continue }
            receive(words: line, outbox)
        }
    }

    /// The lines that are not empty, without their ends; one more than there may be, at most.
    private static func lines(of bytes: UnsafeRawBufferPointer) -> [Slice<UnsafeRawBufferPointer>] {
        bytes.split(separator: lineFeed, maxSplits: Mapper.itemLimit)
            .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
            .filter { !$0.isEmpty }
    }

    /// Whether there are several lines, and each is a JSON object or array.
    private func hasJSONLines(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.contains(Self.lineFeed), JSONText(bytes).mayBeStructure else { return false }
        let lines = Self.lines(of: bytes)
        return lines.count <= Mapper.itemLimit
            && lines.allSatisfy { line in
                let line = UnsafeRawBufferPointer(rebasing: line)
                guard JSONText(line).mayBeStructure else { return false }
                return (try? document.read(line) { _ in true }) ?? false
            }
    }

    private mutating func receive(root: JSONValue, _ outbox: Outbox) {
        guard isBatch(root, outbox) else { return receive(event: root, outbox) }
        for element in root.elements { receive(event: element, outbox) }
    }

    private mutating func isBatch(_ root: JSONValue, _ outbox: Outbox) -> Bool {
        guard root.kind == .array, configuration.batch == .array || configuration.batch == .auto else { return false }
        var count = 0
        for element in root.elements {
            count += 1
            // A list of other things is one event that is spelled as a list.
            guard configuration.batch == .array || element.kind == .object else { return false }
            guard count <= Mapper.itemLimit else {
                warnOfParts(outbox)
                return false
            }
        }
        return count > 0
    }

    private mutating func warnOfParts(_ outbox: Outbox) {
        warn(.tooManyParts, "a message of more than \(Mapper.itemLimit) parts is shown as one", outbox)
    }

    // MARK: One event

    private mutating func receive(event: JSONValue, _ outbox: Outbox) {
        let paths = configuration.paths
        let channel = paths.channel?.value(in: event)?.stringOrNumber.map { names[$0] }
        if let channel, abandoned.contains(channel) { return }
        guard !configuration.isSequence || follow(event, channel, outbox) else { return }
        outbox.emit(
            Occurrence(
                channel: channel, name: paths.event?.value(in: event)?.stringOrNumber.map { names[$0] },
                id: paths.id?.value(in: event)?.stringOrNumber?.string,
                source: paths.time?.value(in: event).flatMap(MomentReader.read), content: .json(event)))
    }
}
