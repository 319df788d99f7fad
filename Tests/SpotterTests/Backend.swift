import Foundation
import Server
import Testing

/// A `spotter serve` that is running, and a backend that publishes to it.
final class Backend {
    let port: Int
    let application: Application
    private let running: Running

    static let key = "testkey"
    static let secret = "testsecret"

    /// - Parameter port: 0 takes a free one.
    init(port: Int = 0) throws {
        running = try Running(
            ["serve", "--port", String(port), "--app-id", "7", "--app-key", Self.key],
            environment: ["SPOTTER_SECRET": Self.secret])
        let line = try running.line(containing: "listening on 127.0.0.1:")
        let text = try #require(line.split(separator: ":").dropFirst(2).first?.prefix { $0.isNumber })
        self.port = try #require(Int(text))
        application = Application(id: "7", key: Self.key, secret: Self.secret)
    }

    var url: String { "pusher://\(Self.key)@127.0.0.1:\(port)?tls=false" }

    func kill() {
        running.send(SIGKILL)
        _ = running.wait(limit: 10)
    }

    func stop() {
        running.send(SIGTERM)
        _ = running.wait(limit: 10)
    }

    /// Publishes one event through the signed HTTP API, and gives out the answer's status line.
    @discardableResult
    func publish(_ name: String, on channel: String, _ data: String) throws -> String {
        let request = PublishRequest(
            applicationID: application.id, event: PublishRequest.Event(name: name, channel: channel, data: data))
        let target = request.target(
            key: application.key, secret: application.secret, timestamp: Int(Date().timeIntervalSince1970))
        let head = """
            POST \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: application/json\r\n\
            Content-Length: \(request.body.count)\r\nConnection: close\r\n\r\n
            """
        let answer = try Self.exchange(Array(head.utf8) + request.body, port: port)
        return String(answer.prefix { $0 != "\r\n" })
    }

    /// Sends a request to a port of the loopback, and gives out all that comes until the other side closes.
    static func exchange(_ bytes: [UInt8], port: Int) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(connected == 0, "the backend cannot connect")
        try #require(send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
        var answer: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4_096)
        while case let count = recv(descriptor, &part, part.count, 0), count > 0 { answer += part[..<count] }
        return String(decoding: answer, as: UTF8.self)
    }
}
