import Interface
import Realtime
import TUI

/// What the configuration file says.
struct Configuration: Equatable {
    /// The watcher's bidder id, paddle or user id, for feeds that name none of their own.
    var me: String?
    var feeds: [String: Feed] = [:]
    var profiles: [String: Profile] = [:]
    var screen = Screen()
    /// For feeds that say nothing of their own.
    var link = Link()

    /// How the dashboard looks and answers; what is missing is the option's default.
    struct Screen: Equatable {
        var theme: String?
        var layout: Preset?
        /// Paths of GeoJSON files.
        var maps: [String]?
        var mapSymbols: DotCanvas.Mode?
        var keymap: Keymap?

        /// These settings, and the others where they say nothing.
        func over(_ other: Self) -> Self {
            Self(
                theme: theme ?? other.theme, layout: layout ?? other.layout, maps: maps ?? other.maps,
                mapSymbols: mapSymbols ?? other.mapSymbols, keymap: keymap ?? other.keymap)
        }
    }

    /// Feeds that are watched together, and what is otherwise than for others meanwhile.
    struct Profile: Equatable {
        /// Names of feeds.
        var feeds: [String]
        var me: String?
        var screen = Screen()
        var link = Link()
    }

    /// One connection by name.
    struct Feed: Equatable {
        var url: String
        var `protocol`: String?
        /// Settings that only its protocol has.
        var values: [String: ProtocolValue] = [:]
        var channels: [String] = []
        var secret: SecretSource?
        var authEndpoint: String?
        var authHeaders: [String: SecretSource] = [:]
        var userID: String?
        var userInfo: String?
        var signsIn: Bool?
        var me: String?
        var mapping: [MappingRule] = []
        var link = Link()
    }
}

/// A setting of a protocol's own, whose secrets have not been fetched.
enum ProtocolValue: Equatable {
    case plain(FeedSettings.Value)
    case secret(SecretSource)
}

/// Where a secret comes from; the configuration never holds one unless it is written there on purpose for a header that is none.
enum SecretSource: Equatable {
    case environment(String)
    case file(String)
    case command([String])
    /// Plain text: accepted for headers and proxies only.
    case literal(String)
}
