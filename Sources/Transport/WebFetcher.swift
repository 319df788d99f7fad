internal import AsyncHTTPClient
internal import HTTP1
public import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import Proxies
public import Realtime

/// Plain HTTP requests beside the sockets: authorisation, history, publishing; by the same proxies and with the same TLS.
public final class WebFetcher {
    private let link: LinkOptions
    private let eventLoop: any EventLoop
    /// One for each proxy that is in use, and one for the direct way.
    private var clients: [ProxyServer?: HTTPClient] = [:]

    /// The most of a body that is read.
    static let bodyLimit = 1 << 20

    public init(link: LinkOptions = LinkOptions(), eventLoop: any EventLoop) {
        self.link = link
        self.eventLoop = eventLoop
    }

    /// Sends a request; the answer comes on the event loop, always and once.
    public func fetch(_ request: HTTPRequest, _ body: @escaping (HTTPAnswer) -> Void) {
        let prepared: HTTPClient.Request
        let client: HTTPClient
        do {
            client = try self.client(for: WebAddress(request.url))
            prepared = try HTTPClient.Request(
                url: request.url, method: HTTPMethod(rawValue: request.method),
                headers: HTTPHeaders(request.headers.map { ($0.name, $0.value) }),
                body: request.body.isEmpty ? nil : .bytes(request.body))
        } catch {
            return body(.failed(reason: "\(error)"))
        }
        let limit = TimeAmount.nanoseconds(request.timeout.components.seconds * 1_000_000_000)
        let accumulator = ResponseAccumulator(request: prepared, maxBodySize: Self.bodyLimit)
        let task = client.execute(
            request: prepared, delegate: accumulator, eventLoop: .delegateAndChannel(on: eventLoop),
            deadline: .now() + limit)
        task.futureResult.hop(to: eventLoop).assumeIsolated().whenComplete { result in
            switch result {
            case .success(let response): body(HTTPAnswer(response))
            case .failure(let error): body(.failed(reason: Self.words(for: error, limit)))
            }
        }
    }

    /// Ends what is under way. To be called before the event loop ends.
    public func shutdown() -> EventLoopFuture<Void> {
        let ends = clients.values.map { client in
            let promise = eventLoop.makePromise(of: Void.self)
            client.shutdown { _ in promise.succeed() }
            return promise.futureResult
        }
        return EventLoopFuture.andAllSucceed(ends, on: eventLoop)
    }

    /// The proxy on the way to an address, if there is one.
    func proxy(for address: WebAddress) -> ProxyServer? {
        link.proxies.proxy(for: address.host, port: address.port, isSecure: address.scheme.isSecure)
    }

    /// The client whose connections go the way that leads to an address.
    func client(for address: WebAddress) throws(InvalidInput) -> HTTPClient {
        let proxy = proxy(for: address)
        if proxy != nil, address.scheme.isSecure, link.tls.isVerified, NetworkAddress(address.host) != nil {
            // The library behind would take the proxy's certificate for the server's.
            throw InvalidInput(
                "a server given by its address cannot be verified through a proxy", in: address.host,
                expected: "a host name, or the address among those of --no-proxy")
        }
        if let client = clients[proxy] { return client }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try link.tls.configuration(isVerified: link.tls.isVerified),
            // Headers with credentials must not follow to another host.
            redirectConfiguration: .disallow)
        configuration.proxy = try proxy.map(Self.proxy)
        let made = HTTPClient(eventLoopGroupProvider: .shared(eventLoop), configuration: configuration)
        clients[proxy] = made
        return made
    }

    private static func proxy(_ proxy: ProxyServer) throws(InvalidInput) -> HTTPClient.Configuration.Proxy {
        let credentials = proxy.credentials
        switch proxy.scheme {
        case .http:
            return .server(
                host: proxy.host, port: proxy.port,
                authorization: credentials.map { .basic(username: $0.user, password: $0.password) })
        case .socks5, .socks5h:
            if credentials == nil { return .socksServer(host: proxy.host, port: proxy.port) }
        case .https: break
        }
        throw InvalidInput(
            "plain HTTP requests cannot go through \(proxy)", in: "proxy",
            expected: "for authorisation endpoints an http:// proxy, or a SOCKS proxy without a password")
    }

    /// Why no answer to a request came about.
    func fault(_ error: any Error, _ request: ConnectionRequest) -> ConnectFault {
        let place = Opening.place(request.host, request.port)
        switch error {
        case let error as NIOConnectionError: return ConnectFault(connectingTo: place, error, limit: link.stageLimit)
        case let error as HTTPClientError where error == .connectTimeout:
            return .timedOut(.connect, place: place, after: link.stageLimit)
        case let error as HTTPClientError where error == .remoteConnectionClosed:
            return .ended(.upgrade, place: place)
        case _ where TLSRejection.isOfCertificate(error):
            return .certificate(
                CertificateFault(.other(ConnectFault.words(for: error)), host: request.host, certificate: nil))
        case _ where TLSRejection.isOfNoTLS(error): return .noTLS(place: place)
        default: return .tls(reason: ConnectFault.words(for: error))
        }
    }

    private static func words(for error: any Error, _ limit: TimeAmount) -> String {
        switch error {
        case let error as HTTPClientError where error == .deadlineExceeded || error == .connectTimeout:
            "no answer within \(limit.nanoseconds / 1_000_000_000) s"
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { ConnectFault.words(for: $0.error) } ?? "the host name is not known"
        default: ConnectFault.words(for: error)
        }
    }
}

extension HTTPAnswer {
    fileprivate init(_ response: HTTPClient.Response) {
        let body = response.body.map { Array($0.readableBytesView) } ?? []
        self = .response(
            status: Int(response.status.code), headers: response.headers.map { HeaderField($0.name, $0.value) },
            body: body)
    }
}
