import NIOCore
import NIOPosix
import Testing
import WebSocket

@testable import Server

/// One end of a real TCP connection.
struct Wire {
    var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

    /// Connects to a loopback port, and closes the connection after `body`.
    static func open<Result: Sendable>(
        _ port: Int, isolation: isolated (any Actor)? = #isolation, _ body: (inout Wire) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            // Small, so that it takes little to fill the buffers of a reader that does not read.
            .channelOption(.socketOption(.so_rcvbuf), value: 8 << 10)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var wire = Wire(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&wire)
        }
    }

    /// Connects, reads nothing that matters, and writes until the other end has closed for good.
    static func flood(_ port: Int, _ start: [UInt8], _ more: [UInt8]) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            // The end of what comes is not the end of what may be sent.
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.writeAndFlush(ByteBuffer(bytes: start))
        let buffer = ByteBuffer(bytes: more)
        while (try? await channel.writeAndFlush(buffer)) != nil {}
    }

    func write(_ bytes: some Sequence<UInt8>) async throws {
        try await outbound.write(ByteBuffer(bytes: bytes))
    }

    func write(_ text: String) async throws {
        try await write(text.utf8)
    }

    /// The next bytes, or `nil` at the end, be it orderly or not.
    mutating func read() async -> [UInt8]? {
        guard let buffer = try? await inbound.next(isolation: #isolation) else { return nil }
        return Array(buffer.readableBytesView)
    }

    /// All that comes until the end.
    mutating func readAll() async -> String {
        var all: [UInt8] = []
        while let bytes = await read() { all += bytes }
        return String(decoding: all, as: UTF8.self)
    }
}

/// A WebSocket client made of our own protocol core.
struct TestClient {
    enum Received: Hashable {
        case text(String)
        case closed(UInt16, String)
        /// The transport has ended without a close frame.
        case ended
    }

    private struct Keys: MaskingKeys {
        func next() -> UInt32 { UInt32.random(in: 0...UInt32.max) }
    }

    private(set) var wire: Wire
    private var connection = WebSocket.Connection(role: .client, maskingKeys: Keys())
    private var pending: [Received] = []
    private(set) var socketID = ""

    static let target = "/app/spotkey01?protocol=7"

    /// Connects, upgrades, and closes the transport after `body`.
    static func open<Result: Sendable>(
        _ port: Int, target: String = target, isolation: isolated (any Actor)? = #isolation,
        _ body: (inout TestClient) async throws -> Result
    ) async throws -> Result {
        try await Wire.open(port) { wire in
            var client = try await TestClient(wire, target)
            return try await body(&client)
        }
    }

    /// Connects, and reads the first message as well.
    static func established<Result: Sendable>(
        _ port: Int, isolation: isolated (any Actor)? = #isolation,
        _ body: (inout TestClient) async throws -> Result
    ) async throws -> Result {
        try await open(port) { client in
            guard case .text(let text) = try await client.next() else { throw TestError("no first message") }
            let digits = text.split(separator: "\\\"")
            guard digits.count > 3, text.hasPrefix(#"{"event":"pusher:connection_established""#) else {
                throw TestError(text)
            }
            client.socketID = String(digits[3])
            return try await body(&client)
        }
    }

    init(_ wire: Wire, _ target: String, firstFrames: [UInt8] = []) async throws {
        var wire = wire
        var handshake = try ClientHandshake(host: "127.0.0.1", path: target, nonce: Array(0..<16))
        try await wire.write(handshake.request + firstFrames)
        while let bytes = await wire.read() {
            switch bytes.withUnsafeBytes({ handshake.receive($0) }) {
            case .needMore: continue
            case .accepted(_, let rest):
                self.wire = wire
                receive(rest)
                return
            case .refused(let response): throw TestError("refused with \(response.status)")
            case .failed(let error): throw TestError("\(error)")
            }
        }
        throw TestError("ended during the handshake")
    }

    mutating func send(_ text: String) async throws {
        connection.send(text: text)
        try await flush()
    }

    mutating func close() async throws {
        connection.close(.normal)
        try await flush()
    }

    mutating func subscribe(_ channel: String, data: String? = nil) async throws {
        let signature =
            data.map { SubscriptionSignature.presence(channel, socketID: socketID, data: $0) }
            ?? .channel(channel, socketID: socketID)
        let more = data.map { #","channel_data":\#($0.quoted)"# } ?? ""
        try await send(
            #"{"event":"pusher:subscribe","data":{"channel":"\#(channel)","auth":"\#(signature.auth(.demo))"\#(more)}}"#
        )
    }

    mutating func next() async throws -> Received {
        while pending.isEmpty {
            guard let bytes = await wire.read() else { return .ended }
            receive(bytes)
            try? await flush()
        }
        return pending.removeFirst()
    }

    /// Reads on, and compares.
    mutating func expect(_ expected: Received, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let received = try await next()
        #expect(received == expected, sourceLocation: sourceLocation)
    }

    private mutating func receive(_ bytes: [UInt8]) {
        var bytes = bytes
        bytes.withUnsafeMutableBytes { buffer in
            connection.receive(buffer) { incoming in
                switch incoming {
                case .text(let text): pending.append(.text(String(decoding: text, as: UTF8.self)))
                case .closed(let code, let reason): pending.append(.closed(code.rawValue, reason))
                case .failed(let code, let reason): pending.append(.closed(code.rawValue, "failed: \(reason)"))
                case .binary, .ping, .pong: break
                }
            }
        }
    }

    private mutating func flush() async throws {
        guard connection.hasOutgoing else { return }
        try await wire.write(connection.takeOutgoing())
    }
}

struct TestError: Error {
    let text: String

    init(_ text: String) {
        self.text = text
    }
}
