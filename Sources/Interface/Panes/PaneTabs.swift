import Dashboard
import TUI

/// The panes' names where only one of them has room.
struct PaneTabs: Widget {
    let view: View

    func draw(in area: Rect, on grid: inout Grid) {
        guard !area.isEmpty else { return }
        let theme = view.theme
        let isShort = area.width < 60
        let tabs = Pane.allCases.map { pane in
            Tabs.Tab(isShort ? pane.shortTitle : pane.title, key: pane.key, badge: badge(pane))
        }
        Tabs(
            tabs, selection: view.board.focus.rawValue,
            styles: Tabs.Styles(
                tab: theme[.faint], selected: theme[.selected], key: theme[.key])
        ).draw(in: area, on: &grid)
    }

    private func badge(_ pane: Pane) -> StyledText {
        let unread = view.scene.notifications.unread
        guard pane == .notifications, unread > 0 else { return .empty }
        return view.text("●\(CountText.of(unread))", .unread).bare
    }
}

extension Pane {
    var key: Character {
        switch self {
        case .auctions: "1"
        case .journeys: "2"
        case .notifications: "3"
        }
    }

    var title: String {
        switch self {
        case .auctions: "Auctions"
        case .journeys: "Rides & vehicles"
        case .notifications: "Notifications"
        }
    }

    var shortTitle: String {
        switch self {
        case .auctions: "Lots"
        case .journeys: "Rides"
        case .notifications: "News"
        }
    }
}
