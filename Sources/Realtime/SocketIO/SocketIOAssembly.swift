internal import HTTP1
internal import JSON

/// A packet with binary attachments that have not all come yet.
struct SocketIOAssembly {
    /// Bytes of the packet and all its attachments.
    static let limit = 16 << 20

    let kind: SocketIOPacket.Kind
    let id: Int?
    private let expected: Int
    private let payload: [UInt8]
    private var attachments: [[UInt8]] = []
    private var size: Int

    /// Copies what must outlast the call.
    init(_ packet: SocketIOPacket) {
        kind = packet.kind
        id = packet.id
        expected = packet.attachments
        payload = Array(packet.payload)
        size = payload.count
    }

    var isComplete: Bool { attachments.count >= expected }

    /// False where all of it has become too large.
    mutating func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        size += bytes.count
        guard size <= Self.limit else { return false }
        attachments.append(Array(bytes))
        return true
    }

    /// The bytes of an event's only argument, where it is nothing but an attachment.
    func onlyAttachment(_ document: JSONDocument) -> (name: String, bytes: [UInt8])? {
        let found = try? document.read(payload) { root -> (String, Int)? in
            var elements = root.elements
            guard let name = elements.next()?.stringOrNumber, let argument = elements.next(), elements.next() == nil,
                case .attachment(let number) = Self.placeholder(argument)
            else { return nil }
            return (name.string, number)
        }
        guard let found, attachments.indices.contains(found.1) else { return nil }
        return (found.0, attachments[found.1])
    }

    /// The payload with `{"base64":…}` in the place of each placeholder; `nil` where it is not JSON or a placeholder names no attachment.
    func composed(_ document: JSONDocument) -> [UInt8]? {
        try? document.read(payload) { root -> [UInt8]? in
            var writer = JSONWriter(capacity: size * 2)
            return append(root, to: &writer) ? writer.bytes : nil
        }
    }

    private enum Placeholder {
        case none, attachment(Int), invalid
    }

    private static func placeholder(_ value: JSONValue) -> Placeholder {
        guard value.kind == .object, value["_placeholder"]?.bool == true else { return .none }
        guard let number = value["num"]?.number?.integer, let place = Int(exactly: number) else { return .invalid }
        return .attachment(place)
    }

    private func append(_ value: JSONValue, to writer: inout JSONWriter) -> Bool {
        switch value.kind {
        case .array:
            writer.beginArray()
            for element in value.elements where !append(element, to: &writer) { return false }
            writer.endArray()
        case .object: return appendObject(value, to: &writer)
        case .string, .number, .true, .false, .null: value.appendSource(to: &writer)
        }
        return true
    }

    private func appendObject(_ value: JSONValue, to writer: inout JSONWriter) -> Bool {
        writer.beginObject()
        switch Self.placeholder(value) {
        case .invalid: return false
        case .attachment(let place):
            guard attachments.indices.contains(place) else { return false }
            writer.key("base64")
            writer.string(Base64.encode(attachments[place]))
        case .none:
            for (key, member) in value.members {
                writer.key(key)
                guard append(member, to: &writer) else { return false }
            }
        }
        writer.endObject()
        return true
    }
}
