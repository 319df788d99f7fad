import HTTP1
import Proxies
import Realtime
import Settings

/// What an option says in the place of a key of the configuration; as TOML, but for secrets.
struct GivenOption {
    /// What says it.
    enum Origin {
        /// Without its dashes.
        case option(String)
        /// One that stands for no option.
        case variable(String)
    }

    let key: String
    let text: String
    let origin: Origin

    fileprivate init(_ key: String, _ text: String, _ origin: Origin) {
        self.key = key
        self.text = text
        self.origin = origin
    }

    /// - Parameter value: `nil` where the option was not given.
    fileprivate init?(_ key: String, _ option: String? = nil, _ value: String?) {
        guard let value else { return nil }
        self.init(key, value, .option(option ?? key.replacing("_", with: "-")))
    }

    fileprivate init?(_ key: String, _ option: String? = nil, text: String?) {
        self.init(key, option, text.map(SettingsTable.quoted))
    }

    fileprivate init?(_ key: String, _ option: String, texts: [String]) {
        self.init(key, option, texts.isEmpty ? nil : SettingsTable.list(texts))
    }

    fileprivate init?(_ key: String, _ option: String, file: String?) {
        self.init(key, option, file.map { SecretSource.file($0).written })
    }

    fileprivate init?(_ key: String, flag: Bool?) {
        self.init(key, flag == false ? "no-" + key.replacing("_", with: "-") : nil, flag.map { "\($0)" })
    }
}

extension FeedOptions {
    /// What they say for a feed of any protocol.
    func given(_ environment: [String: String]) -> [GivenOption] {
        [
            GivenOption("protocol", text: `protocol`),
            GivenOption("channels", "channel", texts: channel),
            secretSource(environment).map { GivenOption("secret", $0.source.written, $0.origin) },
            GivenOption("auth_endpoint", text: authEndpoint.map(URLText.shown)),
            GivenOption("auth_headers", "auth-header-file", file: authHeaderFile),
            GivenOption("user_id", text: userId),
            GivenOption("user_info", text: userInfo),
            GivenOption("sign_in", flag: signIn),
            GivenOption("me", text: me),
        ].compactMap(\.self) + link.given
    }

    /// What they say for the settings that only this protocol has.
    func given(for entry: ProtocolEntry) throws(UsageError) -> [GivenOption] {
        try SettingText.values(self.set, of: entry).map { GivenOption($0.key, $0.value.written, .option("set")) }
    }
}

extension LinkFlags {
    fileprivate var given: [GivenOption] {
        // The names alone: a value may be a secret of somebody who was not careful.
        let headers = header.compactMap { HeaderLine.field($0)?.name }.map {
            GivenOption("headers.\($0)", "a text", .option("header"))
        }
        return headers
            + [
                GivenOption("headers", "header-file", file: headerFile),
                GivenOption("origin", text: origin),
                GivenOption("subprotocols", "subprotocol", texts: subprotocol),
                GivenOption("proxy", text: proxy.map { (try? ProxyServer(url: $0))?.description ?? "…" }),
                GivenOption("no_proxy", text: noProxy),
                GivenOption("ca", text: ca),
                GivenOption("cert", text: cert),
                GivenOption("key", text: key),
                GivenOption("insecure", flag: insecure),
                GivenOption("compress", flag: compress),
                GivenOption("connect_timeout", nil, connectTimeout?.defaultValueDescription),
            ].compactMap(\.self)
    }
}

extension ScreenOptions {
    var given: [GivenOption] {
        [
            GivenOption("theme", text: theme),
            GivenOption("layout", text: layout),
            GivenOption("map", "map", texts: map),
            GivenOption("map_symbols", text: mapSymbols),
        ].compactMap(\.self)
    }
}

extension SettingsTable {
    static func list(_ texts: [String]) -> String {
        "[\(texts.map(quoted).joined(separator: ", "))]"
    }
}

extension SecretSource {
    /// As the configuration has it.
    fileprivate var written: String {
        switch self {
        case .environment(let name): "{ env = \(SettingsTable.quoted(name)) }"
        case .file(let path): "{ file = \(SettingsTable.quoted(path)) }"
        case .command(let words): "{ command = \(SettingsTable.list(words)) }"
        case .literal: "a text"
        }
    }
}

extension FeedSettings.Value {
    fileprivate var written: String {
        switch self {
        case .text(let text): SettingsTable.quoted(text)
        case .texts(let texts): SettingsTable.list(texts)
        case .flag(let flag): "\(flag)"
        case .number(let number): "\(number)"
        case .secret: "a secret"
        }
    }
}
