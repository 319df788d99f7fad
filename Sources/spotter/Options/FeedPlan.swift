import Lines
import Realtime

/// One feed, ready to be run: everything that could be wrong with it has been checked.
struct FeedPlan {
    var name: String
    var channels: [String]
    var me: String?
    var rules: [MappingRule]
    var policy: ReconnectPolicy
    var pusher: PusherConfiguration

    /// A session of its own.
    ///
    /// - Parameter reading: how messages are to be understood, but for what this plan says about that.
    func session(_ reading: Mapper.Options) -> Session {
        var reading = reading
        reading.rules = rules
        reading.me = me.map { [$0] } ?? []
        return Session(
            feed: name, adapter: PusherAdapter(pusher), channels: channels, policy: policy, mapper: Mapper(reading),
            jitter: { Double.random(in: 0..<1) })
    }
}

/// Makes plans of what the command line, the environment and the configuration say.
struct FeedPlanner {
    let options: FeedOptions
    let configuration: Configuration
    let secrets: SecretReader

    /// Reads the configuration that the options name, and plans.
    static func plans(
        _ options: FeedOptions, _ environment: [String: String] = Environment.all
    ) throws(UsageError) -> [FeedPlan] {
        let planner = FeedPlanner(
            options: options, configuration: try ConfigurationFile.load(options.config, environment),
            secrets: SecretReader(environment: environment, warn: StandardError.say))
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
        return plans
    }

    private func plan(_ target: String) throws(UsageError) -> FeedPlan {
        let isURL = target.contains("://")
        let feed = try isURL ? Configuration.Feed(url: target) : configured(target)
        var pusher = try address(feed.url)
        pusher.authorisation = try authorisation(feed)
        pusher.member = (options.userId ?? feed.userID).map {
            PusherConfiguration.Member(id: $0, info: options.userInfo ?? feed.userInfo)
        }
        pusher.signsIn = options.signIn || feed.signsIn
        return FeedPlan(
            name: isURL ? scheme(of: target) : target, channels: try channels(feed, pusher),
            me: options.me ?? feed.me ?? configuration.me, rules: feed.mapping,
            policy: ReconnectPolicy(maxAttempts: options.maxAttempts, failsOnGap: options.failOnGap), pusher: pusher)
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

    private func scheme(of url: String) -> String {
        String(url.prefix { $0 != ":" }).lowercased()
    }

    private func address(_ url: String) throws(UsageError) -> PusherConfiguration {
        let schemes = AdapterCatalog.all.map(\.scheme)
        let scheme = scheme(of: url)
        guard schemes.contains(scheme) else {
            let known = schemes.map { $0 + "://" }.joined(separator: ", ")
            let nearest = Suggestion.nearest(to: scheme, among: schemes).map { "; did you mean \($0)://?" } ?? ""
            throw UsageError("unknown scheme \(scheme):// (known: \(known))\(nearest)")
        }
        do {
            return try PusherConfiguration(url: url)
        } catch {
            throw UsageError("\(error)")
        }
    }

    private func channels(_ feed: Configuration.Feed, _ pusher: PusherConfiguration) throws(UsageError) -> [String] {
        let wanted = options.channel.isEmpty ? feed.channels : options.channel
        guard !wanted.isEmpty else {
            throw UsageError("no channel to subscribe to: give --channel NAME, once for each")
        }
        for channel in wanted {
            do {
                _ = try PusherChannel(channel, limit: pusher.channelNameLimit)
            } catch {
                throw UsageError("\(error)")
            }
        }
        return wanted
    }

    // MARK: Credentials

    private func authorisation(_ feed: Configuration.Feed) throws(UsageError) -> PusherConfiguration.Authorisation {
        if let source = secretSource(feed) { return .secret(Secret(Array(try secrets.read(source).utf8))) }
        guard let url = options.authEndpoint ?? feed.authEndpoint else { return .none }
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw UsageError("authorisation endpoint \"\(url)\": expected http:// or https://")
        }
        return .endpoint(PusherEndpoint(url: url, headers: try headers(feed)))
    }

    private func secretSource(_ feed: Configuration.Feed) -> SecretSource? {
        if let file = options.secretFile { return .file(file) }
        if let command = options.secretCommand { return .command(["/bin/sh", "-c", command]) }
        if secrets.environment["SPOTTER_SECRET"] != nil { return .environment("SPOTTER_SECRET") }
        return feed.secret
    }

    private func headers(_ feed: Configuration.Feed) throws(UsageError) -> [HTTPHeader] {
        var headers: [HTTPHeader] = []
        for (name, source) in feed.authHeaders.sorted(by: { $0.key < $1.key }) {
            headers.append(HTTPHeader(name, try secrets.read(source)))
        }
        guard let file = options.authHeaderFile else { return headers }
        for line in try TextFile.read(file).split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else {
                throw UsageError("\(file): expected lines like \"Authorization: Bearer …\"")
            }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers.append(HTTPHeader(String(line[..<colon]), String(value)))
        }
        return headers
    }
}
