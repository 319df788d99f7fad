import CNcurses
import TUI

/// Turns styles into ncurses attributes and colour pairs for one terminal.
struct ColourTable {
    /// How the terminal numbers its colours.
    enum Numbering: Hashable {
        /// As a palette of at most 256.
        case palette
        /// `0xRRGGBB`, where 0–7 are the palette's first eight (terminfo's `RGB`).
        case direct
        /// 256 of the palette, then 31 levels of each component (`TerminalDescription`).
        case levels
    }

    let depth: ColourDepth
    let numbering: Numbering
    private let limit: Int32
    private var entries: [Style: Entry] = [:]
    private var pairs: [UInt64: Int32] = [:]
    private var last: (style: Style, entry: Entry)

    /// What a cell of some style needs.
    struct Entry {
        var attributes: attr_t
        var pair: Int32
    }

    init(depth: ColourDepth, numbering: Numbering, limit: Int32) {
        self.depth = depth
        self.numbering = numbering
        self.limit = limit
        last = (.plain, Entry(attributes: 0, pair: 0))
    }

    /// The entry of a style; nil when all pairs are taken, after which `reset` and a full repaint help.
    mutating func entry(for style: Style) -> Entry? {
        if style == last.style { return last.entry }
        if let known = entries[style] {
            last = (style, known)
            return known
        }
        let (attributes, foreground, background) = reduced(style)
        guard let pair = pair(foreground, background) else { return nil }
        let entry = Entry(attributes: attributes, pair: pair)
        entries[style] = entry
        last = (style, entry)
        return entry
    }

    /// Whether starting over can make room; a handful of pairs stays a handful.
    var canReset: Bool { limit > 1024 }

    mutating func reset() {
        reset_color_pairs()
        self = ColourTable(depth: depth, numbering: numbering, limit: limit)
    }

    /// Attributes and colour numbers, -1 for the terminal's own.
    func reduced(_ style: Style) -> (attr_t, Int32, Int32) {
        var attributes = Self.attributes(style.attributes)
        // Without colours a background could mark nothing; reverse video marks the same cells.
        if depth == .none, style.background != .default { attributes |= spotter_reverse }
        if depth == .eight, case .indexed(let index) = style.foreground, (8..<16).contains(index) {
            attributes |= index == 8 ? spotter_dim : spotter_bold
        }
        return (attributes, number(style.foreground), number(style.background))
    }

    private static func attributes(_ attributes: Style.Attributes) -> attr_t {
        var result: attr_t = 0
        for (attribute, value) in names where attributes.contains(attribute) { result |= value }
        return result
    }

    private static let names: [(Style.Attributes, attr_t)] = [
        (.bold, spotter_bold), (.dim, spotter_dim), (.italic, spotter_italic), (.underline, spotter_underline),
        (.reverse, spotter_reverse), (.blink, spotter_blink),
    ]

    /// What makes the terminal write with the looks that ncurses gives the style.
    func escape(for style: Style) -> String {
        let (attributes, foreground, background) = reduced(style)
        var text = Capability.bytes("sgr0")
        for (value, name) in Self.capabilities where attributes & value != 0 { text += Capability.bytes(name) }
        if foreground >= 0 { text += Capability.bytes("setaf", foreground) }
        if background >= 0 { text += Capability.bytes("setab", background) }
        return text
    }

    private static let capabilities: [(attr_t, String)] = [
        (spotter_bold, "bold"), (spotter_dim, "dim"), (spotter_italic, "sitm"), (spotter_underline, "smul"),
        (spotter_reverse, "rev"), (spotter_blink, "blink"),
    ]

    private func number(_ colour: Colour) -> Int32 {
        switch (colour.reduced(to: depth), numbering) {
        case (.default, _): -1
        case (.indexed(let index), .palette), (.indexed(let index), .levels): Int32(index)
        case (.indexed(let index), .direct) where index < 8: Int32(index)
        case (.indexed, .direct), (.rgb, .direct), (.rgb, .palette), (.rgb, .levels):
            packed(colour.components ?? (0, 0, 0))
        }
    }

    private func packed(_ colour: (red: UInt8, green: UInt8, blue: UInt8)) -> Int32 {
        guard numbering == .levels else {
            let value = Int32(colour.red) << 16 | Int32(colour.green) << 8 | Int32(colour.blue)
            return value < 8 ? 0x010101 : value
        }
        return TerminalDescription.number(colour.red, colour.green, colour.blue)
    }

    /// The pair of two colour numbers, made at first use.
    private mutating func pair(_ foreground: Int32, _ background: Int32) -> Int32? {
        if foreground == -1, background == -1 { return 0 }
        let key = UInt64(UInt32(bitPattern: foreground)) << 32 | UInt64(UInt32(bitPattern: background))
        if let known = pairs[key] { return known }
        let next = Int32(pairs.count) + 1
        guard next < limit else { return canReset ? nil : 0 }
        guard init_extended_pair(next, foreground, background) != ERR else { return 0 }
        pairs[key] = next
        return next
    }
}
