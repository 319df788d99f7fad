internal import NIOSSL
public import Realtime

extension TLSSettings {
    /// Reads the files, to say now what is wrong with them, and to know these from renewed ones.
    ///
    /// - Throws: which file, and what was expected in it.
    public mutating func check() throws(InvalidInput) {
        guard authorities != nil || certificate != nil || key != nil else { return }
        let configuration = try configuration(isVerified: isVerified)
        do {
            // That the key is the certificate's shows only here.
            _ = try NIOSSLContext(configuration: configuration)
        } catch {
            throw InvalidInput(
                "\(key ?? certificate ?? "the key") does not fit \(certificate ?? "the certificate")", in: "--key",
                expected: "the key that the certificate was made for")
        }
        var hasher = Hasher()
        hasher.combine(configuration.trustRoots)
        hasher.combine(configuration.certificateChain)
        hasher.combine(configuration.privateKey)
        digest = hasher.finalize()
    }

    /// The same without a certificate of ours.
    var anonymous: TLSSettings {
        var settings = self
        (settings.certificate, settings.key) = (nil, nil)
        return settings
    }

    /// For TLS with a proxy.
    var forProxies: TLSSettings {
        var settings = anonymous
        settings.isVerified = true
        settings.addsAuthorities = true
        return settings
    }

    func configuration(isVerified: Bool) throws(InvalidInput) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if !isVerified { configuration.certificateVerification = .none }
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        if let authorities {
            let certificates = try Self.certificates(authorities, "--ca")
            if addsAuthorities {
                configuration.additionalTrustRoots = [.certificates(certificates)]
            } else {
                configuration.trustRoots = .certificates(certificates)
            }
        }
        guard let certificate else {
            guard key == nil else {
                throw InvalidInput("there is no certificate to it", in: "--key", expected: "--cert FILE as well")
            }
            return configuration
        }
        configuration.certificateChain = try Self.certificates(certificate, "--cert").map { .certificate($0) }
        configuration.privateKey = .privateKey(try Self.key(key ?? certificate, key == nil ? "--cert" : "--key"))
        return configuration
    }

    private static func certificates(_ path: String, _ option: String) throws(InvalidInput) -> [NIOSSLCertificate] {
        let found: [NIOSSLCertificate]
        do {
            found = try NIOSSLCertificate.fromPEMFile(path)
        } catch {
            throw unreadable(path, option, "certificates in PEM form (-----BEGIN CERTIFICATE-----)")
        }
        guard !found.isEmpty else {
            throw InvalidInput("\(path) has no certificate in it", in: option, expected: "certificates in PEM form")
        }
        return found
    }

    private static func key(_ path: String, _ option: String) throws(InvalidInput) -> NIOSSLPrivateKey {
        do {
            // Without a passphrase to ask for, one that is needed is a failure and not a prompt.
            return try NIOSSLPrivateKey(file: path, format: .pem) { $0([]) }
        } catch {
            throw unreadable(path, option, "a private key in PEM form, without a passphrase")
        }
    }

    private static func unreadable(_ path: String, _ option: String, _ expected: String) -> InvalidInput {
        InvalidInput("\(path) cannot be read", in: option, expected: "a readable file with \(expected)")
    }
}
