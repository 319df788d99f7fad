internal import Domain
internal import JSON

/// One message as a subscribe answer or the history has it. Good during the call only.
struct PubNubMessage {
    /// What a message is called that has no type of its own.
    static let plainName = "message"
    /// The beginning of `PNED` in base64: what the service's crypto module writes before a ciphertext.
    private static let sealMark: StaticString = "UE5FR"

    var channel: String
    /// The wildcard or group by which it came.
    var match: String?
    var time: PubNubTime
    var publisher: String
    /// The publisher's own, else the service's for the kind.
    var name: String
    var data: JSONValue?

    /// `nil` where the channel or the time is missing.
    init?(live value: JSONValue) {
        guard let channel = value["c"]?.string, let time = PubNubTime(value["p"]?["t"]) else { return nil }
        self.channel = channel.string
        match = value["b"]?.string?.string
        self.time = time
        publisher = value["i"]?.string?.string ?? ""
        name = Self.name(kind: value["e"], type: value["cmt"])
        data = value["d"]
    }

    init?(stored value: JSONValue, channel: String) {
        guard let time = PubNubTime(value["timetoken"]) else { return nil }
        self.channel = channel
        self.time = time
        publisher = value["uuid"]?.string?.string ?? ""
        name = Self.name(kind: value["message_type"], type: value["custom_message_type"])
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

    var identity: PubNubRecents.Identity { .init(channel: channel, time: time, publisher: publisher) }

    /// Whether it is recognisably a ciphertext. The older format has no mark.
    var isSealed: Bool {
        data?.string?.hasPrefix(Self.sealMark) == true || data?["pn_other"] != nil
    }

    func occurrence(_ origin: Occurrence.Origin) -> Occurrence {
        Occurrence(
            channel: channel, name: name, id: "\(time.ticks)", source: time.timestamp, origin: origin,
            content: data.map { .json($0) } ?? .none)
    }
}
