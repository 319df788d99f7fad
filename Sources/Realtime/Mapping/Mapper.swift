public import Domain
internal import JSON

/// Makes domain events of a service's messages: an explicit rule where one fits, else the built-in vocabulary, else a `message`.
///
/// What is not clearly one of the kinds stays a `message`, for a wrong claim is worse than none. One mapper serves one feed, for it
/// remembers rides and lots (both bounded): ride events come out with `reassigned` on a hand-over, lots with the watcher's standing. A bid
/// whose message also tells a new close, an extension or a new standing is followed by a `lot` that says so.
public final class Mapper {
    /// How a feed's messages are to be understood.
    public struct Options: Hashable, Sendable {
        /// Tried in order; the first that fits counts.
        public var rules: [MappingRule]
        /// Who the watcher is in this feed: bidder ids, paddles, names, as the service spells them.
        public var me: [String]
        /// Whether envelopes carry the message as it came.
        public var keepsRaw: Bool
        /// Whether messages are given a meaning at all; if not, each is a `message`.
        public var understands = true
        /// What integers count where nothing says it.
        public var wholeAmounts: WholeAmounts
        /// Whether bids may be followed by what their messages say of the lot.
        public var tellsLotsOfBids: Bool

        public init(
            rules: [MappingRule] = [], me: [String] = [], keepsRaw: Bool = false, wholeAmounts: WholeAmounts = .minor,
            tellsLotsOfBids: Bool = true
        ) {
            self.rules = rules
            self.me = me
            self.keepsRaw = keepsRaw
            self.wholeAmounts = wholeAmounts
            self.tellsLotsOfBids = tellsLotsOfBids
        }
    }

    /// Lots that are remembered; beyond them the oldest make room.
    public static let lotLimit = 10_000

    public let options: Options
    let vocabulary = Vocabulary()
    let claim = Claim()
    /// For JSON inside a string.
    let inner = JSONDocument()
    /// The rule that corrects what the vocabulary finds in the message at hand.
    var correction: Correction?
    private let scene: Scene
    private var book = LotBook(capacity: Mapper.lotLimit)
    private var ledger = RideLedger()

    public init(_ options: Options = Options()) {
        self.options = options
        scene = Scene(me: options.me)
    }

    /// Appends what the occurrence says: one event mostly, several for a batch, never none.
    public func map(
        _ occurrence: borrowing Occurrence, feed: String, received: Timestamp, into envelopes: inout [Envelope]
    ) {
        scene.enter(occurrence, feed: feed, received: received, vocabulary)
        if options.keepsRaw { scene.keep(raw: (occurrence.raw ?? occurrence.content).payload) }
        guard !options.understands || !understand(occurrence.content, into: &envelopes) else { return }
        _ = claim.become(.message(occurrence.content.payload), .message)
        appendClaim(nil, into: &envelopes)
    }

    private func understand(_ content: Occurrence.Content, into envelopes: inout [Envelope]) -> Bool {
        switch content {
        case .json(let value):
            guard let text = value.string else { return understand(value, isInner: false, into: &envelopes) }
            return understand(text, into: &envelopes)
        case .text(let text): return understand(text, into: &envelopes)
        case .none, .binary: return false
        }
    }

    /// Text that is JSON itself.
    private func understand(_ text: JSONText, into envelopes: inout [Envelope]) -> Bool {
        guard text.mayBeStructure else { return false }
        return (try? inner.read(text.bytes) { understand($0, isInner: true, into: &envelopes) }) ?? false
    }

    private func understand(_ value: JSONValue, isInner: Bool, into envelopes: inout [Envelope]) -> Bool {
        var setting = Setting(scene, whole: options.wholeAmounts)
        setting.isInner = isInner
        for rule in options.rules {
            guard let match = rule.match(channel: scene.channel, event: scene.name) else { continue }
            return interpret(value, by: rule, match, setting, into: &envelopes)
        }
        return interpret(value, setting, into: &envelopes)
    }

    // MARK: From claims to envelopes

    /// A part of a batch that is not understood.
    func appendMessage(_ part: JSONValue, into envelopes: inout [Envelope]) {
        _ = claim.become(.message(.json(part.source)), .message)
        appendClaim(part, into: &envelopes)
    }

    /// What has been claimed, for the whole message or for a part of it.
    func appendClaim(_ part: JSONValue?, into envelopes: inout [Envelope]) {
        switch claim.kind {
        case .ride: recordRide()
        case .lot: recordLot()
        case .vehicle where ledger.count > 0: releaseVehicle()
        case .bid:
            if let lot = recordBid() {
                append(part, into: &envelopes)
                claim.event = .lot(lot)
                // The identifier is the bid's; two events with one would look like a repetition.
                return append(part, isNamed: false, into: &envelopes)
            }
        case .notification, .vehicle, .presence, .message, .gap, .drop, .status: break
        }
        append(part, into: &envelopes)
    }

    /// Takes the event out of the claim: it is moved, for events are large.
    private func append(_ part: JSONValue?, isNamed: Bool = true, into envelopes: inout [Envelope]) {
        let place = envelopes.count
        envelopes.append(scene.envelope)
        swap(&envelopes[place].event, &claim.event)
        if let source = claim.source { envelopes[place].source = source }
        if !isNamed {
            envelopes[place].id = nil
        } else if envelopes[place].id == nil, let id = claim.id {
            envelopes[place].id = id
        }
        if options.keepsRaw, let part { envelopes[place].raw = .json(part.source) }
    }

    // MARK: What is remembered

    /// Takes a ride's message into the ledger, which knows who drove before.
    private func recordRide() {
        guard case .ride(var ride) = claim.event else { return }
        var hint = scene.name.map(RideLedger.Hint.init(eventName:)) ?? .none
        if hint == .none, let happening = claim.happening { hint = RideLedger.Hint(eventName: happening) }
        if hint == .cancelledForGood, ride.status == nil { ride.status = .cancelled }
        let record = ledger.record(
            ride, id: scene.envelope.id ?? claim.id, source: claim.source ?? scene.envelope.source,
            received: scene.received, hint: hint)
        claim.event = .ride(record.ride)
    }

    /// A position of a driver who was replaced is no longer the ride's.
    private func releaseVehicle() {
        guard case .vehicle(var vehicle) = claim.event, let ride = vehicle.ride,
            ledger.isFormer(vehicle: vehicle.vehicle, of: ride)
        else { return }
        vehicle.ride = nil
        vehicle.eta = nil
        claim.event = .vehicle(vehicle)
    }

    private func recordLot() {
        guard case .lot(var lot) = claim.event else { return }
        book.take(&lot)
        claim.event = .lot(lot)
    }

    /// What is new about the lot besides the bid.
    private func recordBid() -> Lot? {
        guard claim.news != nil || !options.me.isEmpty, case .bid(let bid) = claim.event else { return nil }
        let lot = book.take(bid, isMine: options.me.isEmpty ? nil : claim.isMine, news: claim.news)
        return options.tellsLotsOfBids ? lot : nil
    }
}

extension Occurrence.Content {
    /// A copy that outlives the call; `nil` where there is no data.
    var payload: Payload? {
        switch self {
        case .none: nil
        case .json(let value): .json(value.source)
        case .text(let text): .text(text.string)
        case .binary(let bytes): .binary(Array(bytes))
        }
    }
}

extension JSONText {
    /// Whether the first character is one that an object or an array begins with.
    var mayBeStructure: Bool {
        let first = bytes.first { $0 > 0x20 }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
}
