import Interface
import Realtime
import TUI

/// A key that the configuration file knows: what it holds, and what it is for.
///
/// The reader's check for misspelt keys and the file's JSON Schema both come from these lists.
struct ConfigurationKey {
    enum Kind {
        case text, flag
        case texts
        /// One text, or a list of them.
        case oneOrMore
        case number(ClosedRange<Int>)
        case choice([String])
        /// Only by reference.
        case secret
        /// By reference, or plain where it holds no password.
        case textOrSecret
        /// A table of header fields, each a text or a secret's place.
        case headers
        /// A table of the dashboard's commands and their keys.
        case keymap
        /// `[[mapping]]` tables.
        case rules
        /// A table of feeds by name.
        case feeds
    }

    let name: String
    let kind: Kind
    /// One line, for lists.
    let summary: String

    init(_ name: String, _ kind: Kind, _ summary: String) {
        self.name = name
        self.kind = kind
        self.summary = summary
    }
}

extension ConfigurationKey {
    /// A protocol's own setting, as a key of its feeds.
    init(_ setting: ProtocolSetting) {
        let kind: Kind =
            switch setting.kind {
            case .text: .text
            case .texts: .oneOrMore
            case .flag: .flag
            case .number(let range): .number(range)
            case .secret: .secret
            case .choice(let words): .choice(words)
            }
        self.init(setting.name, kind, setting.summary)
    }

    /// At the top of the file.
    static let top =
        [
            Self("me", .text, "your bidder id, paddle or user id, for feeds that name none of their own"),
            Self("feeds", .feeds, "what to subscribe to, by name"),
            Self("theme", .text, "a theme's name; spotter themes lists them"),
            Self("layout", .choice(Preset.allCases.map(\.rawValue)), "which panes to show at first"),
            Self("map", .oneOrMore, "GeoJSON files to draw on the map, beside the world's outlines"),
            Self("map_symbols", .choice(DotCanvas.Mode.allCases.map(\.rawValue)), "what the map is drawn with"),
            Self("keys", .keymap, "the dashboard's commands and their keys; spotter keys lists them"),
        ] + link

    /// In a feed of any protocol.
    static let feed =
        [
            Self("url", .text, "where to connect; spotter protocols lists the forms"),
            Self("protocol", .choice(AdapterCatalog.all.map(\.name)), "the protocol, where the URL does not name it"),
            Self("channels", .texts, "what to subscribe to"),
            Self("secret", .secret, "the app's secret, key, token or password, whichever the service has"),
            Self("auth_endpoint", .text, "a URL that signs for private and presence channels, or gives tokens"),
            Self("auth_headers", .headers, "header fields for that endpoint"),
            Self("user_id", .text, "who you are on presence channels, when signing here"),
            Self("user_info", .text, "a JSON object about you for presence channels, when signing here"),
            Self("sign_in", .flag, "sign the user in, for events addressed to one user"),
            Self("me", .text, "your bidder id, paddle or user id in this feed"),
            Self("mapping", .rules, "what to make of messages whose field names are the service's own"),
        ] + link

    /// How connections are made, for a feed or for all.
    static let link = [
        Self("headers", .headers, "header fields for the opening handshake"),
        Self("origin", .text, "the Origin to name, such as https://example.com"),
        Self("subprotocols", .texts, "WebSocket subprotocols to offer besides those of the service"),
        Self("proxy", .textOrSecret, "http, https, socks5 or socks5h://HOST[:PORT]"),
        Self("no_proxy", .oneOrMore, "hosts to reach without a proxy; * for all"),
        Self("ca", .text, "a PEM file of authorities to trust, in the place of the system's"),
        Self("cert", .text, "a PEM file with a certificate of yours"),
        Self("key", .text, "a PEM file with that certificate's key, unless both are in one file"),
        Self("insecure", .flag, "do not verify certificates"),
        Self("compress", .flag, "offer compression to every server, or to none; unless said, only over TLS"),
        Self("connect_timeout", .number(1...600), "the most seconds for each stage of connecting; 10 unless said"),
    ]
}
