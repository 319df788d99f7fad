extension Configuration {
    /// The same with placeholders, which no service would take but every check of their form does.
    var withoutSecrets: Self {
        var configuration = self
        configuration.link.dropSecrets()
        for name in profiles.keys { configuration.profiles[name]?.link.dropSecrets() }
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
