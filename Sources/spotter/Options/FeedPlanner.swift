import HTTP1
import Realtime
import Transport

/// Makes plans of what the command line, the environment and the configuration say.
struct FeedPlanner {
    let options: FeedOptions
    let selection: Selection
    let secrets: SecretReader
    /// Whether a feed without a channel is of no use.
    var needsChannel = true

    /// Reads the configuration that the options name, and plans.
    ///
    /// - Parameters:
    ///   - isReload: whether the program runs already, so that nobody can be asked for a password.
    ///   - warn: told of what is not wrong but unwise.
    static func plans(
        _ options: FeedOptions, needsChannel: Bool = true, isReload: Bool = false,
        _ environment: [String: String] = Environment.all, warn: @escaping (String) -> Void = StandardError.say
    ) throws(UsageError) -> [FeedPlan] {
        let configuration = try ConfigurationFile.load(options.config, environment)
        let planner = FeedPlanner(
            options: options, selection: try Selection(options.targets, configuration),
            secrets: SecretReader(environment: environment, isUnattended: isReload, warn: warn),
            needsChannel: needsChannel)
        return try planner.plans()
    }

    func plans() throws(UsageError) -> [FeedPlan] {
        if let limit = options.maxAttempts, limit < 0 {
            throw UsageError("--max-attempts \(limit): expected 0 or more")
        }
        var plans: [FeedPlan] = []
        for choice in selection.choices { plans += try self.plans(choice) }
        plans = FeedPlan.apart(plans)
        for plan in plans where !plan.link.tls.isVerified {
            secrets.warn(
                "\(plan.name): certificates are NOT verified (insecure): anyone on the way can read and change what you see"
            )
        }
        return plans
    }

    /// One, but for a service that has one channel a connection.
    private func plans(_ choice: Selection.Choice) throws(UsageError) -> [FeedPlan] {
        var feed = choice.feed
        let entry = try entry(&feed)
        let channels = options.channel.isEmpty ? feed.channels : options.channel
        guard entry.channelUse == .optional || !channels.isEmpty || !needsChannel else {
            throw UsageError("no \(entry.channelWord) to subscribe to: give --channel NAME, once for each")
        }
        let name = choice.name ?? entry.name
        // Whether there are several or one, each has the same name.
        guard entry.channelUse == .single, !channels.isEmpty else {
            return [try plan(name, entry, feed, channels)]
        }
        var plans: [FeedPlan] = []
        for channel in channels { plans.append(try plan("\(name)/\(channel)", entry, feed, [channel])) }
        return plans
    }

    private func plan(
        _ name: String, _ entry: ProtocolEntry, _ feed: Configuration.Feed, _ channels: [String]
    ) throws(UsageError) -> FeedPlan {
        let settings = try settings(entry, feed, channels)
        let (makeAdapter, publisher) = try makers(entry, feed, settings)
        return FeedPlan(
            name: name, channels: channels, me: options.me ?? feed.me, rules: feed.mapping,
            policy: ReconnectPolicy(maxAttempts: options.maxAttempts, failsOnGap: options.failOnGap),
            service: entry.service, channelUse: entry.channelUse, settings: settings,
            isGuessed: isGuessed(feed), makeAdapter: makeAdapter,
            publisher: publisher,
            link: try LinkPlanner(flags: options.link, secrets: secrets).link(feed.link))
    }

    private func settings(
        _ entry: ProtocolEntry, _ feed: Configuration.Feed, _ channels: [String]
    ) throws(UsageError) -> FeedSettings {
        var settings = FeedSettings(url: feed.url, channels: channels)
        settings.secret = try secret(feed)
        settings.endpoint = try endpoint(feed)
        settings.member = (options.userId ?? feed.userID).map {
            FeedSettings.Member(id: $0, info: options.userInfo ?? feed.userInfo)
        }
        settings.signsIn = options.signIn ?? feed.signsIn ?? false
        settings.values = try values(entry, feed)
        return settings
    }

    private func isGuessed(_ feed: Configuration.Feed) -> Bool { options.protocol ?? feed.protocol == nil }

    private func makers(
        _ entry: ProtocolEntry, _ feed: Configuration.Feed, _ settings: FeedSettings
    ) throws(UsageError) -> (ProtocolEntry.Factory, (any Publisher)?) {
        do {
            let make = try entry.prepare(settings)
            return (
                isGuessed(feed) ? Recognition.watching(make, of: entry, url: feed.url) : make,
                try entry.publishing?.prepare(settings)
            )
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
        return values.merging(try SettingText.values(options.set, of: entry)) { $1 }
    }

    /// The protocol that was asked for, else the one that the URL names or is known by; then URL and channels are put its way.
    private func entry(_ feed: inout Configuration.Feed) throws(UsageError) -> ProtocolEntry {
        let choice = try ProtocolChoice.of(feed, options)
        guard let found = choice.found else { return choice.entry }
        secrets.warn("\(URLText.shown(feed.url)): \(found.words)")
        feed.url = found.url
        if feed.channels.isEmpty { feed.channels = found.channels }
        return found.entry
    }

    // MARK: Credentials

    private func secret(_ feed: Configuration.Feed) throws(UsageError) -> Secret? {
        guard let source = options.secretSource(secrets.environment)?.source ?? feed.secret else { return nil }
        return Secret(Array(try secrets.read(source).utf8))
    }

    private func endpoint(_ feed: Configuration.Feed) throws(UsageError) -> AuthEndpoint? {
        guard let url = options.authEndpoint ?? feed.authEndpoint else { return nil }
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw UsageError("--auth-endpoint: expected http:// or https://")
        }
        return AuthEndpoint(url: url, headers: try headers(feed))
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
