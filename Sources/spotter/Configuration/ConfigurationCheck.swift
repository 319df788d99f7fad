import ArgumentParser
import Settings

/// Examines a configuration as far as that goes without connecting and without fetching a secret.
struct ConfigurationCheck {
    /// How many feeds it has.
    let feedCount: Int
    /// What is wrong, each fault once and with its place.
    private(set) var faults: [String] = []

    private var configuration: Configuration
    private let path: String
    private let top: SettingsTable
    private let options: (feed: FeedOptions, screen: ScreenOptions)
    // What the environment says is another run's business.
    private let secrets = SecretReader(environment: [:]) { _ in }

    /// - Throws: the first fault in the file itself.
    init(_ text: String, path: String) throws(UsageError) {
        guard let feed = try? FeedOptions.parse([]), let screen = try? ScreenOptions.parse([]) else {
            throw UsageError("the options have no defaults")
        }
        options = (feed, screen)
        self.path = path
        configuration = try ConfigurationReader.read(text, path: path).withoutSecrets
        do {
            top = try SettingsTable(text, path: path)
        } catch {
            throw UsageError(error.description)
        }
        feedCount = configuration.feeds.count
        checkTop()
        let faulty = checkFeeds()
        checkProfiles(without: faulty)
    }

    private mutating func checkTop() {
        if let fault = fault({ () throws(UsageError) in
            _ = try LinkPlanner(flags: options.feed.link, secrets: secrets).link(configuration.link)
        }) {
            note(fault, in: [top])
            // It would be the fault of every feed too.
            configuration.link = Configuration.Link()
        }
        // A URL is no profile's name: what is left is the top of the file.
        checkScreen(of: "://", in: [top])
    }

    /// - Returns: the names of those with a fault.
    private mutating func checkFeeds() -> Set<String> {
        let tables = try? top.table("feeds")
        var faulty: Set<String> = []
        for name in configuration.feeds.keys.sorted() {
            guard let fault = fault(of: name), let table = try? tables?.table(name) else { continue }
            faulty.insert(name)
            note(fault, in: [table, top])
        }
        return faulty
    }

    /// What is wrong with their feeds has been told.
    private mutating func checkProfiles(without faulty: Set<String>) {
        let tables = try? top.table("profiles")
        for name in configuration.profiles.keys.sorted() {
            guard let table = try? tables?.table(name) else { continue }
            configuration.profiles[name]?.feeds.removeAll { faulty.contains($0) }
            if let fault = fault(of: name) { note(fault, in: [table, top]) }
            checkScreen(of: name, in: [table, top])
        }
    }

    /// What is wrong with a feed, or with the feeds of a profile.
    private func fault(of target: String) -> UsageError? {
        fault { () throws(UsageError) in
            let planner = FeedPlanner(
                options: options.feed, selection: try Selection([target], configuration), secrets: secrets,
                needsChannel: false)
            _ = try planner.plans()
        }
    }

    private func fault(_ plan: () throws(UsageError) -> Void) -> UsageError? {
        do {
            try plan()
            return nil
        } catch {
            return error
        }
    }

    private mutating func checkScreen(of target: String, in tables: [SettingsTable]) {
        do {
            let plan = try ScreenPlanner(options.screen, targets: [target], config: path).plan()
            if let remark = plan.remark { note(remark, at: "theme", in: tables) }
        } catch {
            // The words are checked where they are read; what is left are files.
            note(error.description, at: "map", in: tables)
        }
    }

    // MARK: Places

    /// At the key that the fault begins with, in the first of the tables that has it; else at the first table.
    private mutating func note(_ fault: UsageError, in tables: [SettingsTable]) {
        // What is told of an option is true of its key too.
        let text = fault.description.hasPrefix("--") ? String(fault.description.dropFirst(2)) : fault.description
        for table in tables {
            for key in table.keys {
                let name = [key, key.replacing("_", with: "-")].first { name in
                    text.hasPrefix(name + ": ") || text.hasPrefix(name + " \"")
                }
                guard let name else { continue }
                let advice = text.dropFirst(name.count).drop { ": ".contains($0) }
                return note(table.fault(key, String(advice)).description)
            }
        }
        if let first = tables.first { note(first.fault(text).description) }
    }

    private mutating func note(_ fault: String, at key: String, in tables: [SettingsTable]) {
        guard let table = tables.first(where: { $0.kind(of: key) != nil }) else { return note(fault) }
        note(table.fault(key, fault).description)
    }

    private mutating func note(_ fault: String) {
        if !faults.contains(fault) { faults.append(fault) }
    }
}
