internal import Cartography
public import Domain

/// A town for an hour or for a year: a ride service, trams, an auction house, and a watcher who takes part in them.
///
/// It says what the backends of such services would publish. Everything follows from the seed: equal seeds give equal
/// occurrences, in whatever steps the clock is advanced. Times in messages are `start` plus virtual time. Streets, tracks,
/// stops' places and street names are real; people, plates, lots, amounts and bidders are invented.
public struct World: Sendable {
    private var agenda: Agenda
    private var fleet: Fleet
    private var trams: [Tram]
    private var sale: Sale

    /// `start` is the moment of virtual time zero.
    public init(seed: UInt64, start: Timestamp) {
        guard let roads = WayFile(WorldData.streets), let tracks = WayFile(WorldData.tramTracks),
            let habits = BiddingHabits(WorldData.bidQuantiles)
        else { preconditionFailure("the data in the program cannot be read") }
        agenda = Agenda(start: start.milliseconds)
        fleet = Fleet(seed: seed, streets: Streets(roads), &agenda)
        sale = Sale(seed: seed, habits: habits, &agenda)
        trams = Self.trams(on: TramTrack.lines(tracks), seed: seed)
        for tram in trams { agenda.plan(in: Int64(tram.number) * 71, .tram(tram.number)) }
    }

    /// One in each direction of each line.
    private static func trams(on lines: [[TramTrack]], seed: UInt64) -> [Tram] {
        var trams: [Tram] = []
        for line in lines {
            for leg in line.indices { trams.append(Tram(number: trams.count, tracks: line, leg: leg, seed: seed)) }
        }
        return trams
    }

    /// Who is in the sale room now, in the order in which they came; without the watcher.
    public var presence: [Member] { sale.crowd.present.map(\.member) }

    /// Lets the world live until then (virtual time since the start, whole milliseconds, that one included) and tells what
    /// happened meanwhile, in order of time. An earlier time than before changes nothing.
    public mutating func advance(to until: Duration) -> [Occurrence] {
        let limit = until.wholeMilliseconds
        while let task = agenda.next(by: limit) {
            switch task {
            case .fleet(let task): fleet.perform(task, &agenda)
            case .tram(let number): trams[number].tick(&agenda)
            case .sale(let task): sale.perform(task, &agenda)
            case .crowd: sale.changeCrowd(&agenda)
            case .late(let publication): agenda.say(.publish(publication))
            }
        }
        return agenda.takeSaid()
    }

    /// How many things are planned or held, for tests of boundedness.
    var load: Int { agenda.pending + fleet.rides.count + fleet.cars.count + sale.lots.count + trams.count }
}
