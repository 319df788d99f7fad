import Interface
import Realtime
import TUI

/// A key that the configuration file knows: what it holds, and what it is for.
///
/// The reader's check for misspelt keys and the file's JSON Schema both come from these lists.
struct ConfigurationKey {
    enum Kind {
        case text, flag
        /// A text that may hold a secret after its question mark.
        case url
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
        /// A table of profiles by name.
        case profiles
    }

    let name: String
    let kind: Kind
    /// One line, for lists.
    let summary: String
    /// What holds where the key is missing, in words.
    let standard: String

    init(_ name: String, _ kind: Kind, _ summary: String, standard: String = "none") {
        self.name = name
        self.kind = kind
        self.summary = summary
        self.standard = standard
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
        self.init(setting.name, kind, setting.summary, standard: "not set")
    }

    /// At the top of the file.
    static let top =
        [
            Self("me", .text, "your bidder id, paddle or user id, for feeds that name none of their own"),
            Self("feeds", .feeds, "what to subscribe to, by name"),
            Self(
                "profiles", .profiles, "feeds that are watched together, by name; the one named default needs no naming"
            ),
            keymap,
        ] + screen + link

    /// In a profile: for its feeds, and as long as it is watched.
    static let profile =
        [
            Self("feeds", .texts, "the names of its feeds"),
            Self("me", .text, "your bidder id, paddle or user id, for those of its feeds that name none of their own"),
        ] + screen + link

    /// How the dashboard looks.
    static let screen = [
        Self("theme", .text, "a theme's name; spotter themes lists them", standard: "as the terminal's colours allow"),
        Self(
            "layout", .choice(Preset.allCases.map(\.rawValue)), "which panes to show at first",
            standard: Preset.overview.rawValue),
        Self("map", .oneOrMore, "GeoJSON files to draw on the map, beside the world's outlines"),
        Self(
            "map_symbols", .choice(DotCanvas.Mode.allCases.map(\.rawValue)), "what the map is drawn with",
            standard: "as the terminal's characters allow"),
    ]

    static let url = Self("url", .url, "where to connect; spotter protocols lists the forms")

    static let keymap = Self(
        "keys", .keymap, "the dashboard's commands and their keys; spotter keys lists them", standard: "as listed")

    /// In a feed of any protocol.
    static let feed =
        [
            url,
            Self(
                "protocol", .choice(AdapterCatalog.all.map(\.name)), "the protocol, where the URL does not name it",
                standard: "by the URL"),
            Self("channels", .texts, "what to subscribe to"),
            Self("secret", .secret, "the app's secret, key, token or password, whichever the service has"),
            Self("auth_endpoint", .url, "a URL that signs for private and presence channels, or gives tokens"),
            Self("auth_headers", .headers, "header fields for that endpoint"),
            Self("user_id", .text, "who you are on presence channels, when signing here"),
            Self("user_info", .text, "a JSON object about you for presence channels, when signing here"),
            Self("sign_in", .flag, "sign the user in, for events addressed to one user", standard: "false"),
            Self("me", .text, "your bidder id, paddle or user id in this feed"),
            Self("mapping", .rules, "what to make of messages whose field names are the service's own"),
        ] + link

    /// How connections are made, for a feed or for all.
    static let link = [
        Self("headers", .headers, "header fields for the opening handshake"),
        Self("origin", .text, "the Origin to name, such as https://example.com"),
        Self("subprotocols", .texts, "WebSocket subprotocols to offer besides those of the service"),
        Self("proxy", .textOrSecret, "http, https, socks5 or socks5h://HOST[:PORT]", standard: "the environment's"),
        Self("no_proxy", .oneOrMore, "hosts to reach without a proxy; * for all", standard: "the environment's"),
        Self("ca", .text, "a PEM file of authorities to trust, in the place of the system's", standard: "the system's"),
        Self("cert", .text, "a PEM file with a certificate of yours"),
        Self("key", .text, "a PEM file with that certificate's key, unless both are in one file"),
        Self("insecure", .flag, "do not verify certificates", standard: "false"),
        Self(
            "compress", .flag, "offer compression to every server, or to none; unless said, only over TLS",
            standard: "over TLS"),
        Self(
            "connect_timeout", .number(1...600), "the most seconds for each stage of connecting; 10 unless said",
            standard: "10"),
    ]
}
