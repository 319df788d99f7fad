extension PusherConfiguration {
    /// The forms that a URL may have, for error texts and help.
    public static let urlForms = "pusher://KEY@CLUSTER or pusher://KEY@HOST:PORT?tls=false&path=/PREFIX"

    /// Reads `pusher://KEY@CLUSTER` and `pusher://KEY@HOST[:PORT][?tls=true|false][&path=/PREFIX]`; also the WebSocket's own
    /// `wss://HOST[:PORT][/PREFIX]/app/KEY`, of whose query nothing is kept.
    ///
    /// A host without dots and without a port is a cluster's name, but for `localhost`.
    public init(url: String) throws(InvalidInput) {
        guard let scheme = WebAddress.scheme(of: url)?.name, scheme == "ws" || scheme == "wss" else {
            try self.init(ownURL: url)
            return
        }
        guard let url = try WebAddress(url).pusherURL else {
            throw InvalidInput(
                "its path does not end in /app/KEY", in: "URL", expected: "ws://HOST:PORT/app/KEY, or \(Self.urlForms)")
        }
        try self.init(ownURL: url)
    }

    private init(ownURL url: String) throws(InvalidInput) {
        var rest = try Self.withoutScheme(url)
        let query = Self.cutTail(&rest, after: "?")
        if rest.hasSuffix("/") { rest.removeLast() }
        guard !rest.contains("/") else {
            throw InvalidInput(
                "a path does not belong after the host", in: "URL", expected: "?path=/PREFIX for a server below a path")
        }
        guard let at = rest.lastIndex(of: "@") else {
            throw InvalidInput("there is no app key before an @", in: "URL", expected: Self.urlForms)
        }
        let key = try Self.key(rest[..<at])
        let options = try Self.options(query)
        let address = try Self.address(rest[rest.index(after: at)...])
        let isSecure = options.isSecure ?? true
        self.init(
            key: key, host: address.host, port: address.port, isSecure: isSecure, pathPrefix: options.path ?? "")
    }

    private static func withoutScheme(_ url: String) throws(InvalidInput) -> Substring {
        let rest = try ServiceURL.rest(of: url, scheme: "pusher", forms: urlForms)
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw InvalidInput(
                "there is a space, a control character or a letter outside ASCII", in: "URL", expected: urlForms)
        }
        guard !rest.contains("#") else {
            throw InvalidInput("nothing belongs after a #", in: "URL", expected: "--channel for a channel")
        }
        return rest
    }

    private static func cutTail(_ text: inout Substring, after mark: Character) -> Substring? {
        guard let at = text.firstIndex(of: mark) else { return nil }
        defer { text = text[..<at] }
        return text[text.index(after: at)...]
    }

    private static func key(_ text: Substring) throws(InvalidInput) -> String {
        guard !text.contains(":") else {
            throw InvalidInput(
                "a secret does not belong into a URL, where history and process lists show it", in: "app key",
                expected: "the key alone; give the secret by --secret-file, --secret-command or the environment")
        }
        guard let key = FormBody.percentDecoded(text), !key.isEmpty else {
            throw InvalidInput(
                text.isEmpty ? "it is empty" : "it is wrongly encoded", in: "app key", expected: urlForms)
        }
        guard key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }) else {
            throw InvalidInput(
                "it has characters that no key has", in: "app key", expected: "letters, digits, - and _")
        }
        return key
    }

    // MARK: Host and port

    private static func address(_ text: Substring) throws(InvalidInput) -> Authority {
        var address = try Authority(
            text, hint: urlForms, names: "a host's name, an address, or a cluster such as mt1, us2, eu, ap1")
        if address.isBareName { address.host = "ws-\(address.host).pusher.com" }
        return address
    }

    // MARK: Options

    private struct Options {
        var isSecure: Bool?
        var path: String?
    }

    private static func options(_ query: Substring?) throws(InvalidInput) -> Options {
        var options = Options()
        for pair in query?.split(separator: "&") ?? [] {
            var name = pair
            let value = cutTail(&name, after: "=") ?? ""
            switch name {
            case "tls" where options.isSecure == nil: options.isSecure = try ServiceURL.tls(value)
            case "path" where options.path == nil: options.path = try path(value)
            case "tls", "path":
                throw InvalidInput("\(name) is there twice", in: "URL options", expected: "each option once")
            case "secret", "app_secret", "password", "auth":
                throw InvalidInput(
                    "a secret does not belong into a URL, where history and process lists show it", in: "URL options",
                    expected: "--secret-file, --secret-command or the environment")
            default:
                throw InvalidInput("\(name) is unknown", in: "URL options", expected: "tls=true|false, path=/PREFIX")
            }
        }
        return options
    }

    private static func path(_ text: Substring) throws(InvalidInput) -> String {
        guard var path = FormBody.percentDecoded(text), path.hasPrefix("/"), !path.contains("?"), !path.contains("#")
        else {
            throw InvalidInput("path=\(text) is no path", in: "URL options", expected: "path=/PREFIX")
        }
        while path.hasSuffix("/") { path.removeLast() }
        return FormBody.percentEncoded(path, keeping: "/-._~!$&'()*+,;=:@")
    }
}
