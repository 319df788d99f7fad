import Domain
import NIOCore
import World

/// Plays a world into a server, in the order of its clock: publications through the signed HTTP API, members of the sale room
/// as connections of their own. Lives on one event loop.
///
/// One thing is finished before the next begins, so equal seeds give the same events in the same order on every run.
final class WorldStage {
    /// Tells the watcher that everything before it has been delivered.
    static let endChannel = "spotter-demo-end"

    private var world: World
    private let speed: Double
    private let length: Duration?
    private let publisher: BackendPublisher
    private let members: (Member) -> SaleRoomMember
    private let eventLoop: any EventLoop
    private var present: [String: SaleRoomMember] = [:]
    private var queue: [Occurrence] = []
    private var isBusy = false
    private var hasEnded = false
    private var hasAnnounced = false
    private var began = NIODeadline.now()

    /// How often the world's clock is read.
    private static let step = TimeAmount.milliseconds(50)

    /// - Parameters:
    ///   - speed: seconds of the world in one of ours.
    ///   - length: how much of the world's time is played; `nil`: for ever.
    ///   - members: makes someone's place in the sale room.
    init(
        world: World, speed: Double, length: Duration?, publisher: BackendPublisher, eventLoop: any EventLoop,
        members: @escaping (Member) -> SaleRoomMember
    ) {
        self.world = world
        self.speed = speed
        self.length = length
        self.publisher = publisher
        self.eventLoop = eventLoop
        self.members = members
    }

    func start() {
        began = .now()
        tick()
    }

    func stop() {
        hasEnded = true
        publisher.stop()
        for member in present.values { member.leave {} }
        present.removeAll()
    }

    // MARK: The inside

    private func tick() {
        guard !hasEnded else { return }
        let elapsed = Double((NIODeadline.now() - began).nanoseconds) * 1e-9 * speed
        let now = min(Duration.milliseconds(Int64(elapsed * 1_000)), length ?? .seconds(Int64.max / 2))
        // A queue that does not drain must not grow: the world waits for its server.
        let advances = queue.count < 1_000
        if advances { queue.append(contentsOf: world.advance(to: now)) }
        playNext()
        if advances, let length, now >= length { return announceEnd() }
        eventLoop.assumeIsolated().scheduleTask(in: Self.step) { [weak self] in self?.tick() }
    }

    /// Says it again to a watcher who was away when it was said.
    func repeatEnd() {
        if hasAnnounced { announceEnd() }
    }

    private func announceEnd() {
        hasAnnounced = true
        queue.append(
            .publish(Publication(at: length ?? .zero, channel: Self.endChannel, name: "end", data: Array("{}".utf8))))
        playNext()
    }

    private func playNext() {
        guard !isBusy, !hasEnded, let first = queue.first else { return }
        isBusy = true
        switch first {
        case .joined(let person, _):
            queue.removeFirst()
            let member = members(person)
            present[person.id] = member
            member.enter { [weak self] in self?.finished() }
        case .left(let person, _):
            queue.removeFirst()
            guard let member = present.removeValue(forKey: person.id) else { return finished() }
            member.leave { [weak self] in self?.finished() }
        case .publish:
            let batch = queue.prefix(BackendPublisher.batchLimit).prefix { $0.publication != nil }
            queue.removeFirst(batch.count)
            publisher.publish(batch.compactMap(\.publication)) { [weak self] in self?.finished() }
        }
    }

    private func finished() {
        isBusy = false
        playNext()
    }
}

extension Occurrence {
    fileprivate var publication: Publication? {
        guard case .publish(let publication) = self else { return nil }
        return publication
    }
}
