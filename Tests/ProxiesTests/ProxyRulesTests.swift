import Proxies
import Testing

struct ProxyRulesTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var explicit: String?
        var bypass: [String]?
        var environment: [String: String] = [:]
        /// Which proxy leads to example.com:443 over TLS.
        var secure: String?
        /// Which one leads to example.com:80.
        var plain: String?

        var testDescription: String { "\(explicit ?? "-") \(bypass ?? []) \(environment)" }
    }

    static let rows: [Row] = [
        Row(),
        Row(environment: ["https_proxy": "a"], secure: "a"),
        Row(environment: ["HTTPS_PROXY": "a"], secure: "a"),
        Row(environment: ["https_proxy": "a", "HTTPS_PROXY": "b"], secure: "a"),
        Row(environment: ["https_proxy": "", "HTTPS_PROXY": "b"], secure: "b"),
        Row(environment: ["http_proxy": "a"], plain: "a"),
        Row(environment: ["HTTP_PROXY": "a"]),
        Row(environment: ["http_proxy": "a", "https_proxy": "b"], secure: "b", plain: "a"),
        Row(environment: ["all_proxy": "a"], secure: "a", plain: "a"),
        Row(environment: ["ALL_PROXY": "a"], secure: "a", plain: "a"),
        Row(environment: ["all_proxy": "a", "ALL_PROXY": "b"], secure: "a", plain: "a"),
        Row(environment: ["all_proxy": "a", "https_proxy": "b"], secure: "b", plain: "a"),
        Row(environment: ["wss_proxy": "a", "https_proxy": "b"], secure: "a"),
        Row(environment: ["WSS_PROXY": "a", "https_proxy": "b"], secure: "a"),
        Row(environment: ["ws_proxy": "a", "http_proxy": "b"], plain: "a"),
        Row(environment: ["WS_PROXY": "a", "http_proxy": "b"], plain: "a"),
        Row(environment: ["Https_Proxy": "a", "proxy": "b", "ftp_proxy": "c"]),
        // NO_PROXY
        Row(environment: ["all_proxy": "a", "no_proxy": "example.com"]),
        Row(environment: ["all_proxy": "a", "NO_PROXY": "*"]),
        Row(environment: ["all_proxy": "a", "no_proxy": "example.com:443"], plain: "a"),
        Row(environment: ["all_proxy": "a", "no_proxy": "x", "NO_PROXY": "*"], secure: "a", plain: "a"),
        Row(environment: ["all_proxy": "a", "no_proxy": "", "NO_PROXY": "*"]),
        Row(environment: ["no_proxy": "x"]),
        // Said by the user
        Row(explicit: "a", secure: "a", plain: "a"),
        Row(explicit: "a", environment: ["all_proxy": "b", "https_proxy": "c"], secure: "a", plain: "a"),
        Row(explicit: "a", environment: ["NO_PROXY": "*"], secure: "a", plain: "a"),
        Row(explicit: "a", bypass: [], environment: ["NO_PROXY": "*"], secure: "a", plain: "a"),
        Row(explicit: "a", bypass: ["x", "example.com"]),
        Row(explicit: "a", bypass: ["x,example.com:80"], secure: "a"),
        Row(bypass: ["*"], environment: ["all_proxy": "a"]),
        Row(bypass: ["x"], environment: ["all_proxy": "a", "NO_PROXY": "*"], secure: "a", plain: "a"),
        // What is not asked for is not read.
        Row(explicit: "a", environment: ["all_proxy": "socks4://x"], secure: "a", plain: "a"),
        Row(environment: ["https_proxy": "a", "http_proxy": "b", "all_proxy": "socks4://x"], secure: "a", plain: "b"),
        Row(environment: ["HTTP_PROXY": "ftp://x"]),
    ]

    @Test(arguments: rows)
    func whichProxy(_ row: Row) throws {
        let explicit = try row.explicit.map { try ProxyServer(url: $0) }
        let rules = try ProxyRules(explicit: explicit, bypass: row.bypass, environment: row.environment)
        #expect(rules.proxy(for: "example.com", port: 443, isSecure: true)?.host == row.secure)
        #expect(rules.proxy(for: "example.com", port: 80, isSecure: false)?.host == row.plain)
    }

    @Test
    func none() {
        #expect(ProxyRules.none.proxy(for: "example.com", port: 443, isSecure: true) == nil)
        #expect(ProxyRules.none.proxy(for: "example.com", port: 80, isSecure: false) == nil)
    }

    @Test(arguments: ["https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY", "wss_proxy", "WS_PROXY"])
    func theVariableThatCannotBeRead(_ name: String) {
        let error = #expect(throws: ProxyURLError.self) {
            try ProxyRules(explicit: nil, bypass: nil, environment: [name: "socks4://user:s3cret@x"])
        }
        #expect(error?.description.hasPrefix("\(name): ") == true)
        #expect(error?.description.contains("s3cret") == false)
    }
}
