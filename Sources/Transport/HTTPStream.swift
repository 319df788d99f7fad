internal import AsyncHTTPClient
internal import Domain
internal import HTTP1
internal import NIOCore
internal import NIOHTTP1
internal import Realtime
internal import WebSocket

/// One long HTTP answer, such as a stream of server-sent events, from the request to its end. Lives on one event loop.
final class HTTPStream: FeedTransport {
    private let fetcher: WebFetcher
    private let eventLoop: any EventLoop
    private var listener: (any SocketListener)?
    private var request: ConnectionRequest
    private var redirects = Redirects()
    private var task: HTTPClient.Task<Void>?
    private var isReading = true
    /// Whoever has handed over a part, and waits until we read on.
    private var waiting: EventLoopPromise<Void>?

    init(request: ConnectionRequest, fetcher: WebFetcher, eventLoop: any EventLoop, listener: any SocketListener) {
        self.request = request
        self.fetcher = fetcher
        self.eventLoop = eventLoop
        self.listener = listener
    }

    func connect() {
        guard let listener else { return }
        var address = WebAddress(request)
        address.scheme = request.isSecure ? .https : .http
        var fields = request.headers
        if let cookies = listener.socketCookies(for: request) { fields.replace(with: [cookies]) }
        do {
            let prepared = try HTTPClient.Request(
                url: address.url, headers: HTTPHeaders(fields.map { ($0.name, $0.value) }))
            let client = try fetcher.client(for: address)
            listener.socketLinked(
                .began(
                    host: request.host, port: request.port, isSecure: request.isSecure,
                    proxy: fetcher.proxy(for: address).map { "\($0)" }))
            task = client.execute(
                request: prepared, delegate: Delegate(self, eventLoop), eventLoop: .delegateAndChannel(on: eventLoop))
        } catch {
            eventLoop.assumeIsolated().execute { self.end(.unreachable(.settings("\(error)"))) }
        }
    }

    func send(text: [UInt8]) {}
    func send(binary: [UInt8]) {}

    func close(_ code: CloseCode, reason: String) {
        eventLoop.assumeIsolated().execute { self.end(.closed(code: Int(code.rawValue), reason: reason)) }
    }

    func drop() {
        end(.ended)
    }

    func setReading(_ isReading: Bool) {
        self.isReading = isReading
        guard isReading else { return }
        waiting?.succeed()
        waiting = nil
    }

    // MARK: From the delegate

    fileprivate func answered(_ status: Int, _ fields: [HeaderField]) {
        listener?.socketAnswered(fields, to: request)
        listener?.socketLinked(.answered(UpgradeFacts(status: status, server: fields.values(of: "Server").first)))
        if isStream(status, fields) { listener?.socketOpened() }
    }

    /// Whether the answer is what was asked for, and not a page in its place.
    fileprivate func isStream(_ status: Int, _ fields: [HeaderField]) -> Bool {
        status == 200 && request.accepts(contentType: fields.values(of: "Content-Type").first)
    }

    /// - Returns: when the next part may come.
    fileprivate func received(_ bytes: ByteBuffer) -> EventLoopFuture<Void> {
        bytes.withUnsafeReadableBytes { listener?.socketReceived(.bytes($0)) }
        listener?.socketReadComplete()
        guard !isReading, listener != nil else { return eventLoop.makeSucceededVoidFuture() }
        let promise = waiting ?? eventLoop.makePromise()
        waiting = promise
        return promise.futureResult
    }

    fileprivate func finished(_ refusal: Delegate.Refusal?) {
        guard let refusal else { return end(.closed(code: nil, reason: "the server ended the stream")) }
        do throws(RedirectFault) {
            let next = try redirects.follow(status: refusal.status, fields: refusal.fields, from: request)
            guard let next else {
                return end(
                    ConnectionEnd(
                        refusal: refusal.status, reason: refusal.reason, fields: refusal.fields, body: refusal.body,
                        wanted: "event stream", at: WallClock.now))
            }
            request = next
            listener?.socketLinked(.redirected(status: refusal.status, to: "\(WebAddress(next))"))
            connect()
        } catch {
            end(.unreachable(.redirect(error)))
        }
    }

    fileprivate func failed(_ error: any Error, wasOpen: Bool) {
        end(wasOpen ? .lost(reason: ConnectFault.words(for: error)) : .unreachable(fetcher.fault(error, request)))
    }

    private func end(_ reason: ConnectionEnd) {
        guard let listener else { return }
        self.listener = nil
        task?.cancel()
        task = nil
        waiting?.succeed()
        waiting = nil
        listener.socketEnded(reason)
    }
}

extension HTTPStream {
    /// Hears of the answer as it comes; of one that is not a stream it keeps the beginning.
    final class Delegate: HTTPClientResponseDelegate {
        struct Refusal: Sendable {
            var status: Int
            var reason: String
            var fields: [HeaderField]
            var body: [UInt8] = []
        }

        private struct State {
            var stream: HTTPStream?
            var isOpen = false
            var refusal: Refusal?
        }

        private let state: NIOLoopBoundBox<State>

        init(_ stream: HTTPStream, _ eventLoop: any EventLoop) {
            state = NIOLoopBoundBox(State(stream: stream), eventLoop: eventLoop)
        }

        func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
            let fields = head.headers.map { HeaderField($0.name, $0.value) }
            let status = Int(head.status.code)
            if state.value.stream?.isStream(status, fields) == true {
                state.value.isOpen = true
            } else {
                state.value.refusal = Refusal(status: status, reason: head.status.reasonPhrase, fields: fields)
            }
            state.value.stream?.answered(status, fields)
            return task.eventLoop.makeSucceededVoidFuture()
        }

        func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
            if state.value.refusal != nil {
                let room = BodyExcerpt.limit - (state.value.refusal?.body.count ?? 0)
                state.value.refusal?.body += buffer.readableBytesView.prefix(max(0, room))
                return task.eventLoop.makeSucceededVoidFuture()
            }
            return state.value.stream?.received(buffer) ?? task.eventLoop.makeSucceededVoidFuture()
        }

        func didFinishRequest(task: HTTPClient.Task<Void>) throws {
            let stream = take()
            stream?.finished(state.value.refusal)
        }

        func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
            let wasOpen = state.value.isOpen
            take()?.failed(error, wasOpen: wasOpen)
        }

        private func take() -> HTTPStream? {
            defer { state.value.stream = nil }
            return state.value.stream
        }
    }
}
