internal import Domain
internal import JSON

/// A notification needs a title with a text, or either where a name around it says what it is.
extension Vocabulary {
    private static let speech = WordSet(
        .title, .body, .message, .text, .summary, .headerText, .notification, .descriptionText)

    func notification(_ facts: Facts, _ setting: Setting, _ claim: Claim) -> Bool {
        guard facts.names(any: Self.speech) else { return false }
        guard isNotification(facts, setting) else { return false }
        _ = claim.become(.notification(notification(facts, setting)), .notification)
        claim.id = notificationID(facts)
        return true
    }

    private func isNotification(_ facts: Facts, _ setting: Setting) -> Bool {
        let hasTitle = facts[.title]?.isPhrase ?? facts[.summary]?.isPhrase ?? false
        let hasBody = (facts[.body] ?? facts[.message] ?? facts[.text])?.isPhrase ?? false
        if hasTitle, hasBody { return true }
        // ntfy and Gotify, by what only they say beside the message.
        if hasBody, facts.names(.application) { return true }
        if hasBody, facts.names(.topic), let event = facts[.event]?.string, event == "message" { return true }
        if hasTitle, facts.names(any: WordSet(.priority, .severity)), facts.strangers == 0 { return true }
        if hasTitle, facts.strangers == 0, facts.named.intersection(Self.plain) == facts.named { return true }
        return hints(setting).says(.notification) && (title(facts) ?? body(facts)) != nil
    }

    /// Beside a lone title, nothing but these: else it may be anything that has a title.
    private static let plain = WordSet(
        .type, .event, .id, .eventID, .timeOfEvent, .time, .timeOfChange, .title, .priority, .severity, .expires,
        .timeToLive, .topic)

    func notificationID(_ facts: Facts) -> String? { (facts[.id] ?? facts[.eventID])?.identifier }

    func notification(_ facts: Facts, _ setting: Setting) -> Notification {
        Notification(
            id: notificationID(facts), title: title(facts), body: body(facts), priority: priority(facts),
            tags: tags(facts),
            url: link(facts), actions: actions(facts), expiresAt: expiry(facts, setting))
    }

    private func title(_ facts: Facts) -> String? {
        (facts[.title] ?? facts[.summary])?.phrase ?? facts[.headerText].flatMap(translated)
    }

    private func body(_ facts: Facts) -> String? {
        for word in [Word.body, .message, .text] as [Word] {
            if let text = facts[word]?.phrase { return text }
        }
        if let text = facts[.descriptionText].flatMap(translated) { return text }
        guard !facts.names(.title) else { return facts[.summary]?.phrase }
        return facts[.notification]?.phrase
    }

    /// Text, or GTFS-realtime's translations: English if there is one, else the first.
    private func translated(_ value: JSONValue) -> String? {
        guard value.kind == .object else { return value.phrase }
        guard let translations = value["translation"]?.elements else { return nil }
        var first: String?
        for translation in translations.prefix(32) {
            guard let text = translation["text"]?.phrase else { continue }
            if let language = translation["language"]?.string, language.hasPrefix("en") { return text }
            first = first ?? text
        }
        return first
    }

    /// 1…5. Gotify counts to 10; words are a table's; any other number beyond 5 means nothing known.
    func priority(_ facts: Facts) -> UInt8? {
        guard let value = facts[.priority] ?? facts[.severity] else { return nil }
        guard let number = value.stringOrNumber?.integer else { return value.string.flatMap { priorities[$0] } }
        if facts.names(.application) { return Self.gotify(number) }
        return (1...5).contains(number) && facts.names(.priority) ? UInt8(number) : nil
    }

    private static func gotify(_ number: Int64) -> UInt8? {
        switch number {
        case 0: 1
        case 1...3: 2
        case 4...7: 3
        case 8...9: 4
        case 10: 5
        default: nil
        }
    }

    private func tags(_ facts: Facts) -> [String] {
        guard let value = facts[.tags] else { return [] }
        if let text = value.phrase { return text.split(separator: ",").prefix(32).map { String($0) } }
        return value.elements.prefix(32).compactMap { $0.identifier ?? $0["name"]?.identifier }
    }

    private func link(_ facts: Facts) -> String? {
        if let url = facts[.url]?.phrase { return url }
        guard let extras = facts[.picture], extras.kind == .object else { return nil }
        return extras["client::notification"]?["click"]?["url"]?.phrase
    }

    private func actions(_ facts: Facts) -> [String] {
        guard let value = facts[.actions] else { return [] }
        return value.elements.prefix(16).compactMap { action in
            action.phrase ?? (action["label"] ?? action["title"] ?? action["name"])?.phrase
        }
    }

    private func expiry(_ facts: Facts, _ setting: Setting) -> Timestamp? {
        if let moment = facts[.expires].flatMap(MomentReader.read) { return moment }
        guard let seconds = facts[.timeToLive]?.count else { return nil }
        return (moment(facts) ?? setting.source ?? setting.scene.received) + .seconds(seconds)
    }
}
