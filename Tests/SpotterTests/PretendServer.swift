import Foundation
import HTTP1
import Testing
import WebSocket

/// A server that speaks just enough of the Pusher protocol to say what a test wants, also what no server should.
final class PretendServer: Sendable {
    let port: Int
    private let listener: Int32

    /// What goes out on a connection after its first subscription.
    enum Saying {
        /// A text message.
        case text(String)
        /// Bytes in place of frames.
        case bytes([UInt8])
        /// An event on the channel that was subscribed to.
        case event(String, String)
    }

    /// - Parameters:
    ///   - ahead: seconds by which the server's clock, and so its `Date`, is ahead of ours.
    ///   - subprotocol: what it chooses, whatever is offered; then it is no Pusher, and waits to be spoken to.
    ///   - script: what the connection of that number, from 1, says; made when it is said.
    init(ahead: Int = 0, choosing subprotocol: String? = nil, script: @escaping @Sendable (Int) -> [Saying]) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        try #require(isListening)
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread {
            var number = 0
            while case let descriptor = accept(listener, nil, nil), descriptor >= 0 {
                number += 1
                let peer = Peer(descriptor, ahead: ahead, subprotocol: subprotocol)
                Thread.detachNewThread { [number] in peer.serve { script(number) } }
            }
        }
    }

    deinit {
        // Wakes the thread that accepts, which closing does not.
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    var url: String { "pusher://key@127.0.0.1:\(port)?tls=false" }
}

/// One connection of a pretended server.
private struct Peer {
    private let descriptor: Int32
    private let ahead: Int
    private let subprotocol: String?

    init(_ descriptor: Int32, ahead: Int, subprotocol: String?) {
        self.descriptor = descriptor
        self.ahead = ahead
        self.subprotocol = subprotocol
    }

    func serve(_ sayings: () -> [PretendServer.Saying]) {
        defer { close(descriptor) }
        guard shakeHands() else { return }
        var connection = Connection.server()
        if subprotocol == nil {
            connection.send(text: #"{"event":"pusher:connection_established","data":"{\"socket_id\":\"1.2\"}"}"#)
        }
        write(connection.takeOutgoing())
        var hasSpoken = false
        while connection.state == .open, var bytes = read() {
            var channels: [String] = []
            bytes.withUnsafeMutableBytes { buffer in
                connection.receive(buffer) { incoming in
                    guard case .text(let text) = incoming else { return }
                    channels += Self.channel(of: String(decoding: text, as: UTF8.self)).map { [$0] } ?? []
                }
            }
            for channel in channels {
                connection.send(
                    text: #"{"event":"pusher_internal:subscription_succeeded","channel":"\#(channel)","data":"{}"}"#)
            }
            write(connection.takeOutgoing())
            guard let channel = channels.first, !hasSpoken else { continue }
            hasSpoken = true
            for saying in sayings() { say(saying, on: channel, &connection) }
        }
    }

    private func say(_ saying: PretendServer.Saying, on channel: String, _ connection: inout Connection) {
        switch saying {
        case .text(let text): connection.send(text: text)
        case .bytes(let bytes): return write(bytes)
        case .event(let name, let data):
            connection.send(text: #"{"event":"\#(name)","channel":"\#(channel)","data":\#(data)}"#)
        }
        write(connection.takeOutgoing())
    }

    private static func channel(of message: String) -> String? {
        guard let match = message.firstMatch(of: /"channel":"([^"]*)"/), message.contains("pusher:subscribe") else {
            return nil
        }
        return String(match.1)
    }

    private func shakeHands() -> Bool {
        guard let bytes = read() else { return false }
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        let headers = lines.dropFirst().compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        }
        guard case .accepted(let fields, _, _) = ServerHandshake.accept(method: "GET", headers: headers) else {
            return false
        }
        let date = Date(timeIntervalSinceNow: Double(ahead)).formatted(Self.httpDate)
        let choice = subprotocol.map { ["Sec-WebSocket-Protocol: \($0)"] } ?? []
        let answer = fields.map { "\($0.name): \($0.value)" } + choice + ["Date: \(date)", "", ""]
        write(Array((["HTTP/1.1 101 Switching Protocols"] + answer).joined(separator: "\r\n").utf8))
        return true
    }

    private static let httpDate = Date.VerbatimFormatStyle(
        format: """
            \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
            \(second: .twoDigits) GMT
            """,
        locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian))

    /// What has come; nil at the end.
    private func read() -> [UInt8]? {
        var part = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &part, part.count, 0)
        return count > 0 ? Array(part[..<count]) : nil
    }

    private func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
