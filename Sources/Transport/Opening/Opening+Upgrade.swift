internal import HTTP1
internal import NIOCore
internal import Realtime
internal import WebSocket

extension Opening {
    /// Where the server itself can be spoken to.
    func arrived() {
        switch purpose {
        case .messages(let handshake): upgrade(handshake)
        case .requests:
            guard let (channel, handler) = current else { return fail(.ended(.upgrade, place: serverPlace)) }
            conclude(.reached(Reached(channel: channel, handler: handler, proxy: isAskedOfProxy ? proxy : nil)))
        }
    }

    private var current: (any Channel, OpeningHandler)? {
        guard let channel, let handler = try? channel.pipeline.syncOperations.handler(type: OpeningHandler.self) else {
            return nil
        }
        return (channel, handler)
    }

    private func upgrade(_ handshake: ClientHandshake) {
        stage = .upgrading(handshake)
        time(.upgrade, at: serverPlace)
        guard let channel else { return }
        let written = eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenSuccess { self.sentAt = WallClock.now }
        channel.writeAndFlush(channel.allocator.buffer(bytes: handshake.request), promise: written)
    }

    func act(on progress: ClientHandshake.Progress, _ handshake: ClientHandshake) {
        switch progress {
        case .needMore: stage = .upgrading(handshake)
        case .accepted(let response, let rest): open(response, rest)
        case .refused(let response):
            told(.answered(UpgradeFacts(response)))
            conclude(.answered(response))
        case .failed(.endedEarly): fail(.ended(.upgrade, place: serverPlace))
        case .failed(let error): fail(.handshake(error))
        }
    }

    private func open(_ response: Response, _ rest: [UInt8]) {
        let answeredAt = WallClock.now
        guard let (channel, handler) = current else { return fail(.ended(.upgrade, place: serverPlace)) }
        told(.answered(UpgradeFacts(response)))
        conclude(
            .opened(
                Opened(
                    channel: channel, handler: handler, response: response, rest: rest, sentAt: sentAt,
                    answeredAt: answeredAt)))
    }
}

extension UpgradeFacts {
    init(_ response: Response) {
        let extensions = response.fields.values(of: "Sec-WebSocket-Extensions")
        self.init(
            status: response.status, subprotocol: response.subprotocol,
            extensions: extensions.isEmpty ? nil : extensions.joined(separator: ", "),
            server: response.value(of: "Server"))
    }
}
