internal import Domain
internal import NIOCore
internal import NIOSSL
internal import Proxies
internal import Realtime
internal import Synchronization

/// Makes TLS handlers; reads certificates once, and only if TLS is used at all.
final class TLSContext {
    private let settings: TLSSettings
    private var context: NIOSSLContext?
    private let wish = CertificateWish()

    init(_ settings: TLSSettings) {
        self.settings = settings
    }

    /// - Parameter inspect: is handed the server's certificates, which are then not accepted.
    /// - Throws: what is wrong with the certificates that we are to use.
    func handler(serverName: String, inspect: (([CertificateFacts]) -> Void)?) throws -> NIOSSLClientHandler {
        // An address has no place in the greeting (RFC 6066 §3).
        let name = NetworkAddress(serverName) == nil ? serverName : nil
        wish.isThere.store(false, ordering: .relaxed)
        guard let inspect else { return try NIOSSLClientHandler(context: ready(), serverHostname: name) }
        let inspection = try NIOSSLContext(configuration: settings.configuration(isVerified: true))
        return try NIOSSLClientHandler(context: inspection, serverHostname: name) { certificates, promise in
            inspect(certificates.map { CertificateFacts($0) })
            promise.succeed(NIOSSLVerificationResult.failed)
        }
    }

    /// Whether the certificate, whose signatures have been verified, is good for the host that was meant (RFC 6125).
    ///
    /// The library would also take one for the address it is connected to, which may be a proxy's, or a liar's.
    func accepts(_ facts: TLSFacts?, for host: String) -> Bool {
        guard settings.isVerified else { return true }
        // As certificates' addresses are spelt here.
        let name = (try? SocketAddress(ipAddress: host, port: 0))?.ipAddress ?? host
        return facts?.chain.first?.isGood(for: name) ?? false
    }

    /// Whether the server of the latest handshake asked for a certificate of ours, and we have none.
    var lacksCertificate: Bool { settings.certificate == nil && wish.isThere.load(ordering: .relaxed) }

    /// What was agreed on in a handshake.
    func facts(of handler: NIOSSLClientHandler) -> TLSFacts {
        TLSFacts(
            version: handler.tlsVersion.map(Self.name) ?? "TLS", isVerified: settings.isVerified,
            chain: handler.peerCertificate.map { [CertificateFacts($0)] } ?? [])
    }

    private func ready() throws -> NIOSSLContext {
        if let context { return context }
        var configuration = try settings.configuration(isVerified: settings.isVerified)
        if settings.isVerified { configuration.certificateVerification = .noHostnameVerification }
        // The library asks for a certificate of ours once the server has asked for one.
        configuration.sslContextCallback = { [wish] _, promise in
            wish.isThere.store(true, ordering: .relaxed)
            promise.succeed(.noChanges)
        }
        let made = try NIOSSLContext(configuration: configuration)
        context = made
        return made
    }

    private static func name(of version: TLSVersion) -> String {
        switch version {
        case .tlsv1: "TLS 1.0"
        case .tlsv11: "TLS 1.1"
        case .tlsv12: "TLS 1.2"
        case .tlsv13: "TLS 1.3"
        }
    }
}

/// A server's wish for a certificate of ours.
private final class CertificateWish: Sendable {
    let isThere = Atomic(false)
}
