internal import Domain
internal import JSON

/// One message as a subscribe answer or the history has it. Good during the call only.
struct PubNubMessage {
    /// What a message is called that has no type of its own.
    static let plainName = "message"
    /// The beginning of `PNED` in base64: what the service's crypto module writes before a ciphertext.
    private static let sealMark: StaticString = "UE5FR"
    private static let otherKey: StaticString = "pn_other"

    var channel: String
    /// The wildcard or group by which it came.
    var match: String?
    var time: PubNubTime
    var publisher: String
    /// The publisher's own, else the service's for the kind.
    var name: String
    /// Signals, and what is told of objects and actions, are never encrypted.
    private var canBeSealed: Bool
    var data: JSONValue?

    /// `nil` where the channel or the time is missing.
    init?(live value: JSONValue) {
        guard let channel = value["c"]?.string, let time = PubNubTime(value["p"]?["t"]) else { return nil }
        self.channel = channel.string
        match = value["b"]?.string?.string
        self.time = time
        publisher = value["i"]?.string?.string ?? ""
        name = Self.name(kind: value["e"], type: value["cmt"])
        canBeSealed = Self.canBeSealed(kind: value["e"])
        data = value["d"]
    }

    init?(stored value: JSONValue, channel: String) {
        guard let time = PubNubTime(value["timetoken"]) else { return nil }
        self.channel = channel
        self.time = time
        publisher = value["uuid"]?.string?.string ?? ""
        name = Self.name(kind: value["message_type"], type: value["custom_message_type"])
        canBeSealed = Self.canBeSealed(kind: value["message_type"])
        data = value["message"]
    }

    private static func name(kind: JSONValue?, type: JSONValue?) -> String {
        if let type = type?.string, type.count > 0 { return type.string }
        switch kind?.stringOrNumber?.integer {
        case 1: return "signal"
        case 2: return "object"
        case 3: return "action"
        case 4: return "file"
        default: return plainName
        }
    }

    private static func canBeSealed(kind: JSONValue?) -> Bool {
        switch kind?.stringOrNumber?.integer {
        case 1, 2, 3: false
        default: true
        }
    }

    var identity: PubNubRecents.Identity { .init(channel: channel, time: time, publisher: publisher) }

    /// Whether it is recognisably a ciphertext. The older form has no mark.
    var isMarkedSealed: Bool {
        data?.string?.hasPrefix(Self.sealMark) == true || data?[Self.otherKey] != nil
    }

    /// What may be a ciphertext: the data itself, or where there is something for mobile push too, the part for everybody else.
    var sealedText: JSONText? {
        canBeSealed ? data?.string ?? data?[Self.otherKey]?.string : nil
    }

    /// The data as JSON with what was sealed in it opened.
    func data(around plain: [UInt8]) -> [UInt8] {
        guard let data, data.string == nil else { return plain }
        var writer = JSONWriter()
        writer.beginObject()
        for (key, value) in data.members {
            writer.key(key)
            if key == Self.otherKey {
                writer.raw(String(decoding: plain, as: UTF8.self))
            } else {
                value.appendSource(to: &writer)
            }
        }
        writer.endObject()
        return writer.bytes
    }

    func occurrence(_ origin: Occurrence.Origin) -> Occurrence {
        Occurrence(
            channel: channel, name: name, id: "\(time.ticks)", source: time.timestamp, origin: origin,
            content: data.map { .json($0) } ?? .none)
    }
}
