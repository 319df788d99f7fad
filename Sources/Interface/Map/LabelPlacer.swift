internal import TUI

/// Finds places for labels beside their vehicles, and remembers them, so that labels stand still while vehicles move.
struct LabelPlacer {
    enum Side: CaseIterable {
        case right, left, above, below
    }

    struct Wish {
        /// The vehicle's id.
        let id: Int
        /// The vehicle's cell.
        let point: Point
        let text: String
        /// Where there is no free place it covers other vehicles rather than be left out.
        var isVital = false
        /// The vehicle's place in the list.
        let index: Int
    }

    struct Label {
        let wish: Wish
        let area: Rect
        let side: Side

        /// With a cell of air at the ends that do not touch the label's own vehicle.
        fileprivate var surroundings: Rect {
            area.inset(left: side == .right ? 0 : -1, right: side == .left ? 0 : -1)
        }
    }

    /// Which cells are not free.
    struct Ground {
        /// Must not be covered: pins, what is written at the edge, and labels as they are placed.
        var texts: CellMask
        /// The vehicles' signs, which only vital labels cover.
        var signs: CellMask
        /// Had better not be covered: names of streets.
        var names: CellMask

        init(_ size: Size) {
            texts = CellMask(size)
            signs = texts
            names = texts
        }

        fileprivate func isFree(_ label: Label) -> Bool {
            texts.isFree(label.surroundings) && signs.isFree(label.surroundings)
        }
    }

    private enum Memory {
        case shown(Side)
        /// Has had no place; comes back when it would have had one for so many more frames.
        case hidden(frames: Int)
    }

    private var memory: [Int: Memory] = [:]

    /// Frames for which a place must have been free before a label comes back, so that it does not blink.
    private static let patience = 8
    /// Columns of a label, at most.
    static let longest = 18

    /// Whether the vehicle has a label now, so that it may keep it.
    func isShown(_ id: Int) -> Bool { side(of: id) != nil }

    /// First come vital labels, then those that can stay where they are, then the others.
    ///
    /// - Parameter wishes: the most important first.
    mutating func place(_ wishes: [Wish], _ size: Size, on ground: Ground) -> [Label] {
        var round = Round(ground: ground)
        for wish in wishes where wish.isVital { place(wish, open(wish, size), &round) }
        var others: [(Wish, [Label])] = []
        for wish in wishes where !wish.isVital {
            let open = open(wish, size)
            if let label = open.first(where: { $0.side == side(of: wish.id) }), round.ground.isFree(label) {
                round.show(label)
            } else {
                others.append((wish, open))
            }
        }
        for (wish, open) in others { place(wish, open, &round) }
        memory = round.memory
        return round.labels
    }

    /// What is settled of one picture.
    private struct Round {
        var ground: Ground
        var memory: [Int: Memory] = [:]
        var labels: [Label] = []

        mutating func show(_ label: Label) {
            memory[label.wish.id] = .shown(label.side)
            ground.texts.take(label.area)
            labels.append(label)
        }
    }

    private func place(_ wish: Wish, _ open: [Label], _ round: inout Round) {
        let label = best(wish, open, round.ground)
        switch (label, memory[wish.id]) {
        case (nil, _): round.memory[wish.id] = .hidden(frames: Self.patience)
        case (_?, .hidden(let frames)) where frames > 0: round.memory[wish.id] = .hidden(frames: frames - 1)
        case (let label?, _): round.show(label)
        }
    }

    private func best(_ wish: Wish, _ open: [Label], _ ground: Ground) -> Label? {
        let free = open.filter(ground.isFree)
        let last = side(of: wish.id)
        if let label = free.first(where: { $0.side == last }) { return label }
        if let label = free.first(where: { ground.names.isFree($0.area) }) ?? free.first { return label }
        guard wish.isVital else { return nil }
        let possible = open.filter { ground.texts.isFree($0.surroundings) }
        return possible.first { $0.side == last } ?? possible.first
    }

    private func side(of id: Int) -> Side? {
        if case .shown(let side) = memory[id] { return side }
        return nil
    }

    /// The places inside the picture.
    private func open(_ wish: Wish, _ size: Size) -> [Label] {
        let width = DisplayWidth.of(wish.text)
        return Side.allCases.map { Label(wish: wish, area: Self.area(of: $0, wish.point, width), side: $0) }
            .filter { Rect(size).intersection($0.area) == $0.area }
    }

    private static func area(of side: Side, _ point: Point, _ width: Int) -> Rect {
        switch side {
        case .right: Rect(x: point.x + 1, y: point.y, width: width, height: 1)
        case .left: Rect(x: point.x - width, y: point.y, width: width, height: 1)
        case .above: Rect(x: point.x - width / 2, y: point.y - 1, width: width, height: 1)
        case .below: Rect(x: point.x - width / 2, y: point.y + 1, width: width, height: 1)
        }
    }
}
