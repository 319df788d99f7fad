import Dashboard
import Domain
import TUI

extension Desk {
    /// How long a snoozed notification is out of sight.
    static let snooze: Duration = .seconds(600)

    /// Does what a command means now; a command that means nothing now does nothing.
    mutating func perform(_ command: Command) -> [Effect] {
        guard works(command) else { return [] }
        switch command {
        case .down, .up, .first, .last, .halfDown, .halfUp: move(command)
        case .nextPane: turnFocus(by: 1)
        case .previousPane: turnFocus(by: -1)
        case .auctions: focus(.auctions)
        case .journeys: focus(.journeys)
        case .map: focus(.map)
        case .notifications: focus(.notifications)
        case .feeds: focus(.feeds)
        case .open, .back, .search, .nextMatch, .previousMatch, .filter, .sort, .zoom, .pause, .follow, .times:
            look(command)
        case .copy: return copyValue()
        case .copyJSON: return copyJSON()
        case .acknowledge, .acknowledgeAll, .dismiss, .snooze: answer(command)
        case .panLeft, .panDown, .panUp, .panRight, .zoomIn, .zoomOut, .fit, .mapSymbols: moveMap(command)
        case .nextVehicle: board.perform(.move(by: 1))
        case .previousVehicle: board.perform(.move(by: -1))
        case .nextLayout, .narrower, .wider, .shorter, .taller: layOut(command)
        case .themes: mode = .themes(ThemePicker(themes, current: theme.name))
        case .palette: mode = .palette(Palette(self))
        case .help: mode = .help(HelpBrowser())
        case .mouse:
            usesMouse.toggle()
            say(usesMouse ? "Mouse on" : "Mouse off: the terminal selects text")
            return [.mouse(usesMouse)]
        case .redraw: return [.redraw]
        case .reconnect:
            say("Connecting again")
            return [.reconnect]
        case .reload:
            say("Reading the configuration again")
            return [.reload]
        case .suspend: return [.suspend]
        case .quit: return [.quit]
        }
        return []
    }

    /// Whether the command does anything as things are; the footer and the palette show no other.
    func works(_ command: Command) -> Bool {
        let rows = board.rowCount(of: board.focus)
        switch command {
        case .down, .up, .first, .last, .halfDown, .halfUp: return rows > 0
        case .open: return rows > 0 && board.focus != .map || board.selectedRow(of: board.focus) != nil
        case .back: return innermost != nil
        case .search, .filter: return board.totalCount(of: board.focus) > 0
        case .nextMatch, .previousMatch: return !sought.isEmpty && rows > 0
        case .sort: return (board.focus == .auctions || board.focus == .journeys || board.focus == .map) && rows > 1
        case .acknowledge: return board.focus == .notifications ? rows > 0 : openHandover != nil
        case .acknowledgeAll: return board.scene.notifications.unread > 0
        case .dismiss, .snooze: return board.focus == .notifications && rows > 0
        case .follow: return board.selectedJourney != nil || atlas.isFollowing
        case .copy, .copyJSON: return board.selectedRow(of: board.focus) != nil
        case .nextVehicle, .previousVehicle, .fit: return board.focus == .map && rows > 0
        case .reconnect: return !board.live.feeds.isEmpty
        case .narrower, .wider: return arrangement.panes.count > 1
        case .shorter, .taller: return arrangement.panes.count > 1
        case .nextPane, .previousPane, .auctions, .journeys, .map, .notifications, .feeds, .zoom, .pause, .times,
            .panLeft,
            .panDown, .panUp, .panRight, .zoomIn, .zoomOut, .mapSymbols, .nextLayout, .themes, .mouse, .redraw,
            .palette,
            .help, .reload, .suspend, .quit:
            return true
        }
    }

    // MARK: Moving

    private mutating func move(_ command: Command) {
        let page = max(1, paneLayout(board.focus, in: arrangement).list.height)
        switch command {
        case .down: step(by: 1)
        case .up: step(by: -1)
        case .halfDown: step(by: max(1, page / 2))
        case .halfUp: step(by: -max(1, page / 2))
        case .first: goToEnd(.selectFirst, by: -.max)
        default: goToEnd(.selectLast, by: .max)
        }
    }

    /// The end of the list, or of what the keys move in its place.
    private mutating func goToEnd(_ action: Action, by rows: Int) {
        guard whatKeysMove == .rows else { return step(by: rows) }
        detailOffsets[board.focus] = 0
        scrolls[board.focus, default: ListScroll()].reveal()
        board.perform(action)
    }

    /// What the keys for rows move in the focused pane.
    private enum Movable { case map, messages, detail, rows }

    private var whatKeysMove: Movable {
        if board.focus == .map { return .map }
        guard openDetails.contains(board.focus) else { return .rows }
        if board.focus == .feeds { return isMessageOpen ? .detail : .messages }
        return overflow(of: board.focus) > 0 ? .detail : .rows
    }

    private mutating func step(by rows: Int) {
        switch whatKeysMove {
        case .map: atlas.pan(columns: 0, lines: rows)
        case .messages: board.perform(.moveMessage(by: rows))
        case .detail: scrollDetail(of: board.focus, by: rows)
        case .rows:
            detailOffsets[board.focus] = 0
            scrolls[board.focus, default: ListScroll()].reveal()
            board.perform(.move(by: rows))
        }
    }

    mutating func focus(_ pane: Pane) {
        hasChosenPane = true
        board.perform(.focus(pane))
    }

    private mutating func turnFocus(by steps: Int) {
        let panes = arrangement.panes.count > 1 ? arrangement.panes : Pane.allCases
        let place = panes.firstIndex(of: board.focus) ?? 0
        focus(panes[(place + steps + panes.count) % panes.count])
    }

