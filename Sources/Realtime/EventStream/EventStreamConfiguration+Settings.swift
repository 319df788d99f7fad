extension EventStreamConfiguration {
    /// The forms that a URL may have, for error texts and help.
    public static let urlForms = "sse+https://HOST[:PORT]/PATH?QUERY or sse+http://…"

    /// Reads `sse+https://…` and `sse+http://…`, or the same without `sse+`.
    public init(url: String) throws(InvalidInput) {
        let address = try WebAddress(Self.plain(url))
        self.init(
            isSecure: address.scheme.isSecure, host: address.host, port: address.port,
            path: Self.encodingBrackets(in: address.path))
    }

    init(_ settings: FeedSettings) throws(InvalidInput) {
        try self.init(url: settings.url)
        if let secret = settings.secret {
            credential = try Credential(secret, way: settings.text("auth") ?? "bearer")
        } else if settings.text("auth") != nil {
            throw InvalidInput("there is no secret to show", in: "auth", expected: "a secret beside it")
        }
        if let channel = settings.text("channel"), !channel.isEmpty { self.channel = channel }
        resumes = settings.flag("resumes") ?? false
        idle = settings.number("idle").map { .seconds($0) }
    }

    private static func plain(_ url: String) throws(InvalidInput) -> String {
        guard let scheme = WebAddress.scheme(of: url), url[scheme.end...].hasPrefix("//") else {
            throw InvalidInput("there is no scheme", in: "URL", expected: urlForms)
        }
        let name = scheme.name.hasPrefix("sse+") ? scheme.name.dropFirst(4) : scheme.name[...]
        guard name == "https" || name == "http" else {
            throw InvalidInput("\(scheme.name) is another scheme", in: "URL", expected: urlForms)
        }
        return "\(name):\(url[scheme.end...])"
    }

    /// JSON:API's filters are written with brackets, which a URL must not have there (RFC 3986 §3.4).
    private static func encodingBrackets(in path: String) -> String {
        path.replacing("[", with: "%5B").replacing("]", with: "%5D")
    }
}
