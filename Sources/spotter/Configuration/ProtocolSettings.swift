import Realtime
import Settings

/// Reads what a feed's table says of its protocol and of the settings that only this protocol has.
enum ProtocolSettings {
    /// - Throws: where neither the `protocol` key nor the URL names a protocol that there is.
    static func entry(of url: String, _ table: SettingsTable) throws(SettingsError) -> ProtocolEntry {
        let name = try table.string("protocol")
        do throws(UsageError) {
            guard let name else { return try ProtocolChoice.of(url: url) }
            return try ProtocolChoice.named(name)
        } catch {
            throw table.fault(name == nil ? "url" : "protocol", error.description)
        }
    }

    static func read(_ entry: ProtocolEntry, _ table: SettingsTable) throws(SettingsError) -> [String: ProtocolValue] {
        var values: [String: ProtocolValue] = [:]
        for setting in entry.settings where table.kind(of: setting.name) != nil {
            values[setting.name] = try value(setting, table)
        }
        return values
    }

    private static func value(
        _ setting: ProtocolSetting, _ table: SettingsTable
    ) throws(SettingsError) -> ProtocolValue? {
        let name = setting.name
        switch setting.kind {
        case .text: return try table.string(name).map { .plain(.text($0)) }
        case .texts: return try table.oneOrMore(name).map { .plain(.texts($0)) }
        case .flag: return try table.bool(name).map { .plain(.flag($0)) }
        case .number(let range): return try table.integer(name, in: range).map { .plain(.number($0)) }
        case .secret: return try table.secret(name).map { .secret($0) }
        case .choice(let words):
            guard let word = try table.string(name) else { return nil }
            guard words.contains(word) else { throw table.fault(name, "expected \(words.joined(separator: ", "))") }
            return .plain(.text(word))
        }
    }
}
