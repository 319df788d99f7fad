import Dashboard
import TUI

/// The panes' names where only one of them has room.
struct PaneTabs: Widget {
    let view: View

    func draw(in area: Rect, on grid: inout Grid) {
        guard !area.isEmpty else { return }
        tabs.draw(in: area, on: &grid)
    }

    var tabs: Tabs {
        let theme = view.theme
        let isShort = view.desk.size.width < 70
        return Tabs(
            Pane.allCases.map { pane in
                Tabs.Tab(isShort ? pane.shortTitle : pane.title, key: pane.key, badge: badge(pane))
            }, selection: view.board.focus.rawValue,
            styles: Tabs.Styles(tab: theme[.faint], selected: theme[.selected], key: theme[.key]))
    }

    private func badge(_ pane: Pane) -> StyledText {
        switch pane {
        case .notifications:
            let unread = view.scene.notifications.unread
            return unread > 0 ? view.text("●\(CountText.of(unread))", .unread).bare : .empty
        case .feeds:
            let isDown = view.scene.feeds.contains { $0.state != .connected && $0.state != .completed }
            return isDown ? view.text("◌", .feedWaiting).bare : .empty
        case .auctions, .journeys, .map: return .empty
        }
    }
}

extension Pane {
    var key: Character { Character("\(rawValue + 1)") }

    var title: String {
        switch self {
        case .auctions: "Auctions"
        case .journeys: "Rides & vehicles"
        case .map: "Map"
        case .notifications: "Notifications"
        case .feeds: "Feeds"
        }
    }

    var shortTitle: String {
        switch self {
        case .auctions: "Lots"
        case .journeys: "Rides"
        case .map: "Map"
        case .notifications: "News"
        case .feeds: "Feeds"
        }
    }
}
