import HTTP1
import Proxies
import Realtime
import Transport
import WebSocket

/// Makes of the command line, the environment and a feed's configuration how its connections are made.
struct LinkPlanner {
    let flags: LinkFlags
    let secrets: SecretReader

    func link(_ settings: Configuration.Link) throws(UsageError) -> LinkOptions {
        var link = LinkOptions()
        link.proxies = try proxies(settings)
        link.tls = try tls(settings)
        link.headers = try headers(settings)
        link.subprotocols = flags.subprotocol.isEmpty ? settings.subprotocols ?? [] : flags.subprotocol
        try Self.check(link.headers, link.subprotocols)
        if let origin = try origin(settings) { link.headers.replace(with: [HeaderField("Origin", origin)]) }
        if let compresses = flags.compress ?? settings.compresses { link.compression = compresses ? .always : .never }
        link.stageLimit = try stageLimit(settings) ?? link.stageLimit
        return link
    }

    // MARK: Proxies

    private func proxies(_ settings: Configuration.Link) throws(UsageError) -> ProxyRules {
        var explicit = try flaggedProxy()
        if explicit == nil { explicit = try configuredProxy(settings) }
        do {
            return try ProxyRules(
                explicit: explicit, bypass: flags.noProxy.map { [$0] } ?? settings.noProxy,
                environment: secrets.environment)
        } catch {
            throw UsageError("\(error)")
        }
    }

    private func flaggedProxy() throws(UsageError) -> ProxyServer? {
        guard let url = flags.proxy else { return nil }
        let proxy = try Self.proxy(url, from: "--proxy")
        // The environment's variable comes as an option too, and may hold a password.
        let isTyped = secrets.environment[EnvironmentOptions.variable(for: "proxy")] != url
        guard !isTyped || proxy.credentials?.password.isEmpty ?? true else {
            throw UsageError(
                "--proxy: a password does not belong on the command line, where history and process lists show it; "
                    + "give the URL as SPOTTER_PROXY or as the configuration's proxy = { file = \"PATH\" }")
        }
        return proxy
    }

    private func configuredProxy(_ settings: Configuration.Link) throws(UsageError) -> ProxyServer? {
        guard let source = settings.proxy else { return nil }
        return try Self.proxy(try secrets.read(source), from: "the configuration's proxy")
    }

    private static func proxy(_ url: String, from place: String) throws(UsageError) -> ProxyServer {
        do {
            return try ProxyServer(url: url)
        } catch {
            throw UsageError("\(place): \(error)")
        }
    }

    // MARK: TLS

    private func tls(_ settings: Configuration.Link) throws(UsageError) -> TLSSettings {
        var tls = TLSSettings()
        tls.authorities = flags.ca ?? settings.authorities
        tls.certificate = flags.cert ?? settings.certificate
        // The key belongs to the certificate: another certificate's is of no use.
        tls.key = flags.key ?? (flags.cert == nil ? settings.key : nil)
        tls.isVerified = !(flags.insecure ?? settings.isInsecure ?? false)
        do {
            try tls.check()
        } catch {
            throw UsageError("\(error)")
        }
        return tls
    }

    // MARK: The opening handshake

    private func headers(_ settings: Configuration.Link) throws(UsageError) -> [HeaderField] {
        var fields: [HeaderField] = []
        for (name, source) in settings.headers.sorted(by: { $0.key < $1.key }) {
            fields.append(HeaderField(name, try secrets.read(source)))
        }
        if let file = flags.headerFile {
            fields.replace(with: try HeaderLine.fields(try secrets.text(of: file), of: file))
        }
        fields.replace(with: try flaggedHeaders())
        return fields
    }

    private func flaggedHeaders() throws(UsageError) -> [HeaderField] {
        let variable = secrets.environment[EnvironmentOptions.variable(for: "header")] ?? ""
        let untyped = variable.split(whereSeparator: \.isNewline)
        var fields: [HeaderField] = []
        for line in flags.header {
            guard let field = HeaderLine.field(line) else {
                throw UsageError("--header: expected a line such as 'X-Tenant: 7'")
            }
            guard !HeaderLine.isSecret(field.name) || untyped.contains(line[...]) else {
                throw UsageError(
                    "--header: \(field.name) is a secret, and history and process lists show the command line; "
                        + "use --header-file or the configuration's headers")
            }
            fields.append(field)
        }
        return fields
    }

    /// Tries whether a handshake can be written with them.
    private static func check(_ headers: [HeaderField], _ subprotocols: [String]) throws(UsageError) {
        do {
            _ = try ClientHandshake(
                host: "localhost", path: "/", nonce: Array(repeating: 0, count: 16), subprotocols: subprotocols,
                headers: headers.map { ($0.name, $0.value) })
        } catch .reservedField(let name) where ASCII.isSame(name, "Sec-WebSocket-Protocol") {
            throw UsageError("the header field \"\(name)\" has an option of its own, --subprotocol")
        } catch {
            throw UsageError("\(error)")
        }
    }

    /// What browsers send: scheme, host and perhaps a port, or `null` (RFC 6454 §6.2).
    private func origin(_ settings: Configuration.Link) throws(UsageError) -> String? {
        guard let origin = flags.origin ?? settings.origin, origin != "null" else {
            return flags.origin ?? settings.origin
        }
        let parts = origin.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ASCII.isToken(String(parts[0])), !parts[1].isEmpty, ASCII.isGraphic(origin),
            !parts[1].contains(where: { "/?#@".contains($0) })
        else {
            throw UsageError("origin \"\(origin)\": expected https://HOST[:PORT], with nothing after it")
        }
        return origin
    }

    private func stageLimit(_ settings: Configuration.Link) throws(UsageError) -> Duration? {
        guard let limit = flags.connectTimeout?.duration else { return settings.connectTimeout }
        guard Configuration.Link.connectTimeouts.contains(limit) else {
            throw UsageError("--connect-timeout: expected 1 to 600 seconds")
        }
        return limit
    }
}
