import Domain
import Realtime
import Server
import World

/// A running server and who connects to it: everything that the demo needs to know of itself.
struct DemoHouse: Sendable {
    let application: Application
    let address: Address
    let seed: UInt64
    /// Seconds of the world in one of ours.
    let speed: Double
    /// How much of the world's time is played; `nil`: for ever.
    let length: Duration?

    /// What the watcher subscribes to.
    var channels: [String] { World.channels + [World.saleRoom, WorldStage.endChannel] }

    /// The watcher's feed.
    var plan: FeedPlan {
        var plan = memberPlan(Member(id: World.me, name: "you"))
        plan.channels = channels
        plan.me = World.me
        plan.policy = ReconnectPolicy()
        return plan
    }

    /// A feed for someone in the sale room.
    func memberPlan(_ member: Member) -> FeedPlan {
        var pusher = PusherConfiguration(
            key: application.key, host: address.reachable, port: address.port, isSecure: false)
        pusher.authorisation = .secret(Secret(Array(application.secret.utf8)))
        pusher.member = FeedSettings.Member(id: member.id, info: nil)
        return FeedPlan(
            name: "demo", channels: [World.saleRoom], me: nil, rules: [], policy: ReconnectPolicy(maxAttempts: 0),
            service: "Pusher", settings: FeedSettings(url: "pusher://\(application.key)@\(address.authority)"),
            makeAdapter: { [pusher] in PusherAdapter(pusher) })
    }
}
