import Cartography
import Curses
import Dashboard
import Domain
import Interface
import TUI
import Themes
import World

/// Draws frames of a busy town on the terminal that it was started on, and tells what each part of a frame costs.
@MainActor
struct FrameProbe {
    private var town = Town()
    private var desk: Desk
    private var now = Town.start
    private let vehicles: Int

    private static let lots = 10_000
    private static let rides = 500
    private static let notifications = 1_000
    /// Vehicles that have moved from one frame to the next, of all in turn.
    private static let moves = 10_000
    /// The first ones are not counted: nothing is in its place yet.
    private static let frames = (warmUp: 30, counted: 300)

    static func run(vehicles: Int) throws {
        var probe = try FrameProbe(vehicles: vehicles)
        try probe.run()
    }

    private init(vehicles: Int) throws {
        self.vehicles = vehicles
        let layers = [
            MapLayer(outlines: WorldData.outlines),
            MapLayer(roads: WorldData.streets, attribution: WorldData.attribution),
            MapLayer(roads: WorldData.tramTracks, attribution: WorldData.attribution),
        ].compactMap(\.self)
        desk = Desk(
            board: Board(), theme: try ThemeCatalog().theme(named: ThemeCatalog.standard),
            map: MapState(atlas: Atlas(layers: layers)))
        fill()
    }

    /// What one frame took of this thread's CPU, seconds.
    private struct Cost {
        var arrange: Double
        var draw: Double
        var paint: Double

        var all: Double { arrange + draw + paint }
    }

    private mutating func run() throws {
        var terminal = try Terminal()
        desk.arrange(at: now, size: terminal.size)
        choose()
        var costs: [Cost] = []
        for frame in 0..<Self.frames.warmUp + Self.frames.counted {
            live(frame)
            let cost = show(on: &terminal)
            if frame >= Self.frames.warmUp { costs.append(cost) }
        }
        tell(costs)
    }

    private mutating func show(on terminal: inout Terminal) -> Cost {
        let began = Clock.threadCPU
        desk.arrange(at: now, size: terminal.size)
        let arranged = Clock.threadCPU
        let grid = Screen(desk).grid()
        let drawn = Clock.threadCPU
        terminal.paint(grid)
        return Cost(arrange: arranged - began, draw: drawn - arranged, paint: Clock.threadCPU - drawn)
    }

    private func tell(_ costs: [Cost]) {
        let all = Distribution(costs.map { $0.all * 1e3 })
        Probe.tell("arrange", Distribution(costs.map { $0.arrange * 1e3 }).mean)
        Probe.tell("draw", Distribution(costs.map { $0.draw * 1e3 }).mean)
        Probe.tell("paint", Distribution(costs.map { $0.paint * 1e3 }).mean)
        Probe.tell("all", all.mean)
        Probe.tell("p99", all.percentile(99))
        Probe.tell("frames", Double(Self.frames.warmUp + Self.frames.counted))
    }

    private mutating func fill() {
        desk.board.apply(town.statuses(at: now))
        for vehicle in 0..<vehicles { desk.board.apply(town.fix(of: vehicle, at: now)) }
        for lot in 0..<Self.lots { desk.board.apply(town.lot(lot, at: now)) }
        for ride in 0..<Self.rides { desk.board.apply(town.ride(ride, at: now)) }
        for _ in 0..<Self.notifications { desk.board.apply(town.notification(at: now)) }
    }

    /// Something is selected in each pane, so that details are shown.
    private mutating func choose() {
        for key in ["2", "j", "4", "j", "5", "j", "1", "j"] { _ = desk.handle(.key(Key(Character(key))), at: now) }
    }

    /// What has happened since the frame before: 20,000 messages a second and more, of which most are positions.
    private mutating func live(_ frame: Int) {
        now = now + .milliseconds(33)
        for index in 0..<Self.moves { desk.board.apply(town.fix(of: (frame * Self.moves + index) % vehicles, at: now)) }
        for index in 0..<200 { desk.board.apply(town.bid(on: (frame * 200 + index) % Self.lots, at: now)) }
        for index in 0..<5 { desk.board.apply(town.ride((frame * 5 + index) % Self.rides, at: now)) }
        for _ in 0..<10 { desk.board.apply(town.notification(at: now)) }
    }
}
