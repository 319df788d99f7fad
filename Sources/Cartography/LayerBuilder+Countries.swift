extension LayerBuilder {
    /// The rings of countries that fit together: what two of them share is a border and drawn once, the rest is coast.
    mutating func add(countries rings: [[Position]]) {
        var sides: [Side: Int] = [:]
        for ring in rings {
            for (from, to) in zip(ring, ring.dropFirst()) { sides[Side(from, to), default: 0] += 1 }
        }
        var drawn: Set<Side> = []
        for ring in rings {
            var run: [Position] = []
            var kind = MapClass.coast
            for (from, to) in zip(ring, ring.dropFirst()) {
                let side = Side(from, to)
                let isBorder = (sides[side] ?? 0) > 1
                let isNew = !isBorder || drawn.insert(side).inserted
                if !isNew || kind != (isBorder ? .border : .coast) {
                    add(line: run, kind, name: "")
                    run = []
                }
                guard isNew else { continue }
                kind = isBorder ? .border : .coast
                if run.isEmpty { run.append(from) }
                run.append(to)
            }
            add(line: run, kind, name: "")
        }
    }

    /// A side of a ring, whichever way round.
    private struct Side: Hashable {
        let one: Position
        let other: Position

        init(_ from: Position, _ to: Position) {
            let isOrdered = (from.longitude, from.latitude) <= (to.longitude, to.latitude)
            one = isOrdered ? from : to
            other = isOrdered ? to : from
        }
    }
}
