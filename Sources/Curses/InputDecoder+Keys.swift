import CNcurses
import TUI

extension InputDecoder {
    static func character(_ code: UInt32) -> Key.Code {
        .character(Unicode.Scalar(code).map(Character.init) ?? "\u{FFFD}")
    }

    /// A character as raw mode delivers it.
    static func key(typed code: UInt32) -> Key {
        switch code {
        case 0x0D, 0x0A: Key(.enter)
        case 0x09: Key(.tab)
        case 0x1B: Key(.escape)
        case 0x08, 0x7F: Key(.backspace)
        case 0x00: Key(" ", .control)
        case 0x01...0x1A: Key(character(code + 0x60), .control)
        case 0x1C...0x1F: Key(character(code + 0x40), .control)
        default: Key(character(code))
        }
    }

    // swift-format-ignore
    private static let keys: [Int32: Key] = [
        KEY_UP: Key(.up), KEY_DOWN: Key(.down), KEY_LEFT: Key(.left), KEY_RIGHT: Key(.right),
        KEY_HOME: Key(.home), KEY_END: Key(.end), KEY_PPAGE: Key(.pageUp), KEY_NPAGE: Key(.pageDown),
        KEY_FIND: Key(.home), KEY_SELECT: Key(.end), KEY_A1: Key(.home), KEY_C1: Key(.end),
        KEY_A3: Key(.pageUp), KEY_C3: Key(.pageDown),
        KEY_BACKSPACE: Key(.backspace), KEY_DC: Key(.delete), KEY_IC: Key(.insert), KEY_ENTER: Key(.enter),
        KEY_BTAB: Key(.tab, .shift), KEY_SR: Key(.up, .shift), KEY_SF: Key(.down, .shift),
        KEY_SLEFT: Key(.left, .shift), KEY_SRIGHT: Key(.right, .shift), KEY_SHOME: Key(.home, .shift),
        KEY_SEND: Key(.end, .shift), KEY_SPREVIOUS: Key(.pageUp, .shift), KEY_SNEXT: Key(.pageDown, .shift),
        KEY_SDC: Key(.delete, .shift),
    ]

    /// One of ncurses' own codes; nil for those that mean nothing here.
    static func key(_ code: Int32) -> Key? {
        if code > KEY_F0, code <= KEY_F0 + 63 { return function(Int(code - KEY_F0)) }
        return keys[code]
    }

    /// xterm counts on after F12: shift adds 12, control 24, both 36, alt 48.
    private static func function(_ number: Int) -> Key? {
        let steps: [Key.Modifiers] = [[], .shift, .control, [.control, .shift], .alt]
        let step = (number - 1) / 12
        return step < steps.count ? Key(.function((number - 1) % 12 + 1), steps[step]) : nil
    }

    /// The codes that ncurses gave to the keys with modifiers of this terminal.
    static func extendedKeys() -> [Int32: Key] {
        let names: [(String, Key.Code)] = [
            ("kUP", .up), ("kDN", .down), ("kLFT", .left), ("kRIT", .right), ("kHOM", .home), ("kEND", .end),
            ("kPRV", .pageUp), ("kNXT", .pageDown), ("kDC", .delete), ("kIC", .insert),
        ]
        var result: [Int32: Key] = [:]
        for (name, code) in names {
            for suffix in 2...8 {
                guard let sequence = Capability.string("\(name)\(suffix == 2 ? "" : String(suffix))") else { continue }
                let assigned = key_defined(sequence)
                // xterm's parameter is one more than the bits of shift, alt and control.
                if assigned > 0 { result[assigned] = Key(code, Key.Modifiers(rawValue: UInt8(suffix - 1))) }
            }
        }
        return result
    }
}
