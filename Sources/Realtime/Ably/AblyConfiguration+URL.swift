extension AblyConfiguration {
    /// The forms that a URL may have, for error texts and help.
    public static let urlForms = "ably://main, ably://ENDPOINT, ably://nonprod:ENDPOINT or ably://HOST[:PORT]?tls=false"

    /// Reads a URL. A host without dots and without a port is an endpoint's name, but for `localhost`.
    public init(url: String) throws(InvalidInput) {
        let rest = try Self.withoutScheme(url)
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var place = parts.first ?? ""
        if place.hasSuffix("/") { place.removeLast() }
        guard !place.contains("/") else {
            throw InvalidInput("a path does not belong after the host", in: "URL", expected: Self.urlForms)
        }
        guard !place.contains("@") else {
            throw InvalidInput(
                "a key does not belong into a URL, where history and process lists show it", in: "URL",
                expected: "--secret-file, --secret-command or the environment")
        }
        let isSecure = try Self.isSecure(parts.count > 1 ? parts[1] : nil)
        let isProduction = !place.hasPrefix("nonprod:")
        let authority = try Authority(
            isProduction ? place : place.dropFirst("nonprod:".count), hint: Self.urlForms,
            names: "an endpoint such as main, a host's name or an address")
        if !isProduction || authority.isBareName {
            guard authority.isBareName else {
                throw InvalidInput("\(authority.host) is no endpoint", in: "URL", expected: Self.urlForms)
            }
            self.init(endpoint: authority.host, isProduction: isProduction, isSecure: isSecure)
        } else {
            self.init(host: authority.host, port: authority.port, isSecure: isSecure)
        }
    }

    private static func withoutScheme(_ url: String) throws(InvalidInput) -> Substring {
        let rest = try ServiceURL.rest(of: url, scheme: "ably", forms: urlForms)
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !rest.contains("#") else {
            throw InvalidInput(
                "there is a #, a space, a control character or a letter outside ASCII", in: "URL", expected: urlForms)
        }
        return rest
    }

    private static func isSecure(_ query: Substring?) throws(InvalidInput) -> Bool {
        switch query {
        case nil, "", "tls=true", "tls=1", "tls=yes": return true
        case "tls=false", "tls=0", "tls=no": return false
        default:
            let isSecret = ["key=", "secret=", "token=", "accessToken="].contains { query?.contains($0) == true }
            // Not repeated: it may be a secret.
            throw isSecret
                ? InvalidInput(
                    "a secret does not belong into a URL, where history and process lists show it",
                    in: "URL options", expected: "--secret-file, --secret-command or the environment")
                : InvalidInput("they are unknown", in: "URL options", expected: "tls=true or tls=false")
        }
    }
}
