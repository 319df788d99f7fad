internal import Domain
internal import JSON

/// The message that is being mapped: what its envelope says, the same for all that is inside.
final class Scene {
    /// What every envelope of the message has, with nothing in it yet.
    private(set) var envelope = Envelope(received: Timestamp(milliseconds: 0), feed: "", event: .message(nil))
    /// What the names say; kept from one message to the next, for most have the same.
    private(set) var nameWords: NameWords = []
    private var channelsWords: NameWords?
    /// Who the watcher is.
    let me: [String]

    init(me: [String]) {
        self.me = me
    }

    var channel: String? { envelope.channel }
    var name: String? { envelope.name }
    var received: Timestamp { envelope.received }

    func enter(_ occurrence: borrowing Occurrence, feed: String, received: Timestamp, _ vocabulary: Vocabulary) {
        if envelope.feed != feed { envelope.feed = feed }
        envelope.received = received
        if envelope.name != occurrence.name {
            envelope.name = occurrence.name
            nameWords = vocabulary.nameWords(occurrence.name)
        }
        if envelope.channel != occurrence.channel {
            envelope.channel = occurrence.channel
            channelsWords = nil
        }
        envelope.id = occurrence.id
        envelope.source = occurrence.source
        envelope.origin = occurrence.origin
        envelope.raw = nil
    }

    func keep(raw: Payload?) { envelope.raw = raw }

    func channelWords(_ vocabulary: Vocabulary) -> NameWords {
        if let channelsWords { return channelsWords }
        let words = vocabulary.nameWords(channel)
        channelsWords = words
        return words
    }
}

/// What is known around an object before it is looked into. Cheap to copy: what differs from one level to the next.
struct Setting {
    /// The mapper keeps it for as long as there are settings; counting references to it would be all that copies cost.
    unowned(unsafe) let scene: Scene
    var whole: WholeAmounts
    /// The words of the event's name, of `type` members and of the members' names on the way here.
    var words: NameWords
    /// The name of a type inside the message that tells of a cancellation.
    var happening: JSONText?
    /// The time that an envelope around the object gives.
    var source: Timestamp?
    /// The event's identifier in an envelope around the object.
    var id: JSONValue?
    /// A label beside the object, such as a ship's name.
    var label: JSONText?
    /// The element of a list that is being looked into.
    var part: JSONValue?
    /// Inside JSON that came as a string.
    var isInner = false
    /// How many objects there are around this one.
    var depth = 0

    static let depthLimit = 6

    var channel: String? { scene.channel }
    var me: [String] { scene.me }

    init(_ scene: Scene, whole: WholeAmounts) {
        self.scene = scene
        self.whole = whole
        words = scene.nameWords
    }
}

/// What an object turned out to say; one instance serves a mapper all its life, for events are large to move about.
final class Claim {
    var event = Event.message(nil)
    /// The event's kind, to be asked without touching the event.
    private(set) var kind = Event.Kind.message
    /// When it happened; `nil` where the object did not say.
    var source: Timestamp?
    var id: String?
    /// What a bid's message says of its lot beyond the bid.
    var news: LotNews?
    /// Whether a bid is the watcher's own.
    var isMine = false
    /// What the service says of a ride besides its fields, such as `driver_canceled`.
    var happening: String?

    /// Begins anew with the event; says that there is one.
    func become(_ event: consuming Event, _ kind: Event.Kind) -> Bool {
        self.event = event
        self.kind = kind
        source = nil
        id = nil
        news = nil
        isMine = false
        happening = nil
        return true
    }
}

extension Vocabulary {
    /// The words that hint at a kind: the event's, or where they tell none, the channel's too.
    func hints(_ setting: Setting) -> NameWords {
        guard !setting.words.says(.kinds) else { return setting.words }
        return setting.words.union(setting.scene.channelWords(self))
    }

    /// When it happened, by the object itself.
    func moment(_ facts: Facts) -> Timestamp? {
        if let value = facts[.timeOfEvent], let moment = MomentReader.read(value) { return moment }
        if let value = facts[.fixTime], let moment = MomentReader.read(value) { return moment }
        if let value = facts[.time], let moment = MomentReader.read(value) { return moment }
        return facts[.timeOfChange].flatMap(MomentReader.read)
    }

    func money(_ word: Word, _ facts: Facts, _ reader: MoneyReader) -> Money? {
        guard let value = facts[word] else { return nil }
        return reader.read(value, isMinor: facts.minor.contains(word))
    }

    func moneyReader(_ facts: Facts, _ setting: Setting) -> MoneyReader {
        let code = facts[.currency]?.string ?? facts.namedCurrency
        return MoneyReader(whole: setting.whole, currency: code.flatMap { currency($0) })
    }
}
