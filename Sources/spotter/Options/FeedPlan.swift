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
    var channelUse = ProtocolEntry.ChannelUse.required
    /// What the adapters are made of.
    var settings: FeedSettings
    /// Nobody has named the protocol: it is looked for in what comes.
    var isGuessed = false
    var makeAdapter: ProtocolEntry.Factory
    /// For publishing through the service's HTTP API; `nil` where there is none or something for it is not set.
    var publisher: (any Publisher)?
    var link = LinkOptions()

    /// Whether a connection that was made by one of them can go on by the other.
    func connects(like other: Self) -> Bool {
        // The service, the settings and whether the protocol is guessed decide what `makeAdapter` makes.
        name == other.name && channels == other.channels && policy == other.policy && service == other.service
            && settings == other.settings && isGuessed == other.isGuessed && link == other.link
    }

    /// Whether both understand messages alike.
    func reads(like other: Self) -> Bool { me == other.me && rules == other.rules }

    /// A session of its own.
    ///
    /// - Parameter reading: how messages are to be understood, but for what this plan says about that.
    func session(_ reading: Mapper.Options) -> Session {
        Session(
            feed: name, adapter: makeAdapter(), channels: channels, policy: policy, mapper: mapper(reading),
            jitter: { Double.random(in: 0..<1) })
    }

    func mapper(_ reading: Mapper.Options) -> Mapper {
        var reading = reading
        reading.rules = rules
        reading.me = me.map { [$0] } ?? []
        return Mapper(reading)
    }
}

extension FeedPlan {
    /// The same plans, no two with one name: those that would share theirs have their host behind it, and a number where that is the same too.
    static func apart(_ plans: [FeedPlan]) -> [FeedPlan] {
        let uses = Dictionary(grouping: plans, by: \.name).mapValues(\.count)
        var apart: [FeedPlan] = []
        for var plan in plans {
            if uses[plan.name, default: 1] > 1 { plan.name += "@\(plan.host)" }
            let name = plan.name
            var number = 2
            while apart.contains(where: { $0.name == plan.name }) {
                plan.name = "\(name)-\(number)"
                number += 1
            }
            apart.append(plan)
        }
        return apart
    }

    /// What stands in the URL's host, with the port.
    private var host: Substring {
        let parts = settings.url.split(separator: "://", maxSplits: 1)
        let authority = parts.last?.prefix { !"/?#".contains($0) } ?? ""
        return authority.split(separator: "@").last ?? authority
    }
}
