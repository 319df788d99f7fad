internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import Realtime

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

extension ConnectFault {
    /// Why there is no TCP connection.
    init(connectingTo place: String, _ error: any Error, limit: Duration) {
        switch error {
        case let error as NIOConnectionError: self = .init(error, place: place)
        case ChannelError.connectTimeout: self = .timedOut(.connect, place: place, after: limit)
        default:
            self = .noConnection([ConnectAttempt(address: place, outcome: ConnectAttempt.Outcome(error))])
        }
    }

    private init(_ error: NIOConnectionError, place: String) {
        let attempts = error.connectionErrors.map {
            ConnectAttempt(address: $0.target.text, outcome: ConnectAttempt.Outcome($0.error))
        }
        guard attempts.isEmpty else {
            self = .noConnection(attempts)
            return
        }
        let failures = [error.dnsAError, error.dnsAAAAError].compactMap { $0 as? NameResolver.Failure }
        if let failure = failures.first(where: { !$0.isUnknownName }) {
            self = .nameService(host: error.host, reason: failure.words.lowercased())
        } else {
            self = .unknownHost(error.host)
        }
    }

    /// An error of the transport in a few words.
    static func words(for error: any Error) -> String {
        switch error {
        case let error as IOError: Self.words(forErrno: error.errnoCode)
        case NIOSSLError.uncleanShutdown: "the connection was cut"
        case NIOSSLError.handshakeFailed(let cause), NIOSSLError.shutdownFailed(let cause): TLSRejection.words(cause)
        case let error as NIOSSLExtraError where error == .failedToValidateHostname: "it is for another name"
        case ChannelError.connectTimeout: "no answer in time"
        case HTTPParserError.invalidEOFState: "the connection was cut in the middle of an answer"
        case let error as HTTPParserError: "the server broke the rules of HTTP: \(error)"
        case is HTTPLink.Ended: "the connection was cut"
        default: String(describing: error)
        }
    }

    private static func words(forErrno code: CInt) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text).lowercased()
    }
}

extension ConnectAttempt.Outcome {
    init(_ error: any Error) {
        switch error {
        case ChannelError.connectTimeout: self = .timedOut
        case let error as IOError:
            switch error.errnoCode {
            case ECONNREFUSED: self = .refused
            case EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL: self = .noRoute
            case ETIMEDOUT: self = .timedOut
            default: self = .other(ConnectFault.words(for: error))
            }
        default: self = .other(ConnectFault.words(for: error))
        }
    }
}

extension SocketAddress {
    /// `127.0.0.1:443`, `[::1]:443`.
    var text: String {
        guard let host = ipAddress, let port else { return "\(self)" }
        return Opening.place(host, port)
    }
}
