import HTTP1
import Proxies
import Settings

extension Configuration {
    /// How connections are made; what is missing is the option's default.
    struct Link: Equatable {
        var headers: [String: SecretSource] = [:]
        var origin: String?
        var subprotocols: [String]?
        var proxy: SecretSource?
        var noProxy: [String]?
        /// Paths of PEM files.
        var authorities: String?
        var certificate: String?
        var key: String?
        var isInsecure: Bool?
        var compresses: Bool?
        var connectTimeout: Duration?

        /// How long a stage of connecting may take.
        static let connectTimeouts: ClosedRange<Duration> = .seconds(1) ... .seconds(600)
    }
}

extension Configuration.Link {
    /// These settings, and the others where they say nothing.
    func over(_ other: Self) -> Self {
        var whole = other
        let names = Set(headers.keys.map { $0.lowercased() })
        whole.headers = other.headers.filter { !names.contains($0.key.lowercased()) }.merging(headers) { $1 }
        whole.origin = origin ?? other.origin
        whole.subprotocols = subprotocols ?? other.subprotocols
        whole.proxy = proxy ?? other.proxy
        whole.noProxy = noProxy ?? other.noProxy
        whole.authorities = authorities ?? other.authorities
        // A key goes with its certificate.
        whole.certificate = certificate ?? other.certificate
        whole.key = certificate == nil ? key ?? other.key : key
        whole.isInsecure = isInsecure ?? other.isInsecure
        whole.compresses = compresses ?? other.compresses
        whole.connectTimeout = connectTimeout ?? other.connectTimeout
        return whole
    }
}

/// Reads what the configuration says of connecting, for a feed or for all.
enum LinkSettings {
    static func read(_ table: SettingsTable) throws(SettingsError) -> Configuration.Link {
        var link = Configuration.Link()
        link.headers = try headers(table)
        link.origin = try table.string("origin")
        link.subprotocols = try table.strings("subprotocols")
        link.proxy = try proxy(table)
        link.noProxy = try table.oneOrMore("no_proxy")
        link.authorities = try table.string("ca")
        link.certificate = try table.string("cert")
        link.key = try table.string("key")
        link.isInsecure = try table.bool("insecure")
        link.compresses = try table.bool("compress")
        link.connectTimeout = try table.integer("connect_timeout", in: 1...600).map { .seconds($0) }
        return link
    }

    private static func headers(_ table: SettingsTable) throws(SettingsError) -> [String: SecretSource] {
        guard let headers = try table.table("headers") else { return [:] }
        for name in headers.keys {
            guard ASCII.isToken(name) else { throw headers.fault(name, "\"\(name)\" is no header's name") }
            guard headers.kind(of: name) != .text || !HeaderLine.isSecret(name) else {
                throw headers.fault(name, SettingsTable.secretAdvice)
            }
        }
        return try table.headers("headers")
    }

    /// A URL that is written here is checked here, where its place is known.
    private static func proxy(_ table: SettingsTable) throws(SettingsError) -> SecretSource? {
        guard table.kind(of: "proxy") == .text, let url = try table.string("proxy") else {
            return try table.secret("proxy")
        }
        let proxy: ProxyServer
        do throws(ProxyURLError) {
            proxy = try ProxyServer(url: url)
        } catch {
            throw table.fault("proxy", "\(error)")
        }
        guard proxy.credentials?.password.isEmpty ?? true else {
            throw table.fault("proxy", SettingsTable.secretAdvice)
        }
        return .literal(url)
    }
}
