/// A URL that a connection can be opened at (RFC 6455 §3, RFC 9110 §4.2): neither user info nor a fragment.
public struct WebAddress: Hashable, Sendable {
    public enum Scheme: String, CaseIterable, Hashable, Sendable {
        case ws, wss, http, https
    }

    public var scheme: Scheme
    /// A name in lower case, an IPv4 address, or an IPv6 address without brackets.
    public var host: String
    /// 1 to 65535.
    public var port: Int
    /// Path and query as they were written, starting with `/`: printable ASCII without `#`.
    public var path: String

    /// Longer ones are refused, in bytes.
    public static let lengthLimit = 16 << 10

    static let forms = "wss://HOST[:PORT]/PATH, or ws, https or http in the place of wss"

    /// Reads a whole URL. Nothing in it is encoded on the way: what cannot be sent as it is, is refused. No error repeats user info.
    public init(_ text: String) throws(InvalidInput) {
        try Self.check(text)
        guard let scheme = Self.scheme(of: text), case let rest = text[scheme.end...], rest.hasPrefix("//") else {
            throw InvalidInput("there is no scheme", in: "URL", expected: Self.forms)
        }
        guard let known = Scheme(rawValue: scheme.name) else {
            throw InvalidInput("\(scheme.name) is another scheme", in: "URL", expected: Self.forms)
        }
        guard !text.contains("#") else {
            throw InvalidInput("nothing belongs after a #", in: "URL", expected: "%23 for a # in the path")
        }
        try self.init(scheme: known, rest.dropFirst(2))
    }

    /// - Parameter rest: what follows `scheme://`.
    private init(scheme: Scheme, _ rest: Substring) throws(InvalidInput) {
        let authority = rest.prefix { !"/?".contains($0) }
        guard !authority.contains("@") else { throw Self.userInfoFault }
        let place: Authority
        do throws(InvalidInput) {
            place = try Authority(authority, hint: Self.forms, names: "a host's name or an address")
        } catch {
            // A password with a / in it ends the host early, and the error would show its beginning.
            throw rest.contains("@") ? Self.userInfoFault : error
        }
        self.scheme = scheme
        host = place.host
        port = place.port ?? scheme.defaultPort
        let tail = rest[authority.endIndex...]
        path = tail.hasPrefix("/") ? String(tail) : "/" + tail
    }

    private static let userInfoFault = InvalidInput(
        "a name or password does not belong into a URL, where history and process lists show it", in: "URL",
        expected: "credentials in a header, by --header-file or the configuration")

    private static func check(_ text: String) throws(InvalidInput) {
        guard text.utf8.count <= lengthLimit else {
            throw InvalidInput("it is too long", in: "URL", expected: "at most \(lengthLimit >> 10) KiB")
        }
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
            throw InvalidInput("there is a blank or a control character", in: "URL", expected: "%20 for a blank")
        }
        guard !text.utf8.contains(where: { $0 >= 0x80 }) else {
            let authority = text.firstRange(of: "://").map { text[$0.upperBound...].prefix { !"/?#".contains($0) } }
            throw authority?.utf8.contains { $0 >= 0x80 } == true
                ? InvalidInput(
                    "the host has letters outside ASCII", in: "URL",
                    expected: "its form in ASCII, which starts with xn--")
                : InvalidInput("there are letters outside ASCII", in: "URL", expected: "them percent-encoded")
        }
    }

    /// The scheme in lower case, and where the text after the colon begins (RFC 3986 §3.1).
    static func scheme(of text: some StringProtocol) -> (name: String, end: String.Index)? {
        guard let colon = text.firstIndex(of: ":"), case let name = text[..<colon].lowercased(),
            let first = name.utf8.first, isLetter(first),
            name.utf8.allSatisfy({ isLetter($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0) })
        else { return nil }
        return (name, text.index(after: colon))
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}

extension WebAddress.Scheme {
    public var isSecure: Bool { self == .wss || self == .https }

    public var defaultPort: Int { isSecure ? 443 : 80 }
}

extension WebAddress {
    /// Where a plain HTTP request goes.
    init(isSecure: Bool, host: String, port: Int, path: String) {
        scheme = isSecure ? .https : .http
        self.host = host
        self.port = port
        self.path = path
    }

    /// Where a request goes, with the scheme of a WebSocket.
    public init(_ request: ConnectionRequest) {
        scheme = request.isSecure ? .wss : .ws
        host = request.host.lowercased()
        port = request.port
        path = request.path
    }

    /// What `Host` says: with the port unless it is the scheme's own (RFC 9110 §7.2).
    public var hostField: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == scheme.defaultPort ? name : "\(name):\(port)"
    }

    /// Whether scheme, host and port are the same; `http` counts as `ws` (RFC 6454 §4).
    public func hasSameOrigin(as other: WebAddress) -> Bool {
        scheme.isSecure == other.scheme.isSecure && host == other.host && port == other.port
    }
}

extension WebAddress: CustomStringConvertible {
    /// For people: without the query, in which there may be a token.
    public var description: String {
        let shown = path.prefix { $0 != "?" }
        return "\(scheme.rawValue)://\(hostField)\(shown)" + (shown.endIndex == path.endIndex ? "" : "?…")
    }
}

extension WebAddress {
    /// All of it, for requests; not for eyes, since the query may hold secrets.
    public var url: String { "\(scheme.rawValue)://\(hostField)\(path)" }
}
