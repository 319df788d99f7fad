import Lines
import Realtime

/// Finds a protocol by what was typed.
enum ProtocolChoice {
    static func named(_ name: String) throws(UsageError) -> ProtocolEntry {
        if let entry = AdapterCatalog.entry(name: name) { return entry }
        let names = AdapterCatalog.all.map(\.name)
        let question = Suggestion.nearest(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
        throw UsageError("unknown protocol \(name) (known: \(names.joined(separator: ", ")))\(question)")
    }

    /// The protocol that the URL's scheme names; where none has that scheme, the one that the address is known by.
    static func entry(url: String) -> ProtocolEntry? {
        AdapterCatalog.entry(url: url) ?? Recognition.byAddress(url)?.entry
    }

    static func of(url: String) throws(UsageError) -> ProtocolEntry {
        if let entry = entry(url: url) { return entry }
        let schemes = AdapterCatalog.all.flatMap(\.schemes)
        let scheme = url.prefix { $0 != ":" }.lowercased()
        let known = schemes.map { $0 + "://" }.joined(separator: ", ")
        let nearest = Suggestion.nearest(to: scheme, among: schemes).map { "; did you mean \($0)://?" } ?? ""
        throw UsageError("unknown scheme \(scheme):// (known: \(known))\(nearest)")
    }
}

/// A protocol's own setting as it is typed: `--set NAME=VALUE`.
enum SettingText {
    static func split(_ text: String) throws(UsageError) -> (name: String, value: String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw UsageError("--set \(text): expected NAME=VALUE")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    static func unknown(_ name: String, of entry: ProtocolEntry) -> String {
        let names = entry.settings.map(\.name)
        guard !names.isEmpty else { return "--set \(name): \(entry.name) has no settings of its own" }
        let question = Suggestion.nearest(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
        return "--set \(name): \(entry.name) has no such setting (it has \(names.joined(separator: ", ")))\(question)"
    }
}
