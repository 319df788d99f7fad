import Dashboard
import TUI

/// Every key and what it does, from the one table.
struct HelpOverlay: Widget {
    let view: View

    /// The last offset at which the end of the table is in sight.
    static func furthest(_ size: Size) -> Int { max(0, Command.table.count - max(0, size.height - 4)) }

    func draw(in area: Rect, on grid: inout Grid) {
        let entries = Command.table
        let box = area.centred(Size(width: min(60, area.width), height: min(entries.count + 2, area.height)))
        grid.fill(box, style: view.theme[.text])
        let inner = Panel.interior(of: box)
        let offset = min(view.board.helpOffset, max(0, entries.count - inner.height))
        let hidden = entries.count - inner.height
        Panel(
            "Keys", note: hidden > 0 ? "j k for more" : "", footer: "? or esc closes", isFocused: true,
            styles: view.panelStyles
        ).draw(in: box, on: &grid)
        for (line, row) in inner.inset(horizontal: 1).rows.enumerated() where entries.indices.contains(offset + line) {
            let entry = entries[offset + line]
            let (keys, help) = row.split(left: 12)
            grid.write(entry.keys.map(KeyName.of).joined(separator: " "), in: keys, style: view.theme[.key])
            grid.write(entry.help, in: help, style: view.theme[.text])
        }
    }
}
