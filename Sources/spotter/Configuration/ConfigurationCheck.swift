import ArgumentParser
import Settings

/// Examines a configuration as far as that goes without connecting and without fetching a secret.
struct ConfigurationCheck {
    /// How many feeds it has.
    let feedCount: Int
    /// What is wrong with feeds, each with its place.
    let faults: [String]

    /// - Throws: the first fault in the file itself.
    init(_ text: String, path: String) throws(UsageError) {
        let configuration = try ConfigurationReader.read(text, path: path).withoutSecrets
        feedCount = configuration.feeds.count
        var faults: [String] = []
        for name in configuration.feeds.keys.sorted() {
            guard let fault = try Self.fault(of: name, in: configuration) else { continue }
            faults.append(Self.placed(fault.description, feed: name, text, path))
        }
        self.faults = faults
    }

    private static func fault(of feed: String, in configuration: Configuration) throws(UsageError) -> UsageError? {
        guard var options = try? FeedOptions.parse([]) else { throw UsageError("the options have no defaults") }
        options.targets = [feed]
        // What the environment says is another run's business.
        let planner = FeedPlanner(
            options: options, configuration: configuration, secrets: SecretReader(environment: [:]) { _ in },
            needsChannel: false)
        do {
            _ = try planner.plans()
            return nil
        } catch {
            return error
        }
    }

    /// At the key that the fault begins with, else at the feed.
    private static func placed(_ fault: String, feed: String, _ text: String, _ path: String) -> String {
        guard let table = try? SettingsTable(text, path: path).table("feeds")?.table(feed) else { return fault }
        guard let key = table.keys.first(where: { fault.hasPrefix($0 + ": ") }) else {
            return table.fault(fault).description
        }
        return table.fault(key, String(fault.dropFirst(key.count + 2))).description
    }
}

extension Configuration {
    /// The same with placeholders, which no service would take but every check of their form does.
    fileprivate var withoutSecrets: Self {
        var configuration = self
        configuration.link.dropSecrets()
        for name in feeds.keys { configuration.feeds[name]?.dropSecrets() }
        return configuration
    }
}

extension Configuration.Feed {
    fileprivate mutating func dropSecrets() {
        // A key's name, a user and a password.
        secret = secret.map { $0.replaced(by: "app.key:secret") }
        authHeaders = authHeaders.mapValues { $0.replaced(by: "secret") }
        values = values.mapValues { value in
            switch value {
            case .plain: value
            // 32 bytes in base64.
            case .secret(let source): .secret(source.replaced(by: String(repeating: "A", count: 43) + "="))
            }
        }
        link.dropSecrets()
    }
}

extension Configuration.Link {
    fileprivate mutating func dropSecrets() {
        headers = headers.mapValues { $0.replaced(by: "secret") }
        proxy = proxy.map { $0.replaced(by: "http://localhost") }
    }
}

extension SecretSource {
    /// What is written in the file itself stays.
    fileprivate func replaced(by placeholder: String) -> Self {
        switch self {
        case .environment, .file, .command: .literal(placeholder)
        case .literal: self
        }
    }
}
