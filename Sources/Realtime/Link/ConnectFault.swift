internal import Domain
public import Proxies
public import WebSocket

/// Why no connection came about.
public enum ConnectFault: Error, Hashable, Sendable {
    /// No name server knows the host.
    case unknownHost(String)
    /// The name servers could not be asked, or had no answer.
    case nameService(host: String, reason: String)
    /// TCP failed at each address.
    case noConnection([ConnectAttempt])
    /// A stage took longer than it may.
    case timedOut(LinkStage, place: String, after: Duration)
    case proxy(ProxyFault, place: String)
    /// What listens there does not speak TLS.
    case noTLS(place: String)
    case tls(reason: String)
    case certificate(CertificateFault)
    /// The server wants a certificate of ours, or does not accept the one it got.
    case clientCertificate(reason: String)
    /// The other side ended the transport in the midst of a stage.
    case ended(LinkStage, place: String)
    /// The answer to the opening handshake was none, or our request cannot be written.
    case handshake(HandshakeError)
    case redirect(RedirectFault)
    /// Our own settings stand in the way, such as a certificate file that cannot be read.
    case settings(String)
}

extension ConnectFault {
    /// Where on the way it happened.
    public var stage: LinkStage {
        switch self {
        case .unknownHost, .nameService: .resolve
        case .noConnection: .connect
        case .timedOut(let stage, _, _), .ended(let stage, _): stage
        case .proxy: .proxy
        case .noTLS, .tls, .certificate, .clientCertificate, .settings: .tls
        case .handshake, .redirect: .upgrade
        }
    }

    /// Whether trying again can hardly help.
    public var isLasting: Bool {
        switch self {
        case .unknownHost, .nameService, .noConnection, .timedOut, .ended, .tls: false
        case .noTLS, .certificate, .clientCertificate, .redirect, .settings: true
        case .proxy(let fault, _): fault.isLasting
        case .handshake(let error): error.isLasting
        }
    }

    /// Whether somebody who could have let us through did not.
    public var isRefusal: Bool {
        switch self {
        case .proxy(let fault, _): fault.isRefusal
        case .clientCertificate: true
        case .unknownHost, .nameService, .noConnection, .timedOut, .noTLS, .tls, .certificate, .ended, .handshake,
            .redirect, .settings:
            false
        }
    }

    /// How long we were asked to wait before the next try.
    public var retryAfter: Duration? {
        guard case .proxy(let fault, _) = self else { return nil }
        return fault.retryAfter
    }
}

extension ConnectFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownHost(let host): "the host name \(host) is not known"
        case .nameService(let host, let reason): "the name \(host) could not be looked up: \(reason)"
        case .noConnection(let attempts): Self.words(for: attempts)
        case .timedOut(let stage, let place, let limit): "\(place): \(stage.lateness) within \(limit.inWords)"
        case .proxy(let fault, let place): "the proxy \(place) \(fault)"
        case .noTLS(let place): "\(place) does not speak TLS"
        case .tls(let reason): "TLS failed: \(reason)"
        case .certificate(let fault): "\(fault)"
        case .clientCertificate(let reason): "the server refused for want of a client certificate it accepts: \(reason)"
        case .ended(.upgrade, let place): "\(place) closed the connection during the handshake"
        case .ended(let stage, let place): "\(place) closed the connection during \(stage.words)"
        case .handshake(.subprotocolNotOffered(let name)) where !name.isEmpty:
            "\(HandshakeError.subprotocolNotOffered(name)): --subprotocol \(name) offers it"
        case .handshake(let error): "\(error)"
        case .redirect(let fault): "\(fault)"
        case .settings(let reason): reason
        }
    }

    private static func words(for attempts: [ConnectAttempt]) -> String {
        let outcomes = Set(attempts.map(\.outcome))
        guard let first = attempts.first else { return "there is no address to connect to" }
        guard outcomes.count > 1 else {
            return "\(attempts.map(\.address).joined(separator: ", ")): \(first.outcome)"
        }
        return attempts.map { "\($0.address): \($0.outcome)" }.joined(separator: "; ")
    }
}

extension LinkStage {
    fileprivate var words: String {
        switch self {
        case .resolve: "name resolution"
        case .connect: "the connection's set-up"
        case .proxy: "the proxy's set-up"
        case .tls: "the TLS handshake"
        case .upgrade: "the handshake"
        }
    }

    fileprivate var lateness: String {
        switch self {
        case .resolve: "the name was not resolved"
        case .connect: "no answer"
        case .proxy: "the proxy opened no way"
        case .tls: "no TLS handshake"
        case .upgrade: "no answer to the handshake"
        }
    }
}

extension Duration {
    /// Such as `10 s` or `500 ms`.
    fileprivate var inWords: String {
        let milliseconds = wholeMilliseconds
        return milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000) s" : "\(milliseconds) ms"
    }
}
