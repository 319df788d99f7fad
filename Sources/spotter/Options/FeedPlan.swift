import HTTP1
import Lines
import Realtime
import Transport

/// One feed, ready to be run: everything that could be wrong with it has been checked.
struct FeedPlan: Sendable {
    var name: String
    var channels: [String]
    var me: String?
    var rules: [MappingRule]
    var policy: ReconnectPolicy
    /// What the service is called.
    var service: String
    var makeAdapter: ProtocolEntry.Factory
    var link = LinkOptions()

    /// A session of its own.
    ///
    /// - Parameter reading: how messages are to be understood, but for what this plan says about that.
    func session(_ reading: Mapper.Options) -> Session {
        var reading = reading
        reading.rules = rules
        reading.me = me.map { [$0] } ?? []
        return Session(
            feed: name, adapter: makeAdapter(), channels: channels, policy: policy, mapper: Mapper(reading),
            jitter: { Double.random(in: 0..<1) })
    }
}

/// Makes plans of what the command line, the environment and the configuration say.
struct FeedPlanner {
    let options: FeedOptions
    let configuration: Configuration
    let secrets: SecretReader
    /// Whether a feed without a channel is of no use.
    var needsChannel = true

    /// Reads the configuration that the options name, and plans.
    static func plans(
        _ options: FeedOptions, needsChannel: Bool = true, _ environment: [String: String] = Environment.all
    ) throws(UsageError) -> [FeedPlan] {
        let planner = FeedPlanner(
            options: options, configuration: try ConfigurationFile.load(options.config, environment),
            secrets: SecretReader(environment: environment, warn: StandardError.say), needsChannel: needsChannel)
        return try planner.plans()
    }

    func plans() throws(UsageError) -> [FeedPlan] {
        guard !options.targets.isEmpty else {
            let known = configuration.feeds.keys.sorted()
            let hint =
                known.isEmpty
                ? "e.g. pusher://KEY@eu" : "or one of the configured feeds: \(known.joined(separator: ", "))"
            throw UsageError("nothing to connect to: expected a URL, \(hint)")
        }
        if let limit = options.maxAttempts, limit < 0 {
            throw UsageError("--max-attempts \(limit): expected 0 or more")
        }
        var plans: [FeedPlan] = []
        for target in options.targets {
            var plan = try plan(target)
            let name = plan.name
            var number = 2
            while plans.contains(where: { $0.name == plan.name }) {
                plan.name = "\(name)-\(number)"
                number += 1
            }
            plans.append(plan)
        }
        for plan in plans where !plan.link.tls.isVerified {
            secrets.warn(
                "\(plan.name): certificates are NOT verified (--insecure): anyone on the way can read and change what you see"
            )
        }
        return plans
    }

    private func plan(_ target: String) throws(UsageError) -> FeedPlan {
        let isURL = target.contains("://")
        var feed = try isURL ? Configuration.Feed(url: target) : configured(target)
        let entry = try entry(&feed)
        let channels = options.channel.isEmpty ? feed.channels : options.channel
        guard entry.channelUse == .optional || !channels.isEmpty || !needsChannel else {
            throw UsageError("no \(entry.channelWord) to subscribe to: give --channel NAME, once for each")
        }
        return FeedPlan(
            name: isURL ? entry.name : target, channels: channels, me: options.me ?? feed.me ?? configuration.me,
            rules: feed.mapping,
            policy: ReconnectPolicy(maxAttempts: options.maxAttempts, failsOnGap: options.failOnGap),
            service: entry.service, makeAdapter: try factory(entry, feed, channels),
            link: try LinkPlanner(flags: options.link, secrets: secrets).link(feed.link.over(configuration.link)))
    }

    private func factory(
        _ entry: ProtocolEntry, _ feed: Configuration.Feed, _ channels: [String]
    ) throws(UsageError) -> ProtocolEntry.Factory {
        var settings = FeedSettings(url: feed.url, channels: channels)
        settings.secret = try secret(feed)
        settings.endpoint = try endpoint(feed)
        settings.member = (options.userId ?? feed.userID).map {
            FeedSettings.Member(id: $0, info: options.userInfo ?? feed.userInfo)
        }
        settings.signsIn = options.signIn || feed.signsIn
        settings.values = try values(entry, feed)
        do {
            let make = try entry.prepare(settings)
            guard protocolName(feed) == nil, entry.name == "websocket" else { return make }
            return Recognition.watching(make, url: feed.url)
        } catch {
            throw UsageError("\(error)")
        }
    }

