import Dashboard
import TUI

/// Which part of the screen is whose, by the screen's size.
struct Arrangement {
    enum Form: Equatable {
        /// Less than 40×12: there is only room to say so.
        case tooSmall
        /// One pane, the others a keystroke away.
        case tabs
        /// All panes above each other, from 80×36.
        case stack
        /// Auctions and notifications at the left, rides at the right, from 120×20.
        case columns
    }

    static let minimum = Size(width: 40, height: 12)

    let size: Size
    let form: Form
    let header: Rect
    let tabs: Rect
    let footer: Rect
    private let body: Rect

    init(_ size: Size) {
        self.size = size
        let whole = Rect(size)
        if size.width < Self.minimum.width || size.height < Self.minimum.height {
            form = .tooSmall
        } else if size.width >= 120, size.height >= 20 {
            form = .columns
        } else {
            form = size.width >= 80 && size.height >= 36 ? .stack : .tabs
        }
        let (header, rest) = whole.split(top: 1)
        let (middle, footer) = rest.split(bottom: 1)
        let (tabs, body) = middle.split(top: form == .tabs ? 1 : 0)
        self.header = header
        self.footer = footer
        self.tabs = tabs
        self.body = body
    }

    /// Whether panes have frames; on narrow screens every column counts.
    var hasFrames: Bool { size.width >= 60 }

    /// Where a pane is; empty where it is out of sight.
    func area(of pane: Pane, focus: Pane) -> Rect {
        switch form {
        case .tooSmall: return Rect(.zero)
        case .tabs: return pane == focus ? body : Rect(.zero)
        case .stack:
            let rows = Layout.rows(body, [.share(4), .share(3), .share(3)])
            return rows[pane.rawValue]
        case .columns:
            let columns = Layout.columns(body, [.share(11), .share(10)])
            let left = Layout.rows(columns[0], [.share(3), .share(2)])
            switch pane {
            case .auctions: return left[0]
            case .journeys: return columns[1]
            case .notifications: return left[1]
            }
        }
    }

    func pane(at point: Point, focus: Pane) -> Pane? {
        Pane.allCases.first { area(of: $0, focus: focus).contains(point) }
    }

    /// Rows of a pane's list that are in sight when it is focused.
    func page(of pane: Pane) -> Int {
        let area = area(of: pane, focus: pane)
        let columnTitles = pane == .notifications ? 0 : 1
        return max(1, area.height - (hasFrames ? 2 : 0) - columnTitles)
    }
}
