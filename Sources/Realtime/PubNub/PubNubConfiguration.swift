/// Which keyset to watch, and as whom.
public struct PubNubConfiguration: Hashable, Sendable {
    public static let hostedName = "ps.pndsn.com"
    /// The forms that a URL may have, for error texts and help.
    public static let urlForms = "pubnub://SUBSCRIBE-KEY or pubnub://SUBSCRIBE-KEY@HOST:PORT?tls=false"

    public var subscribeKey: String
    public var host: String
    public var port: Int
    public var isSecure: Bool
    /// Stable, for the service counts users by it.
    public var userID = "spotter"
    /// Of the Access Manager, or a legacy auth key.
    public var token: Secret?
    public var publishKey: String?
    /// Signs each request, together with the publish key.
    public var secretKey: Secret?
    /// Opens and seals the messages' data.
    public var cipherKey: Secret?
    public var groups: [String] = []
    /// Applied by the service to messages' metadata.
    public var filter: String?
    public var hasPresence = false
    /// Seconds after which the service takes us for gone; `nil`: we are not announced.
    public var heartbeat: Int?

    public init(subscribeKey: String, host: String = hostedName, port: Int? = nil, isSecure: Bool = true) {
        self.subscribeKey = subscribeKey
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
        self.isSecure = isSecure
    }

    /// Reads `pubnub://SUBSCRIBE-KEY[@HOST[:PORT]][?tls=true|false]`.
    public init(url: String) throws(InvalidInput) {
        let whole = try ServiceURL.rest(of: url, scheme: "pubnub", forms: Self.urlForms)
        guard whole.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !whole.contains("#") else {
            throw InvalidInput("there is a character that does not belong", in: "URL", expected: Self.urlForms)
        }
        var place = whole.prefix { $0 != "?" }
        let isSecure = try Self.isSecure(whole[place.endIndex...].dropFirst())
        if place.hasSuffix("/") { place.removeLast() }
        let key = place.prefix { $0 != "@" }
        try Self.check(key: key)
        guard key.endIndex < place.endIndex else {
            self.init(subscribeKey: String(key), isSecure: isSecure)
            return
        }
        let authority = try Authority(
            place[key.endIndex...].dropFirst(), hint: Self.urlForms, names: "a host's name or an address")
        self.init(subscribeKey: String(key), host: authority.host, port: authority.port, isSecure: isSecure)
    }

    private static func check(key: Substring) throws(InvalidInput) {
        guard !key.contains(":") else {
            throw InvalidInput(
                "a secret does not belong into a URL, where history and process lists show it", in: "subscribe key",
                expected: "the key alone; the token as the feed's secret")
        }
        guard !key.isEmpty, key.utf8.allSatisfy(isKeyByte) else {
            throw InvalidInput(
                key.isEmpty ? "it is missing" : "it has characters that no key has", in: "subscribe key",
                expected: urlForms)
        }
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch UnicodeScalar(byte) {
        case "0"..."9", "a"..."z", "A"..."Z", "-", "_": true
        default: false
        }
    }

    private static func isSecure(_ query: Substring) throws(InvalidInput) -> Bool {
        switch query {
        case "", "tls=true": return true
        case "tls=false": return false
        default:
            let name = query.prefix { $0 != "=" && $0 != "&" }
            throw InvalidInput("\(name) does not fit", in: "URL options", expected: "tls=true or tls=false")
        }
    }
}
