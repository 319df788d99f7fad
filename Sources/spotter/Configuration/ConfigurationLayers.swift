import Settings

/// The tables of the file that speak of one thing, the one that counts most first.
struct ConfigurationLayers {
    struct Layer {
        let table: SettingsTable
        /// What else to say than the line.
        var note = ""
    }

    private let top: SettingsTable
    private let feeds: SettingsTable?
    private let profiles: SettingsTable?

    init(_ text: String, path: String) throws(UsageError) {
        do throws(SettingsError) {
            top = try SettingsTable(text, path: path)
            feeds = try top.table("feeds")
            profiles = try top.table("profiles")
        } catch {
            throw UsageError(error.description)
        }
    }

    /// - Parameter targets: the first of them that leads to the feed decides whether a profile speaks for it.
    func feed(_ name: String?, by targets: [String]) -> [Layer] {
        var layers: [Layer] = []
        if let name, let table = try? feeds?.table(name) { layers.append(Layer(table: table)) }
        let target = targets.first { $0 == name || profile($0).map { Self.names($0, of: name) } ?? false }
        if let target, let table = profile(target) { layers.append(Layer(table: table, note: ", profile \(target)")) }
        return layers + [Layer(table: top)]
    }

    func screen(by targets: [String]) -> [Layer] {
        let targets = targets.isEmpty ? [Selection.standardProfile] : targets
        return targets.compactMap { target in profile(target).map { Layer(table: $0, note: ", profile \(target)") } }
            + [Layer(table: top)]
    }

    private func profile(_ name: String) -> SettingsTable? { try? profiles?.table(name) }

    private static func names(_ profile: SettingsTable, of feed: String?) -> Bool {
        guard let feed, let feeds = try? profile.strings("feeds") else { return false }
        return feeds.contains(feed)
    }
}
