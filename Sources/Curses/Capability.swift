import CNcurses

/// Questions to the description of the current terminal.
enum Capability {
    /// A string, nil when the terminal has none.
    static func string(_ name: String) -> String? {
        guard let value = tigetstr(name), UInt(bitPattern: value) != UInt.max, value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// A number, nil when the terminal has none.
    static func number(_ name: String) -> Int? {
        let value = tigetnum(name)
        return value >= 0 ? Int(value) : nil
    }

    static func flag(_ name: String) -> Bool {
        tigetflag(name) > 0
    }

    /// A string without its padding (`$<5>`), ready to be written as it is; empty when the terminal has none.
    static func bytes(_ name: String) -> String {
        string(name).map(unpadded) ?? ""
    }

    /// As `bytes`, with its parameters filled in.
    static func bytes(_ name: String, _ first: Int32, _ second: Int32 = 0) -> String {
        guard let value = string(name), let filled = spotter_fill_in(value, first, second) else { return "" }
        return unpadded(String(cString: filled))
    }

    private static func unpadded(_ value: String) -> String {
        var result = ""
        var rest = value[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            let after = rest[rest.index(after: dollar)...]
            guard after.first == "<", let end = after.firstIndex(of: ">") else {
                result += "$"
                rest = after
                continue
            }
            rest = after[after.index(after: end)...]
        }
        return result + rest
    }
}
