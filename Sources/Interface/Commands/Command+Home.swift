import Dashboard

extension Command {
    /// The panes that the command is made for; `nil` for one that is at home everywhere.
    var home: Set<Pane>? {
        switch self {
        case .acknowledge: [.journeys, .map, .notifications]
        case .dismiss, .snooze: [.notifications]
        case .follow: [.journeys, .map]
        case .panLeft, .panDown, .panUp, .panRight, .zoomIn, .zoomOut, .fit, .nextVehicle, .previousVehicle,
            .mapSymbols:
            [.map]
        case .down, .up, .first, .last, .halfDown, .halfUp, .nextPane, .previousPane, .auctions, .journeys, .map,
            .notifications, .feeds, .open, .back, .search, .nextMatch, .previousMatch, .filter, .sort, .zoom, .pause,
            .times, .copy, .copyJSON, .acknowledgeAll, .nextLayout, .narrower, .wider, .shorter, .taller, .themes,
            .mouse, .redraw, .palette, .help, .reconnect, .reload, .suspend, .quit:
            nil
        }
    }
}
