/// Which proxy, if any, leads to a server.
public struct ProxyRules: Hashable, Sendable {
    /// To servers that are reached over TLS.
    private let secure: ProxyServer?
    /// To the others.
    private let plain: ProxyServer?
    private let bypass: ProxyBypass

    /// Every server is reached without a proxy.
    public static let none = ProxyRules(secure: nil, plain: nil, bypass: ProxyBypass(""))

    private init(secure: ProxyServer?, plain: ProxyServer?, bypass: ProxyBypass) {
        self.secure = secure
        self.plain = plain
        self.bypass = bypass
    }

    /// The first of these variables that is set and not empty names the proxy: for servers over TLS `wss_proxy`,
    /// `https_proxy`, `all_proxy`, for the others `ws_proxy`, `http_proxy`, `all_proxy`, each before its form in upper
    /// case. `HTTP_PROXY` is not read: a CGI program has there what a request's `Proxy` field says.
    ///
    /// - Parameters:
    ///   - explicit: from the command line or the configuration; in the place of the environment's.
    ///   - bypass: the hosts to be reached without a proxy, each text as ``ProxyBypass`` reads it. In the place of the
    ///     environment's `no_proxy`, which says nothing about an explicit proxy.
    ///   - environment: the process's variables.
    /// - Throws: for a variable that names the proxy and cannot be read, with the variable's name.
    public init(
        explicit: ProxyServer?, bypass: [String]?, environment: [String: String]
    ) throws(ProxyURLError) {
        if let explicit {
            self.init(secure: explicit, plain: explicit, bypass: ProxyBypass(bypass ?? []))
            return
        }
        let variables = Variables(values: environment)
        self.init(
            secure: try variables.proxy(["wss_proxy", "WSS_PROXY", "https_proxy", "HTTPS_PROXY"] + Variables.all),
            plain: try variables.proxy(["ws_proxy", "WS_PROXY", "http_proxy"] + Variables.all),
            bypass: ProxyBypass(bypass ?? [variables.first(["no_proxy", "NO_PROXY"])?.value ?? ""]))
    }

    /// The proxy to ask for a way to this server; `nil`: go there without.
    ///
    /// - Parameters:
    ///   - host: a name or address; IPv6 without brackets.
    ///   - isSecure: whether TLS is spoken with the server.
    public func proxy(for host: String, port: Int, isSecure: Bool) -> ProxyServer? {
        guard let proxy = isSecure ? secure : plain, !bypass.matches(host: host, port: port) else { return nil }
        return proxy
    }
}

private struct Variables {
    var values: [String: String]

    static let all = ["all_proxy", "ALL_PROXY"]

    /// The first that is set. An empty one is as one that is not: that is how a variable is taken back in a shell.
    func first(_ names: [String]) -> (name: String, value: String)? {
        for name in names {
            if let value = values[name], !value.isEmpty {
                return (name, value)
            }
        }
        return nil
    }

    func proxy(_ names: [String]) throws(ProxyURLError) -> ProxyServer? {
        guard let (name, value) = first(names) else { return nil }
        do throws(ProxyURLError) {
            return try ProxyServer(url: value)
        } catch {
            throw error.found(in: name)
        }
    }
}
