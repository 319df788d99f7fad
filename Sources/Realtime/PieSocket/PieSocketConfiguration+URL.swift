extension PieSocketConfiguration {
    /// The forms that a URL may have, for error texts and help.
    public static let urlForms =
        "piesocket://CLUSTER?api_key=KEY or piesocket://HOST[:PORT]?api_key=KEY[&tls=false]"

    /// Reads `piesocket://CLUSTER?api_key=KEY` and `piesocket://HOST[:PORT]?api_key=KEY[&tls=true|false]`.
    ///
    /// A host without dots and without a port is a cluster's name, but for `localhost`.
    public init(url: String, uuid: String) throws(InvalidInput) {
        guard let scheme = WebAddress.scheme(of: url), scheme.name == "piesocket", url[scheme.end...].hasPrefix("//")
        else { throw InvalidInput("it does not begin with piesocket://", in: "URL", expected: Self.urlForms) }
        let rest = url[scheme.end...].dropFirst(2)
        guard let first = rest.first, !"/?".contains(first) else {
            throw InvalidInput("it is missing", in: "cluster", expected: Self.urlForms)
        }
        let options = try Self.options(rest.drop { $0 != "?" }.dropFirst())
        let address = try WebAddress((options.isSecure ? "wss://" : "ws://") + rest)
        guard address.path.prefix(while: { $0 != "?" }) == "/" else {
            throw InvalidInput("nothing belongs after the host", in: "URL", expected: "--channel for a room")
        }
        guard let key = options.apiKey else {
            throw InvalidInput("there is no api_key", in: "URL", expected: Self.urlForms)
        }
        let place = try Authority(rest.prefix { !"/?".contains($0) }, hint: Self.urlForms, names: "a cluster or a host")
        self.init(
            host: place.isBareName ? "\(address.host).piesocket.com" : address.host, port: address.port,
            isSecure: options.isSecure, apiKey: key, uuid: uuid)
    }

    private struct Options {
        var isSecure = true
        var apiKey: String?
    }

    private static func options(_ query: Substring) throws(InvalidInput) -> Options {
        var options = Options()
        var seen: Set<String> = []
        for pair in query.split(separator: "&") {
            let (name, value) = (String(pair.prefix { $0 != "=" }), pair.drop { $0 != "=" }.dropFirst())
            guard seen.insert(name).inserted else {
                throw InvalidInput("\(name) is there twice", in: "URL options", expected: "each option once")
            }
            switch name {
            case "tls": options.isSecure = try ServiceURL.tls(value)
            case "api_key": options.apiKey = try key(value)
            case "jwt", "secret", "token", "api_secret":
                throw InvalidInput(
                    "a secret does not belong into a URL, where history and process lists show it", in: "URL options",
                    expected: "--secret-file, --secret-command or the environment")
            default:
                throw InvalidInput("\(name) is unknown", in: "URL options", expected: "api_key=KEY, tls=true|false")
            }
        }
        return options
    }

    private static func key(_ text: Substring) throws(InvalidInput) -> String {
        guard let key = FormBody.percentDecoded(text), !key.isEmpty else {
            throw InvalidInput(
                text.isEmpty ? "it is empty" : "it is wrongly encoded", in: "api_key", expected: urlForms)
        }
        return key
    }
}
