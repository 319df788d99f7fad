import Foundation
import NIOCore
import NIOSSL

/// The certificates of the tests; `Certificates/make` says what each is.
enum Certificate: String {
    case authority
    /// Good for `localhost`, `127.0.0.1` and `::1`, like the expired and the self-signed one.
    case localhost
    case expired
    /// Good for `elsewhere.example` and the names below it.
    case elsewhere
    case selfSigned = "self-signed"
    case client

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Certificates")

    var path: String { Self.folder.appending(path: "\(rawValue).pem").path }
    var keyPath: String { Self.folder.appending(path: "\(rawValue).key.pem").path }
}

/// How a server of the tests speaks TLS.
struct ServerTLS: Sendable {
    var certificate = Certificate.localhost
    var latest: TLSVersion?
    /// Lets nobody in without a certificate of the tests' authority.
    var demandsCertificate = false

    /// - Parameter named: hears the name that a client asks for.
    func context(named: @escaping @Sendable (String?) -> Void) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificate.path).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: certificate.keyPath, format: .pem)))
        configuration.minimumTLSVersion = .tlsv1
        configuration.maximumTLSVersion = latest
        configuration.applicationProtocols = ["h2", "http/1.1"]
        if demandsCertificate {
            configuration.certificateVerification = .noHostnameVerification
            configuration.trustRoots = .file(Certificate.authority.path)
        }
        configuration.sslContextCallback = { hello, promise in
            named(hello.serverHostname)
            promise.succeed(.noChanges)
        }
        return try NIOSSLContext(configuration: configuration)
    }
}
