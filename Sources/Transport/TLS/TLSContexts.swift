/// The TLS of one feed: with its server, with servers that it sends us to, and with proxies.
final class TLSContexts {
    /// As the settings say.
    let server: TLSContext
    /// Without our certificate: it is for the server that was asked for.
    let elsewhere: TLSContext
    /// Always verified, and without our certificate: what we may do without is the server's proof, not the proxy's, which gets our
    /// password.
    let proxy: TLSContext

    init(_ settings: TLSSettings) {
        server = TLSContext(settings)
        elsewhere = TLSContext(settings.anonymous)
        proxy = TLSContext(settings.forProxies)
    }
}
