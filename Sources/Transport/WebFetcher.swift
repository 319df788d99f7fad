internal import AsyncHTTPClient
public import NIOCore
internal import NIOHTTP1
internal import NIOPosix
public import Realtime

/// Plain HTTP requests beside the sockets: authorisation, history, publishing.
public final class WebFetcher {
    private let eventLoop: any EventLoop
    private var client: HTTPClient?

    /// The most of a body that is read.
    static let bodyLimit = 1 << 20

    public init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    /// Sends a request; the answer comes on the event loop, always and once.
    public func fetch(_ request: HTTPRequest, _ body: @escaping (HTTPAnswer) -> Void) {
        let prepared: HTTPClient.Request
        do {
            prepared = try HTTPClient.Request(
                url: request.url, method: HTTPMethod(rawValue: request.method),
                headers: HTTPHeaders(request.headers.map { ($0.name, $0.value) }),
                body: request.body.isEmpty ? nil : .bytes(request.body))
        } catch {
            return body(.failed(reason: "\(error)"))
        }
        let limit = TimeAmount.nanoseconds(request.timeout.components.seconds * 1_000_000_000)
        let accumulator = ResponseAccumulator(request: prepared, maxBodySize: Self.bodyLimit)
        let task = started().execute(
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
        guard let client else { return eventLoop.makeSucceededVoidFuture() }
        let promise = eventLoop.makePromise(of: Void.self)
        client.shutdown { _ in promise.succeed() }
        return promise.futureResult
    }

    private func started() -> HTTPClient {
        if let client { return client }
        let made = HTTPClient(
            eventLoopGroupProvider: .shared(eventLoop),
            // Headers with credentials must not follow to another host.
            configuration: .init(redirectConfiguration: .disallow))
        client = made
        return made
    }

    private static func words(for error: any Error, _ limit: TimeAmount) -> String {
        switch error {
        case let error as HTTPClientError where error == .deadlineExceeded || error == .connectTimeout:
            "no answer within \(limit.nanoseconds / 1_000_000_000) s"
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { ConnectionEnd.words(for: $0.error) } ?? "the host name is not known"
        default: ConnectionEnd.words(for: error)
        }
    }
}

extension HTTPAnswer {
    fileprivate init(_ response: HTTPClient.Response) {
        let body = response.body.map { Array($0.readableBytesView) } ?? []
        self = .response(
            status: Int(response.status.code), headers: response.headers.map { HTTPHeader($0.name, $0.value) },
            body: body)
    }
}