    // MARK: Looking

    private mutating func look(_ command: Command) {
        switch command {
        case .open: openDetail()
        case .back: goBack()
        case .search: mode = .search(TextInput(""))
        case .nextMatch: find(forward: true)
        case .previousMatch: find(forward: false)
        case .filter:
            let filter = board.query(of: board.focus)
            mode = .filter(TextInput(filter.text), before: filter)
        case .sort: board.perform(.nextSort)
        case .zoom: layout.isZoomed.toggle()
        case .pause: togglePause()
        case .follow: atlas.isFollowing.toggle()
        default: showsAges.toggle()
        }
    }

    /// Opens the detail of what is selected, and what is in it; closes it where there is nothing more to open.
    private mutating func openDetail() {
        detailOffsets[board.focus] = 0
        switch board.focus {
        case .map:
            focus(.journeys)
            openDetails.insert(.journeys)
        case .feeds where openDetails.contains(.feeds):
            if board.selectedMessage == nil { board.perform(.moveMessage(by: 1)) } else { isMessageOpen.toggle() }
        case .auctions, .journeys, .notifications, .feeds:
            if board.selectedRow(of: board.focus) == nil, board.focus != .feeds { board.perform(.selectFirst) }
            openDetails.formSymmetricDifference([board.focus])
        }
    }

    /// What escape leaves next.
    enum Layer { case text, message, detail, match, filter, selection, zoom, aside, pause }

    var innermost: Layer? {
        let pane = board.focus
        if pane == .feeds, isMessageOpen, board.selectedMessage != nil { return .text }
        if pane == .feeds, board.selectedMessage != nil { return .message }
        if openDetails.contains(pane), hasDetail(pane) { return .detail }
        if !sought.isEmpty { return .match }
        if !board.query(of: pane).isEmpty { return .filter }
        if board.selectedRow(of: pane) != nil { return .selection }
        if layout.isZoomed { return .zoom }
        if arrangement.isAside { return .aside }
        return board.isPaused ? .pause : nil
    }

    private mutating func goBack() {
        detailOffsets[board.focus] = 0
        switch innermost {
        case .text: isMessageOpen = false
        case .message: board.perform(.deselectMessage)
        case .detail: openDetails.remove(board.focus)
        case .match: sought = Query("")
        case .filter: board.perform(.filter(Query("")))
        case .selection:
            if board.focus == .journeys || board.focus == .map { atlas.isFollowing = false }
            board.perform(.deselect)
        case .zoom: layout.isZoomed = false
        case .aside: board.perform(.focus(layout.preset.mainPane))
        case .pause: togglePause()
        case nil: break
        }
    }

    private mutating func togglePause() {
        pausedAt = board.isPaused ? nil : now
        board.perform(.togglePause)
    }

    mutating func find(forward: Bool) {
        guard !sought.isEmpty else { return }
        guard board.nextMatch(sought, forward: forward) != nil else {
            return say("Nothing here matches \(sought.text)", isBad: true)
        }
        scrolls[board.focus, default: ListScroll()].reveal()
        board.perform(.find(sought, forward: forward))
    }

    // MARK: Answering

    /// The selected ride, where its change of driver waits to be acknowledged.
    var openHandover: RideCard? {
        guard board.focus == .journeys || board.focus == .map, case .ride(let key) = board.selectedJourney,
            let ride = board.scene.fleet.ride(key), ride.hasOpenHandover
        else { return nil }
        return ride
    }

    private mutating func answer(_ command: Command) {
        switch command {
        case .acknowledge: board.perform(.acknowledge)
        case .acknowledgeAll:
            let count = board.scene.notifications.unread
            board.perform(.acknowledgeAll)
            if count > 0 { say("\(CountText.of(count)) acknowledged") }
        case .dismiss: board.perform(.dismiss)
        default: snooze(for: Self.snooze)
        }
    }

    mutating func snooze(for duration: Duration) {
        guard board.focus == .notifications, board.selectedRow(of: .notifications) != nil else { return }
        board.perform(.snooze(for: duration, at: now))
        say("Snoozed for \(DurationText.age(duration))")
    }

    // MARK: The map and the layout

    private mutating func moveMap(_ command: Command) {
        switch command {
        case .panLeft: atlas.pan(columns: -4, lines: 0)
        case .panRight: atlas.pan(columns: 4, lines: 0)
        case .panUp: atlas.pan(columns: 0, lines: -2)
        case .panDown: atlas.pan(columns: 0, lines: 2)
        case .zoomIn: atlas.zoom(by: 0.5)
        case .zoomOut: atlas.zoom(by: -0.5)
        case .fit: atlas.fit()
        default: atlas.nextSymbols()
        }
    }

    private mutating func layOut(_ command: Command) {
        let arrangement = arrangement
        switch command {
        case .narrower: layout = arrangement.widening(board.focus, by: -4, in: layout)
        case .wider: layout = arrangement.widening(board.focus, by: 4, in: layout)
        case .shorter: layout = arrangement.heightening(board.focus, by: -2, in: layout)
        case .taller: layout = arrangement.heightening(board.focus, by: 2, in: layout)
        default: use(layout.preset.next)
        }
    }

    mutating func use(_ preset: Preset) {
        layout.preset = preset
        layout.isZoomed = false
        if !arrangement.panes.contains(board.focus) || arrangement.panes.count == 1 { focus(preset.mainPane) }
        say("Layout: \(preset.rawValue)")
    }
}

extension Preset {
    var next: Preset {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// What the layout is about.
    var mainPane: Pane {
        switch self {
        case .overview, .auctions: .auctions
        case .rides: .journeys
        case .notifications: .notifications
        case .feeds: .feeds
        }
    }
}
