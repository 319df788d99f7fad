import Dashboard

extension Desk {
    /// What a command waits for, as a sentence without its subject; `nil` where it does something as things are.
    func need(of command: Command) -> String? {
        guard !works(command) else { return nil }
        switch command {
        case .dismiss, .snooze, .fit, .nextVehicle, .previousVehicle: return place(of: command)
        case .acknowledge: return "needs a notification, or a selected ride whose driver has changed"
        case .acknowledgeAll: return "needs an unread notification"
        case .follow: return "needs a selected ride or vehicle"
        case .sort: return "needs several rows in pane 1, 2 or 3"
        case .nextMatch, .previousMatch: return "needs something to search for: /"
        case .back: return "needs something to leave"
        case .reconnect: return "needs a feed"
        case .narrower, .wider, .shorter, .taller: return "needs several panes in sight"
        case .open, .copy, .copyJSON: return "needs a selected row"
        case .down, .up, .first, .last, .halfDown, .halfUp, .search, .filter: return "needs a row in this pane"
        case .nextPane, .previousPane, .auctions, .journeys, .map, .notifications, .feeds, .zoom, .pause, .times,
            .panLeft, .panDown, .panUp, .panRight, .zoomIn, .zoomOut, .mapSymbols, .nextLayout, .themes, .mouse,
            .redraw, .palette, .help, .reload, .suspend, .quit:
            return nil
        }
    }

    /// Where a command that belongs to some panes does something.
    private func place(of command: Command) -> String {
        let home = command.home ?? []
        guard !home.contains(board.focus) else { return "needs something in this pane" }
        let panes = Pane.allCases.filter(home.contains).map { "pane \($0.key), \($0.title.lowercased())" }
        return "works in " + panes.joined(separator: ", or ")
    }
}