    /// The protocol's own settings: those of the command line before those of the configuration.
    private func values(
        _ entry: ProtocolEntry, _ feed: Configuration.Feed
    ) throws(UsageError) -> [String: FeedSettings.Value] {
        var values: [String: FeedSettings.Value] = [:]
        for (name, value) in feed.values {
            switch value {
            case .plain(let value): values[name] = value
            case .secret(let source): values[name] = .secret(Secret(Array(try secrets.read(source).utf8)))
            }
        }
        for text in options.set {
            let (name, value) = try SettingText.split(text)
            guard let setting = entry.settings.first(where: { $0.name == name }) else {
                throw UsageError(SettingText.unknown(name, of: entry))
            }
            do {
                values[name] = try setting.value(of: value)
            } catch {
                throw UsageError("--set: \(error)")
            }
        }
        return values
    }

    private func configured(_ name: String) throws(UsageError) -> Configuration.Feed {
        if let feed = configuration.feeds[name] { return feed }
        let known = configuration.feeds.keys.sorted()
        if let nearest = Suggestion.nearest(to: name, among: known) {
            throw UsageError("no feed \"\(name)\" is configured; did you mean \"\(nearest)\"?")
        }
        let list = known.isEmpty ? "none is configured" : "configured: \(known.joined(separator: ", "))"
        throw UsageError("no feed \"\(name)\" is configured (\(list)); a URL has a scheme, e.g. pusher://KEY@eu")
    }

    /// The protocol that was asked for, else the one that the URL names or is known by; then URL and channels are put its way.
    private func entry(_ feed: inout Configuration.Feed) throws(UsageError) -> ProtocolEntry {
        if let name = protocolName(feed) { return try ProtocolChoice.named(name) }
        guard let found = Recognition.byAddress(feed.url), try fits(found.entry, feed) else {
            return try ProtocolChoice.of(url: feed.url)
        }
        secrets.warn(
            "\(Recognition.shown(feed.url)): this is an address of \(found.entry.service): taken as \(Recognition.shown(found.url))"
        )
        feed.url = found.url
        if feed.channels.isEmpty { feed.channels = found.channels }
        return found.entry
    }

    private func protocolName(_ feed: Configuration.Feed) -> String? { options.protocol ?? feed.protocol }

    /// Whether all settings that were given are that protocol's: those of another show that the other is meant.
    private func fits(_ entry: ProtocolEntry, _ feed: Configuration.Feed) throws(UsageError) -> Bool {
        let read = ProtocolChoice.entry(url: feed.url)?.name
        guard feed.values.isEmpty || read == entry.name else { return false }
        for text in options.set {
            let name = try SettingText.split(text).name
            guard entry.settings.contains(where: { $0.name == name }) else { return false }
        }
        return true
    }

    // MARK: Credentials

    private func secret(_ feed: Configuration.Feed) throws(UsageError) -> Secret? {
        guard let source = secretSource(feed) else { return nil }
        return Secret(Array(try secrets.read(source).utf8))
    }

    private func endpoint(_ feed: Configuration.Feed) throws(UsageError) -> AuthEndpoint? {
        guard let url = options.authEndpoint ?? feed.authEndpoint else { return nil }
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw UsageError("authorisation endpoint \"\(url)\": expected http:// or https://")
        }
        return AuthEndpoint(url: url, headers: try headers(feed))
    }

    private func secretSource(_ feed: Configuration.Feed) -> SecretSource? {
        if let file = options.secretFile { return .file(file) }
        if let command = options.secretCommand { return .command(["/bin/sh", "-c", command]) }
        if secrets.environment["SPOTTER_SECRET"] != nil { return .environment("SPOTTER_SECRET") }
        return feed.secret
    }

    private func headers(_ feed: Configuration.Feed) throws(UsageError) -> [HeaderField] {
        var headers: [HeaderField] = []
        for (name, source) in feed.authHeaders.sorted(by: { $0.key < $1.key }) {
            headers.append(HeaderField(name, try secrets.read(source)))
        }
        guard let file = options.authHeaderFile else { return headers }
        return headers + (try HeaderLine.fields(try TextFile.read(file), of: file))
    }
}
