internal import NIOSSL
internal import Realtime

/// Reads the TLS library's errors, which it gives as texts.
enum TLSRejection {
    /// Whether the server's certificate was the reason.
    static func isOfCertificate(_ error: any Error) -> Bool {
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname { return true }
        return has(error, ["CERTIFICATE_VERIFY_FAILED"])
    }

    /// Whether the answer to our greeting was none of TLS.
    static func isOfNoTLS(_ error: any Error) -> Bool {
        has(error, ["WRONG_VERSION_NUMBER", "HTTP_REQUEST", "INVALID_CONTENT_TYPE"])
    }

    /// The server's alert about the certificate that we showed, or did not (RFC 8446 §6.2). In TLS 1.3 it comes after our side
    /// of the handshake is through, and may come when we already have written more.
    ///
    /// - Parameter isLacking: whether the server has asked for one and we have none. Before TLS 1.3 the alert has no word of its own
    ///   for that (RFC 5246 §7.4.6).
    static func clientCertificate(_ error: any Error, isLacking: Bool = false) -> ConnectFault? {
        if isLacking, has(error, ["ALERT_HANDSHAKE_FAILURE"]) {
            return .clientCertificate(reason: "certificate required")
        }
        guard has(error, clientCertificateAlerts) else { return nil }
        return .clientCertificate(reason: alert(in: error))
    }

    private static let clientCertificateAlerts = [
        "ALERT_CERTIFICATE_REQUIRED", "ALERT_BAD_CERTIFICATE", "ALERT_UNKNOWN_CA", "ALERT_CERTIFICATE_UNKNOWN",
        "ALERT_CERTIFICATE_EXPIRED", "ALERT_CERTIFICATE_REVOKED", "ALERT_UNSUPPORTED_CERTIFICATE",
        "ALERT_ACCESS_DENIED",
    ]

    private static func alert(in error: any Error) -> String {
        let text = String(describing: error)
        let known = clientCertificateAlerts.first { text.contains($0) } ?? "alert"
        return known.dropFirst("ALERT_".count).replacing("_", with: " ").lowercased()
    }

    /// The library's own name for what went wrong, such as `no shared cipher`.
    static func words(_ cause: BoringSSLError) -> String {
        let text = String(describing: cause)
        guard let end = text.firstRange(of: " at "), let start = text[..<end.lowerBound].lastIndex(of: ":") else {
            return text
        }
        let name = text[text.index(after: start)..<end.lowerBound]
        return name.replacing("_", with: " ").lowercased()
    }

    private static func has(_ error: any Error, _ names: [String]) -> Bool {
        let text = String(describing: error)
        return names.contains { text.contains($0) }
    }
}
