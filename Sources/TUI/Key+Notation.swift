/// Why a key's notation cannot be read.
public enum KeyError: Error, Hashable, Sendable {
    case empty
    /// A `<` without its `>`.
    case unclosed(String)
    /// No key is called so.
    case unknown(String)
}

extension KeyError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "a key is missing"
        case .unclosed(let text): "\"\(text)\" has no closing \">\" (a less-than sign itself is <lt>)"
        case .unknown(let name): "no key is called <\(name)>"
        }
    }
}

/// `j`, `G`, `<enter>`, `<c-d>`, `<a-x>`, `<s-tab>`, `<f5>`, `<c-a-left>`; `<lt>` and `<space>` for those two characters.
extension Key: CustomStringConvertible {
    // swift-format-ignore
    private static let names: [(code: Code, name: String)] = [
        (.enter, "enter"), (.tab, "tab"), (.escape, "esc"), (.backspace, "bs"), (.delete, "del"), (.insert, "ins"),
        (.up, "up"), (.down, "down"), (.left, "left"), (.right, "right"), (.home, "home"), (.end, "end"),
        (.pageUp, "pgup"), (.pageDown, "pgdn"), (.character(" "), "space"), (.character("<"), "lt"),
    ]
    private static let aliases: [String: Code] = [
        "return": .enter, "cr": .enter, "escape": .escape, "backspace": .backspace, "delete": .delete,
        "insert": .insert, "pageup": .pageUp, "pagedown": .pageDown, "gt": .character(">"), "minus": .character("-"),
    ]

    /// Reads exactly one key.
    public init(notation: String) throws(KeyError) {
        let keys = try Key.sequence(notation)
        guard let key = keys.first else { throw .empty }
        guard keys.count == 1 else { throw .unknown(notation) }
        self = key
    }

    /// Reads keys one after the other, such as `jj<enter>/tesla<enter>`.
    public static func sequence(_ notation: String) throws(KeyError) -> [Key] {
        var keys: [Key] = []
        var rest = notation[...]
        while let first = rest.first {
            guard first == "<" else {
                keys.append(Key(rest.removeFirst()))
                continue
            }
            guard let end = rest.firstIndex(of: ">") else { throw .unclosed(String(rest)) }
            keys.append(try Key(named: rest[rest.index(after: rest.startIndex)..<end]))
            rest = rest[rest.index(after: end)...]
        }
        return keys
    }

    /// Reads what stands between the angle brackets.
    private init(named name: Substring) throws(KeyError) {
        var modifiers: Modifiers = []
        var rest = name
        while let (modifier, tail) = Key.modifier(rest) {
            modifiers.insert(modifier)
            rest = tail
        }
        guard let code = Key.code(rest) else { throw .unknown(String(name)) }
        self.init(code, modifiers)
    }

    private static func modifier(_ text: Substring) -> (Modifiers, Substring)? {
        guard text.count > 2, text.dropFirst().first == "-" else { return nil }
        switch text.first {
        case "c", "C": return (.control, text.dropFirst(2))
        case "a", "A", "m", "M": return (.alt, text.dropFirst(2))
        case "s", "S": return (.shift, text.dropFirst(2))
        default: return nil
        }
    }

    private static func code(_ name: Substring) -> Code? {
        if name.count == 1, let character = name.first { return .character(character) }
        let lower = name.lowercased()
        if let named = names.first(where: { $0.name == lower }) { return named.code }
        if lower.first == "f", let number = Int(lower.dropFirst()), (1...24).contains(number) {
            return .function(number)
        }
        return aliases[lower]
    }

    /// The notation that `init(notation:)` reads.
    public var description: String {
        let name = Key.name(code)
        guard modifiers.isEmpty, name.count == 1 else {
            let prefix =
                (modifiers.contains(.control) ? "c-" : "") + (modifiers.contains(.alt) ? "a-" : "")
                + (modifiers.contains(.shift) ? "s-" : "")
            return "<\(prefix)\(name)>"
        }
        return name
    }

    private static func name(_ code: Code) -> String {
        if let named = names.first(where: { $0.code == code }) { return named.name }
        switch code {
        case .character(">"): return "gt"
        case .character(let character): return String(character)
        case .function(let number): return "f\(number)"
        case .enter, .tab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp,
            .pageDown:
            return ""
        }
    }
}
