import Settings

/// Gathers rows: for each key the first that speaks of it.
struct ExplanationRows {
    let given: [GivenOption]
    let layers: [ConfigurationLayers.Layer]
    let origins: OptionOrigins
    private(set) var rows: [Explanation.Row] = []

    init(given: [GivenOption], layers: [ConfigurationLayers.Layer], origins: OptionOrigins) {
        self.given = given
        self.layers = layers
        self.origins = origins
    }

    mutating func add(_ key: String, _ value: String, _ origin: String) {
        rows.append(Explanation.Row(key: key, value: value, origin: origin, isStandard: false))
    }

    mutating func add(_ key: ConfigurationKey) {
        guard !rows.contains(where: { $0.key == key.name }) else { return }
        if case .headers = key.kind { return addHeaders(key) }
        if let given = given.first(where: { $0.key == key.name }) {
            return add(key.name, given.text, origins.name(given.origin))
        }
        guard let layer = layers.first(where: { $0.table.kind(of: key.name) != nil }), isInForce(key, of: layer) else {
            let row = Explanation.Row(key: key.name, value: key.standard, origin: "default", isStandard: true)
            return rows.append(row)
        }
        add(key.name, key.shown(in: layer.table), origin(key.name, layer))
    }

    /// Those of all layers together: a row a header, but for those of a file, which is not read.
    private mutating func addHeaders(_ key: ConfigurationKey) {
        let before = rows.count
        var seen: Set<String> = []
        // The one that has a key of its own counts before any that is among the others.
        if key.name == "headers", speaks(of: "origin") { seen.insert("origin") }
        let prefix = key.name + "."
        for given in given where given.key.hasPrefix(prefix) {
            guard seen.insert(given.key.dropFirst(prefix.count).lowercased()).inserted else { continue }
            add(given.key, given.text, origins.name(given.origin))
        }
        let configured = configuredHeaders(key, seen)
        if let file = given.first(where: { $0.key == key.name }) {
            let name = origins.name(file.origin)
            let mayReplace = key.name == "headers" && !configured.isEmpty
            add(key.name, file.text, mayReplace ? "\(name), which may replace those below" : name)
        }
        rows += configured
        guard rows.count == before else { return }
        rows.append(Explanation.Row(key: key.name, value: key.standard, origin: "default", isStandard: true))
    }

    private func speaks(of key: String) -> Bool {
        given.contains { $0.key == key } || layers.contains { $0.table.kind(of: key) != nil }
    }

    private func configuredHeaders(_ key: ConfigurationKey, _ seen: Set<String>) -> [Explanation.Row] {
        var seen = seen
        var rows: [Explanation.Row] = []
        for layer in layers {
            guard let table = try? layer.table.table(key.name) else { continue }
            for name in table.keys where seen.insert(name.lowercased()).inserted {
                let isPlace = table.kind(of: name) == .table
                rows.append(
                    Explanation.Row(
                        key: "\(key.name).\(name)", value: isPlace ? table.written(name) ?? "" : "a text",
                        origin: origin(name, layer, table), isStandard: false))
            }
        }
        return rows
    }

    /// A certificate's key is of no use to another certificate, which a flag or a layer before it may name.
    private func isInForce(_ key: ConfigurationKey, of layer: ConfigurationLayers.Layer) -> Bool {
        guard key.name == "key" else { return true }
        guard !given.contains(where: { $0.key == "cert" }) else { return false }
        let before = layers.prefix { $0.table.kind(of: "key") == nil }
        return !before.contains { $0.table.kind(of: "cert") != nil }
    }

    private func origin(_ key: String, _ layer: ConfigurationLayers.Layer, _ table: SettingsTable? = nil) -> String {
        let line = (table ?? layer.table).line(of: key)
        return (line.map { "line \($0)" } ?? "the file") + layer.note
    }
}

extension ConfigurationKey {
    /// What stands in the table, without what may be secret in a URL.
    fileprivate func shown(in table: SettingsTable) -> String {
        switch kind {
        case .url:
            let url = (try? table.string(name)) ?? nil
            return SettingsTable.quoted(URLText.shown(url ?? ""))
        case .rules:
            let count = (try? table.tables(name).count) ?? 0
            return count == 1 ? "1 rule" : "\(count) rules"
        case .text, .flag, .texts, .oneOrMore, .number, .choice, .secret, .textOrSecret, .headers, .keymap, .feeds,
            .profiles:
            return table.written(name) ?? ""
        }
    }
}
