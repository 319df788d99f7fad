import TUI

extension Theme {
    // The one blue that can be read on black and on white.
    private static let brightBlue = Colour.indexed(12)

    /// Sixteen colours on the terminal's own ground, dark or light: what is left when no file can be read.
    public static let basic = Theme(
        name: "basic",
        [
            .faint: Style(foreground: .grey),
            .title: Style(.bold),
            .focusedBorder: Style(foreground: brightBlue),
            .brand: Style(.bold),
            .key: Style(foreground: brightBlue),
            .selected: Style(.reverse),
            .inactiveSelection: Style(.bold),
            .marker: Style(.bold),
            .match: Style([.bold, .underline]),
            .link: Style(foreground: brightBlue),
            .good: Style(foreground: .green),
            .warning: Style(foreground: .yellow),
            .bad: Style(foreground: .red),
            .urgent: Style([.bold, .underline]),
            .paused: Style([.bold, .reverse]),
            .changed: Style(.bold),
            .leading: Style(.bold),
            .outbid: Style(.bold),
            .stale: Style(.italic),
            .unread: Style(foreground: .magenta, .bold),
        ])
}
