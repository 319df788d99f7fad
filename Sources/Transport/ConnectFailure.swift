internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Realtime

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

extension ConnectionEnd {
    /// Why no connection came about, in words, and whether trying again can help.
    init(connecting request: ConnectionRequest, failedWith error: any Error) {
        let place = "\(request.host):\(request.port)"
        switch error {
        case let error as NIOConnectionError: self = .init(error, place: place)
        case ChannelError.connectTimeout(let limit):
            let seconds = limit.nanoseconds / 1_000_000_000
            self = .unreachable(reason: "\(place) did not answer within \(seconds) s", isLasting: false)
        default:
            self = .unreachable(reason: "\(place): \(Self.words(for: error))", isLasting: Self.isLasting(error))
        }
    }

    private init(_ error: NIOConnectionError, place: String) {
        if error.connectionErrors.isEmpty {
            let isUnknown = error.dnsAError != nil || error.dnsAAAAError != nil
            let reason = isUnknown ? "the host name \(error.host) is not known" : "\(place) has no address"
            self = .unreachable(reason: reason, isLasting: false)
            return
        }
        let causes = error.connectionErrors.map { Self.words(for: $0.error) }
        var distinct: [String] = []
        for cause in causes where !distinct.contains(cause) { distinct.append(cause) }
        self = .unreachable(reason: "\(place): \(distinct.joined(separator: "; "))", isLasting: false)
    }

    /// An error of the transport in a few words.
    static func words(for error: any Error) -> String {
        switch error {
        case let error as IOError: Self.words(forErrno: error.errnoCode)
        case let error as NIOSSLError: Self.words(forTLS: error)
        case let error as NIOSSLExtraError where error == .failedToValidateHostname:
            "the certificate is for another name"
        case ChannelError.connectTimeout: "no answer in time"
        default: String(describing: error)
        }
    }

    private static func words(forErrno code: CInt) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text).lowercased()
    }

    private static func words(forTLS error: NIOSSLError) -> String {
        switch error {
        case .handshakeFailed(let cause):
            let text = String(describing: cause)
            if text.contains("CERTIFICATE_VERIFY_FAILED") { return "the certificate is not trusted (\(text))" }
            if text.contains("WRONG_VERSION_NUMBER") { return "no TLS at that port" }
            return "TLS handshake failed (\(text))"
        case .uncleanShutdown: return "the connection was cut"
        default: return "TLS: \(error)"
        }
    }

    /// A certificate that does not fit now will not fit in a second.
    private static func isLasting(_ error: any Error) -> Bool {
        let text = String(describing: error)
        return text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("failedToValidateHostname")
    }
}
