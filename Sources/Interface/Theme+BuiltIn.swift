import TUI

extension Theme {
    /// Light on dark, for the evening.
    public static let dark = Theme(
        name: "dark",
        colours: Colours(
            ground: 0x12161C, text: 0xD5DAE1, faint: 0x79838F, line: 0x38414C, lit: 0x9FB4CC, bar: 0x1B222B,
            chosen: 0x26303D, green: 0x7FC98F, amber: 0xE2B562, red: 0xEE7C72, blue: 0x7DB2EE, violet: 0xC4A1EE))

    /// Dark on light, for the sun.
    public static let light = Theme(
        name: "light",
        colours: Colours(
            ground: 0xFAF8F3, text: 0x23282F, faint: 0x6E757E, line: 0xCBC7BC, lit: 0x4A5B70, bar: 0xECE8DE,
            chosen: 0xE1E8F0, green: 0x1F7A36, amber: 0x8F5F00, red: 0xB3261E, blue: 0x1C5CA8, violet: 0x6C3FA8))

    /// A dozen colours from which a theme's looks are made.
    private struct Colours {
        var ground, text, faint, line, lit, bar, chosen, green, amber, red, blue, violet: UInt32
    }

    private init(name: String, colours: Colours) {
        func style(_ colour: UInt32, _ attributes: Style.Attributes = []) -> Style {
            Style(foreground: Colour(hex: colour), attributes)
        }
        self.init(name: name) { role in
            switch role {
            case .text: Style(foreground: Colour(hex: colours.text), background: Colour(hex: colours.ground))
            case .faint, .columns: style(colours.faint)
            case .title: style(colours.text, .bold)
            case .border: style(colours.line)
            case .focusedBorder: style(colours.lit)
            case .header: Style(foreground: Colour(hex: colours.text), background: Colour(hex: colours.bar))
            case .key: style(colours.blue)
            case .selected: Style(background: Colour(hex: colours.chosen), .bold)
            case .marker: style(colours.blue, .bold)
            case .leading: style(colours.green, .bold)
            case .outbid: style(colours.red, .bold)
            case .other: style(colours.text)
            case .good, .fresh: style(colours.green)
            case .warning, .ageing: style(colours.amber)
            case .bad: style(colours.red)
            case .urgent: style(colours.red, [.bold, .underline])
            case .stale: style(colours.faint, .italic)
            case .unread: style(colours.violet, .bold)
            case .paused: style(colours.amber, [.bold, .reverse])
            case .changed: style(colours.amber, .bold)
            }
        }
    }
}
