internal import NIOCore
internal import Realtime
internal import WebSocket

/// The transport of a service that is only ever asked by single requests: there is nothing to connect, and nothing to lose.
final class RequestOnly: FeedTransport {
    private let eventLoop: any EventLoop
    private var listener: (any SocketListener)?

    init(eventLoop: any EventLoop, listener: any SocketListener) {
        self.eventLoop = eventLoop
        self.listener = listener
    }

    func connect() {
        eventLoop.assumeIsolated().execute { self.listener?.socketOpened(nil) }
    }

    func send(text: [UInt8]) {}
    func send(binary: [UInt8]) {}
    func setReading(_ isReading: Bool) {}

    func close(_ code: CloseCode, reason: String) {
        // The session does not expect the end inside its own call.
        eventLoop.assumeIsolated().execute { self.end(.closed(code: Int(code.rawValue), reason: reason)) }
    }

    func drop() {
        end(.ended)
    }

    private func end(_ end: ConnectionEnd) {
        let listener = listener
        self.listener = nil
        listener?.socketEnded(end)
    }
}
