import Domain
import NIOCore
import Realtime
import Transport

/// The feeds of one run, and what runs beside them. Lives on one event loop.
final class FeedGroup {
    /// What the owner must hear of.
    struct Owner {
        /// A feed is over; `nil` where it ended as asked.
        var finished: (_ feed: String, Outage?) -> Void
        /// All feeds are over.
        var allFinished: () -> Void
        /// What runs beside the feeds has come to its end, or has failed.
        var companionEnded: (UsageError?) -> Void
    }

    /// One feed while it is in the group.
    private final class Member {
        enum State {
            case running
            /// Stopping, to go or to make room for its successor.
            case leaving
            case over
        }

        var plan: FeedPlan
        let fetcher: WebFetcher
        var runner: FeedRunner?
        var state = State.running
        /// What follows under the same name once this one is over.
        var successor: FeedPlan?

        init(_ plan: FeedPlan, _ eventLoop: any EventLoop) {
            self.plan = plan
            fetcher = WebFetcher(link: plan.link, eventLoop: eventLoop)
        }

        func leave(for successor: FeedPlan?) {
            self.successor = successor
            guard state == .running else { return }
            state = .leaving
            runner?.stop()
        }
    }

    private let eventLoop: any EventLoop
    private let reading: Mapper.Options
    private let companion: (any RunCompanion)?
    private let sink: any FeedSink
    private let owner: Owner
    private var members: [Member]
    private var isReading = true
    private var isStopping = false
    private var isUpdating = false
    /// Of the feeds that are over now, and not as asked; the first to fail comes first.
    private var failures: [(feed: String, outage: Outage)] = []

    init(
        _ feeds: [FeedPlan], reading: Mapper.Options = Mapper.Options(), eventLoop: any EventLoop, sink: any FeedSink,
        companion: (any RunCompanion)?, owner: Owner
    ) {
        self.eventLoop = eventLoop
        self.reading = reading
        self.companion = companion
        self.owner = owner
        self.sink = companion?.sink(around: sink) ?? sink
        members = feeds.map { Member($0, eventLoop) }
    }

    /// The feeds by name, those that are over among them.
    var names: [String] { members.map(\.plan.name) }

    /// What the first feed that failed, and has not been begun anew or removed since, has failed with.
    var failure: (feed: String, outage: Outage)? { failures.first }

    func start() {
        companion?.report(to: owner.companionEnded)
        for member in members { run(member) }
    }

    /// Goes on with these feeds: those that are to be connected as before keep their connection, unless they are over.
    func update(to plans: [FeedPlan]) -> FeedChange {
        guard !isStopping else { return FeedChange() }
        // A feed that waits ends at once, maybe the only one before the others have begun.
        isUpdating = true
        defer { isUpdating = false }
        var change = FeedChange()
        for member in members where !plans.contains(where: { $0.name == member.plan.name }) {
            change.removed.append(member.plan.name)
            remove(member)
        }
        for plan in plans {
            guard let member = members.first(where: { $0.plan.name == plan.name }) else {
                change.added.append(plan.name)
                add(plan)
                continue
            }
            guard member.state == .running, member.plan.connects(like: plan) else {
                change.changed.append(plan.name)
                replace(member, by: plan)
                continue
            }
            if member.plan.reads(like: plan) {
                change.kept.append(plan.name)
            } else {
                change.reread.append(plan.name)
                member.runner?.read(with: plan.mapper(reading))
            }
            member.plan = plan
        }
        return change
    }

    /// Closes all feeds in good order; `allFinished` follows within about a second.
    func stop() {
        isStopping = true
        companion?.stop()
        guard members.contains(where: { $0.state != .over }) else { return owner.allFinished() }
        for member in members { member.runner?.stop() }
    }

    /// Stops or goes on reading, so that TCP slows the servers while our reader is slow.
    func setReading(_ isReading: Bool) {
        self.isReading = isReading
        for member in members { member.runner?.setReading(isReading) }
    }

    /// Skips the waiting of all feeds.
    func reconnect() {
        for member in members { member.runner?.reconnect() }
    }

    /// Ends what is under way beside the feeds; to be called last.
    func shutdown() -> EventLoopFuture<Void> {
        EventLoopFuture.andAllSucceed(members.map { $0.fetcher.shutdown() }, on: eventLoop)
    }

    // MARK: The inside

    private func run(_ member: Member, missingSince: [String: Timestamp] = [:]) {
        let runner = FeedRunner(
            session: member.plan.session(reading), link: member.plan.link, eventLoop: eventLoop,
            fetcher: member.fetcher, sink: sink
        ) { [weak self, weak member] outage in
            if let self, let member { finished(member, outage) }
        }
        member.runner = runner
        if !isReading { runner.setReading(false) }
        runner.start(missingSince: missingSince)
    }

    private func add(_ plan: FeedPlan, missingSince: [String: Timestamp] = [:]) {
        let member = Member(plan, eventLoop)
        members.append(member)
        run(member, missingSince: missingSince)
    }

    private func replace(_ member: Member, by plan: FeedPlan) {
        guard member.state == .over else { return member.leave(for: plan) }
        forget(member)
        add(plan, missingSince: member.runner?.missingSince ?? [:])
    }

    private func remove(_ member: Member) {
        guard member.state == .over else { return member.leave(for: nil) }
        forget(member)
    }

    private func forget(_ member: Member) {
        members.removeAll { $0 === member }
        failures.removeAll { $0.feed == member.plan.name }
        _ = member.fetcher.shutdown()
    }

    private func finished(_ member: Member, _ outage: Outage?) {
        let wasLeaving = member.state == .leaving
        member.state = .over
        if wasLeaving, !isStopping {
            forget(member)
            if let successor = member.successor { add(successor, missingSince: member.runner?.missingSince ?? [:]) }
        } else {
            if let outage { failures.append((member.plan.name, outage)) }
            owner.finished(member.plan.name, outage)
        }
        guard !isUpdating else { return }
        if members.allSatisfy({ $0.state == .over }) { owner.allFinished() }
    }
}

/// What new plans made of the feeds, by name.
struct FeedChange {
    var added: [String] = []
    var changed: [String] = []
    var removed: [String] = []
    /// What is still connected, and understood otherwise.
    var reread: [String] = []
    var kept: [String] = []

    /// The names under which another feed runs than before, or none.
    var others: [String] { added + changed + removed }

    /// For people, such as `buses added; house begun anew; rides as before`.
    var words: String {
        var parts = [
            ("added", added), ("begun anew", changed), ("understood anew", reread), ("removed", removed),
        ].compactMap { word, names in
            names.isEmpty ? nil : "\(names.joined(separator: ", ")) \(word)"
        }
        if parts.isEmpty { return "no feed has changed" }
        if !kept.isEmpty { parts.append("\(kept.joined(separator: ", ")) as before") }
        return parts.joined(separator: "; ")
    }
}

/// Something that runs beside the feeds and decides with them when the run is over. Lives on their event loop.
protocol RunCompanion: AnyObject {
    /// Where the feeds' events go, on their way to `sink`.
    func sink(around sink: any FeedSink) -> any FeedSink
    /// - Parameter ended: to be called when the run is over, with what went wrong, if anything.
    func report(to ended: @escaping (UsageError?) -> Void)
    func stop()
}
