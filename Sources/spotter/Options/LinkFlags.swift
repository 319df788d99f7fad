import ArgumentParser

/// How to get through to the servers: shared by every command that connects.
struct LinkFlags: ParsableArguments, Sendable {
    @Option(
        name: [.customShort("H"), .long],
        help: ArgumentHelp(
            "A header line for the opening handshake, such as 'X-Tenant: 7', but no secret; may be repeated.",
            valueName: EnvironmentOptions.lineValue))
    var header: [String] = []

    @Option(help: "A file of header lines for the opening handshake, such as 'Authorization: Bearer …'.")
    var headerFile: String?

    @Option(help: "The Origin to name, such as https://example.com, where a server checks it.")
    var origin: String?

    @Option(help: "A WebSocket subprotocol to offer besides those of the service; may be repeated.")
    var subprotocol: [String] = []

    @Option(help: "A proxy: http, https, socks5 or socks5h://HOST[:PORT], in the place of the environment's.")
    var proxy: String?

    @Option(help: "Hosts to reach without a proxy, separated by commas; * for all.")
    var noProxy: String?

    @Option(help: "A PEM file of authorities to trust, in the place of the system's.")
    var ca: String?

    @Option(help: "A PEM file with a certificate of yours, for servers that ask for one.")
    var cert: String?

    @Option(help: "A PEM file with that certificate's key, unless both are in one file.")
    var key: String?

    @Flag(
        inversion: .prefixedNo, exclusivity: .exclusive,
        help: "Do not verify certificates: anyone on the way can read and change what you see.")
    var insecure: Bool?

    @Flag(
        inversion: .prefixedNo, exclusivity: .exclusive,
        help: "Offer compression to every server, or to none; without either, only over TLS.")
    var compress: Bool?

    @Option(help: "The most time for each stage of connecting, 1 to 600 seconds; 10 without.")
    var connectTimeout: Span?
}
