import Glibc

/// A compiled terminfo entry (term(5)) and the one change we make to it.
///
/// Most terminals that show 24-bit colour are described as having a palette of 256, and say the truth in `COLORTERM` only.
/// For those the entry is extended by colour numbers past the palette, 31 levels of each component, and ncurses is given
/// the result in place of the installed one. 31 levels are steps of 8.5: an error of at most 4 in 255, which nobody sees.
struct TerminalDescription {
    private(set) var bytes: [UInt8]

    /// Colours past the palette.
    private static let levels = 31
    static let colours = 256 + levels * levels * levels

    /// The number of the colour nearest to a 24-bit one.
    static func number(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
        func level(_ value: UInt8) -> Int { (Int(value) * (levels - 1) + 127) / 255 }
        return Int32(256 + (level(red) * levels + level(green)) * levels + level(blue))
    }

    /// Finds the entry where ncurses would: `TERMINFO`, `~/.terminfo`, `TERMINFO_DIRS`, the system's folders.
    init?(named name: String) {
        guard let first = name.utf8.first, !name.contains("/"), name.first != "." else { return nil }
        let letter = String(UnicodeScalar(first))
        let hexadecimal = String(first, radix: 16)
        for folder in Self.folders {
            for directory in [letter, hexadecimal] {
                guard let bytes = Self.contents("\(folder)/\(directory)/\(name)") else { continue }
                self.init(bytes: bytes)
                return
            }
        }
        return nil
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private static var folders: [String] {
        let user = [environment("TERMINFO"), environment("HOME").map { $0 + "/.terminfo" }].compactMap { $0 }
        let listed = environment("TERMINFO_DIRS")?.split(separator: ":").map(String.init) ?? []
        return user + listed + ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo"]
    }

    /// The file's bytes, when it is small enough to be an entry.
    private static func contents(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 32768)
        let count = fread(&bytes, 1, bytes.count, file)
        return count > 12 && count < bytes.count ? Array(bytes.prefix(count)) : nil
    }

    /// As the value of `TERMINFO` that holds the entry itself.
    var environmentValue: String {
        let digits = Array("0123456789ABCDEF".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "hex:" + String(decoding: text, as: UTF8.self)
    }
}

extension TerminalDescription {
    // Places in the tables of <term.h>.
    private static let maxColours = 13
    private static let setForeground = 359
    private static let setBackground = 360

    /// Where the parts of an entry begin.
    private struct Sections {
        var numberWidth: Int
        var numbers: Int
        var offsets: Int
        var strings: Int
        var stringsSize: Int

        var end: Int { strings + stringsSize }
    }

    /// The entry with colours past the palette; nil when it is not laid out as term(5) says or has no palette of 256.
    func extended() -> TerminalDescription? {
        guard let sections, number(Self.maxColours, sections) == 256 else { return nil }
        var copy = bytes
        var strings = Array(bytes[sections.strings..<sections.end])
        for (place, base) in [(Self.setForeground, 3), (Self.setBackground, 4)] {
            Self.store(strings.count, width: 2, in: &copy, at: sections.offsets + 2 * place)
            strings += Self.setColour(base).utf8 + [0]
        }
        let colours = sections.numbers + Self.maxColours * sections.numberWidth
        Self.store(Self.colours, width: sections.numberWidth, in: &copy, at: colours)
        Self.store(strings.count, width: 2, in: &copy, at: 10)
        // What follows the strings starts at an even place.
        let tail = bytes[min(bytes.count, sections.end + sections.end % 2)...]
        copy.removeSubrange(sections.strings...)
        copy += strings
        if !tail.isEmpty, copy.count % 2 == 1 { copy.append(0) }
        return TerminalDescription(bytes: copy + tail)
    }

    /// `setaf` (base 3) or `setab` (base 4): palette, bright palette, 256, then level × 17 / 2 for each component.
    private static func setColour(_ base: Int) -> String {
        let level = "%{\(levels)}"
        func component(_ division: String) -> String { "%p1%{256}%-\(division)%{17}%*%{2}%/%d" }
        let red = component("\(level)%/\(level)%/")
        let green = component("\(level)%/\(level)%m")
        let blue = component("\(level)%m")
        return "\u{1B}[%?%p1%{8}%<%t\(base)%p1%d%e%p1%{16}%<%t\(base + 6)%p1%{8}%-%d"
            + "%e%p1%{256}%<%t\(base)8;5;%p1%d%e\(base)8;2;\(red);\(green);\(blue)%;m"
    }

    private var sections: Sections? {
        guard bytes.count > 12 else { return nil }
        let header = (0..<6).map { Int(bytes[2 * $0]) | Int(bytes[2 * $0 + 1]) << 8 }
        guard header[0] == 0o432 || header[0] == 0o1036 else { return nil }
        let width = header[0] == 0o432 ? 2 : 4
        let flags = 12 + header[1] + header[2]
        let numbers = flags + flags % 2
        let offsets = numbers + header[3] * width
        let strings = offsets + header[4] * 2
        guard header[3] > Self.maxColours, header[4] > Self.setBackground, strings + header[5] <= bytes.count else {
            return nil
        }
        return Sections(
            numberWidth: width, numbers: numbers, offsets: offsets, strings: strings, stringsSize: header[5])
    }

    private func number(_ place: Int, _ sections: Sections) -> Int {
        let start = sections.numbers + place * sections.numberWidth
        return (0..<sections.numberWidth).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
    }

    private static func store(_ value: Int, width: Int, in bytes: inout [UInt8], at start: Int) {
        for offset in 0..<width { bytes[start + offset] = UInt8(truncatingIfNeeded: value >> (8 * offset)) }
    }
}

/// A variable of the environment, nil when it is unset or empty.
func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
}
