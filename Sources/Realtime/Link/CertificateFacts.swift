public import Domain

/// What a server's certificate says of itself (RFC 5280 §4.1).
public struct CertificateFacts: Hashable, Sendable {
    /// Whom it is for: the subject's common name, or all of the subject where there is none.
    public var subject: String
    /// Who signed it, in the same form.
    public var issuer: String
    /// The host names it is good for (RFC 6125).
    public var names: [String]
    /// The addresses it is good for, as `inet_ntop` spells them.
    public var addresses: [String]
    public var validFrom: Timestamp
    public var validUntil: Timestamp

    public init(
        subject: String, issuer: String, names: [String], addresses: [String] = [], validFrom: Timestamp,
        validUntil: Timestamp
    ) {
        self.subject = subject
        self.issuer = issuer
        self.names = names
        self.addresses = addresses
        self.validFrom = validFrom
        self.validUntil = validUntil
    }
}

/// Why a certificate was not accepted, as far as it can be told from what the server sent.
public struct CertificateFault: Hashable, Sendable {
    /// The check that failed; the first of these that does.
    public enum Check: Hashable, Sendable {
        case expired
        case notYetValid
        /// It is good for other names.
        case wrongName
        /// It vouches for itself.
        case selfSigned
        /// No authority that is trusted here has signed it.
        case unknownIssuer
        /// Something else, in the words of the TLS library.
        case other(String)
    }

    public var check: Check
    /// Whom we wanted to speak to.
    public var host: String
    /// `nil` where the server's certificate could not be had a second time to be looked at.
    public var certificate: CertificateFacts?

    public init(_ check: Check, host: String, certificate: CertificateFacts?) {
        self.check = check
        self.host = host
        self.certificate = certificate
    }
}

extension CertificateFault: CustomStringConvertible {
    public var description: String {
        guard let certificate else { return "the certificate of \(host) is not trusted" }
        let (from, until) = (certificate.validFrom.day, certificate.validUntil.day)
        switch check {
        case .expired: return "the certificate of \(host) (\(certificate.subject)) expired on \(until)"
        case .notYetValid: return "the certificate of \(host) (\(certificate.subject)) is not valid before \(from)"
        case .wrongName:
            let names = certificate.names + certificate.addresses
            guard !names.isEmpty else {
                return
                    "the certificate (\(certificate.subject), valid until \(until)) names no host, and so not \(host)"
            }
            return "the certificate is for \(Self.list(names)), not for \(host) (valid until \(until))"
        case .selfSigned:
            return "the certificate of \(host) is signed by itself (\(certificate.subject), valid until \(until))"
        case .unknownIssuer:
            return
                "the certificate of \(host) is signed by \(certificate.issuer), which is not trusted here"
                + " (valid until \(until))"
        case .other(let words): return "the certificate of \(host) (\(certificate.subject)) is not accepted: \(words)"
        }
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
    }
}
