internal import HTTP1
internal import NIOCore
internal import NIOHTTP1
internal import Proxies
internal import Realtime

/// The connections on which one feed speaks HTTP: opened as sockets are, by the same proxies and with the same TLS, and kept for the next
/// request.
final class HTTPLinks {
    let link: LinkOptions
    let eventLoop: any EventLoop
    private let tls: TLSContexts
    private var idle: [WebAddress: [HTTPLink]] = [:]

    /// Connections to one place that wait for a next request.
    private static let idleLimit = 2
    /// Servers close what has waited for about five seconds or more, maybe just when the next request is on its way.
    private static let idleTime = TimeAmount.seconds(4)

    init(link: LinkOptions, eventLoop: any EventLoop) {
        self.link = link
        self.eventLoop = eventLoop
        tls = TLSContexts(link.tls)
    }

    /// A connection that has carried a request a moment ago.
    func takeIdle(to request: ConnectionRequest) -> HTTPLink? {
        while let link = idle[Self.origin(of: request)]?.popLast() {
            if NIODeadline.now() - link.idleSince < Self.idleTime { return link }
            link.close()
        }
        return nil
    }

    /// Opens another one.
    ///
    /// - Parameters:
    ///   - isAtHome: whether the request goes where it was meant to: elsewhere our certificate is not shown.
    ///   - finish: called once, later.
    func open(
        to request: ConnectionRequest, isAtHome: Bool = true, told: @escaping (LinkEvent) -> Void = { _ in },
        finish: @escaping (Result<HTTPLink, ConnectFault>) -> Void
    ) -> Opening {
        let opening = Opening(
            request, for: .requests, link: link, tls: isAtHome ? tls.server : tls.elsewhere, proxyTLS: tls.proxy,
            eventLoop: eventLoop, told: told
        ) { [weak self] outcome in
            if let self { finish(result(outcome, request)) }
        }
        opening.start()
        return opening
    }

    /// Closes those that wait.
    func close() {
        for link in idle.values.joined() { link.close() }
        idle.removeAll()
    }

    /// What is sent for a request on that connection.
    func head(_ request: HTTPRequest, to address: WebAddress, on link: HTTPLink) -> HTTPRequestHead {
        var headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
        headers.replaceOrAdd(name: "Host", value: address.hostField)
        if !headers.contains(name: "User-Agent") { headers.add(name: "User-Agent", value: "spotter") }
        if !headers.contains(name: "Accept") { headers.add(name: "Accept", value: "*/*") }
        if !request.body.isEmpty || request.method != "GET" {
            headers.replaceOrAdd(name: "Content-Length", value: "\(request.body.count)")
        }
        if let field = link.proxyField { headers.add(name: field.name, value: field.value) }
        return HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: request.method),
            uri: link.isAskedOfProxy ? address.url : address.path, headers: headers)
    }

    private func result(
        _ outcome: Opening.Outcome, _ request: ConnectionRequest
    ) -> Result<HTTPLink, ConnectFault> {
        switch outcome {
        case .failed(let fault): return .failure(fault)
        case .opened, .answered: return .failure(.ended(.upgrade, place: Opening.place(request.host, request.port)))
        case .reached(let reached):
            do throws(ProxyFault) {
                return made(reached, try reached.proxy?.credentials?.field(), request)
            } catch {
                reached.channel.close(promise: nil)
                let proxy = reached.proxy
                return .failure(.proxy(error, place: Opening.place(proxy?.host ?? "", proxy?.port ?? 0)))
            }
        }
    }

    private func made(
        _ reached: Opening.Reached, _ proxyField: HeaderField?, _ request: ConnectionRequest
    ) -> Result<HTTPLink, ConnectFault> {
        let origin = Self.origin(of: request)
        do {
            let link = try HTTPLink(
                reached, proxyField: proxyField,
                whenIdle: { [weak self] in self?.keep($0, to: origin) },
                whenClosed: { [weak self] in self?.forget($0, to: origin) })
            return .success(link)
        } catch {
            return .failure(.settings("\(error)"))
        }
    }

    private func keep(_ link: HTTPLink, to origin: WebAddress) {
        guard idle[origin, default: []].count < Self.idleLimit else { return link.close() }
        idle[origin, default: []].append(link)
    }

    private func forget(_ link: HTTPLink, to origin: WebAddress) {
        idle[origin]?.removeAll { $0 === link }
    }

    private static func origin(of request: ConnectionRequest) -> WebAddress {
        var origin = WebAddress(request)
        origin.path = "/"
        return origin
    }
}

extension ConnectionRequest {
    /// Where a plain request goes.
    init(to address: WebAddress, headers: [HeaderField] = []) {
        self.init(
            kind: .byteStream, isSecure: address.scheme.isSecure, host: address.host, port: address.port,
            path: address.path, headers: headers)
    }
}
