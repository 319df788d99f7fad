import Dashboard
import TUI

extension Desk {
    mutating func take(_ event: MouseEvent) -> [Effect] {
        guard case .panes = mode else { return wheelOverlay(event) }
        switch event.kind {
        case .wheelUp: wheel(at: event.position, by: -1)
        case .wheelDown: wheel(at: event.position, by: 1)
        case .press(.left): press(at: event.position)
        case .drag(.left): drag(to: event.position)
        case .release: drag = nil
        case .press, .drag: break
        }
        return []
    }

    private mutating func wheelOverlay(_ event: MouseEvent) -> [Effect] {
        guard event.kind == .wheelUp || event.kind == .wheelDown else { return [] }
        return handle(.key(KeyPress(event.kind == .wheelUp ? .up : .down)), at: now)
    }

    /// The wheel moves what is under it: rows of a list, the map's scale.
    private mutating func wheel(at point: Point, by steps: Int) {
        let arrangement = arrangement
        guard let pane = arrangement.pane(at: point) else { return }
        guard pane != .map else {
            return atlas.zoom(by: steps < 0 ? 0.5 : -0.5, about: point, in: arrangement.interior(of: .map))
        }
        let layout = paneLayout(pane, in: arrangement)
        if layout.detail.contains(point) {
            if pane == .feeds, !isMessageOpen { return board.perform(.moveMessage(by: steps)) }
            scrollDetail(of: pane, by: steps * 2)
        } else {
            scrolls[pane, default: ListScroll()].roll(by: steps * 3)
            settleScrolls()
        }
    }

    private mutating func press(at point: Point) {
        let arrangement = arrangement
        if arrangement.tabs.contains(point) {
            let tabs = PaneTabs(view: View(self)).tabs
            guard let index = tabs.places(in: arrangement.tabs).firstIndex(where: { $0.contains(point) }) else {
                return
            }
            return focus(Pane.allCases[index])
        }
        if let border = arrangement.border(at: point) { drag = .border(border) }
        guard let pane = arrangement.pane(at: point) else { return }
        if pane != board.focus { focus(pane) }
        pane == .map ? pressMap(at: point, arrangement) : pressList(pane, at: point, arrangement)
    }

    private mutating func pressList(_ pane: Pane, at point: Point, _ arrangement: Arrangement) {
        let layout = paneLayout(pane, in: arrangement)
        if pane == .feeds, layout.detail.contains(point) { return pressMessage(at: point, in: layout.detail) }
        let list = layout.list
        guard list.contains(point) else { return }
        let row = offset(of: pane) + point.y - list.y
        guard row < board.rowCount(of: pane) else { return }
        scrolls[pane, default: ListScroll()].reveal()
        board.perform(.select(row: row))
    }

    private mutating func pressMessage(at point: Point, in area: Rect) {
        guard let number = MessageList(view: View(self)).message(at: point, in: area) else { return }
        openDetails.insert(.feeds)
        board.perform(.selectMessage(number))
    }

    private mutating func pressMap(at point: Point, _ arrangement: Arrangement) {
        let area = arrangement.interior(of: .map)
        guard area.contains(point) else { return }
        if let number = atlas.vehicle(at: point, in: area), let row = journey(of: number) {
            board.perform(.select(row: row))
        } else {
            drag = .map(point)
        }
    }

    /// The row of the ride that a vehicle serves, else of the vehicle itself.
    private func journey(of number: Int) -> Int? {
        let fleet = board.scene.fleet
        guard let vehicle = fleet.vehicle(number: Int32(truncatingIfNeeded: number)) else { return nil }
        let ride = vehicle.ride.flatMap { fleet.index(of: .ride(Dashboard.Key(feed: vehicle.key.feed, id: $0))) }
        return ride ?? fleet.index(of: .vehicle(vehicle.key))
    }

    private mutating func drag(to point: Point) {
        switch drag {
        case .border(let border): layout = arrangement.moving(border, to: point, in: layout)
        case .map(let last):
            atlas.pan(columns: last.x - point.x, lines: last.y - point.y)
            drag = .map(point)
        case nil: break
        }
    }
}
