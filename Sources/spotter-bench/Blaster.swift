import Glibc
import HTTP1
import JSON
import WebSocket

/// Serves readers over loopback. One whose path is a Pusher app's is greeted as Pusher does, and served once it has subscribed to
/// all channels.
final class Blaster: Sendable {
    let port: Int
    private let descriptor: CInt

    /// The address under which it is a Pusher app.
    var pusherURL: String { "pusher://KEY@127.0.0.1:\(port)?tls=false" }

    /// - Parameter script: what each reader is sent; afterwards the connection stays until the reader leaves.
    init(_ script: @escaping @Sendable (Outlet) -> Void) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = descriptor
        Program.keep(socket)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { base in
                bind(socket, base, size) == 0 && listen(socket, 8) == 0 && getsockname(socket, base, &size) == 0
            }
        }
        guard bound else { throw BenchError("no loopback port: error \(errno)") }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.start {
            while true {
                let client = accept(socket, nil, nil)
                guard client >= 0 else { return }
                Program.keep(client)
                Thread.start { Outlet(client, channels: Mix.channels.count).serve(script) }
            }
        }
    }

    /// The mix as fast as each reader takes it, then the end.
    convenience init(mix: Mix, messages: Int) throws {
        let block = mix.block
        try self.init { outlet in
            for _ in 0..<messages / Mix.blockCount { guard outlet.send(block) else { return } }
            outlet.end()
        }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    /// One connection.
    struct Outlet {
        private let descriptor: CInt
        private let channels: Int

        fileprivate init(_ descriptor: CInt, channels: Int) {
            self.descriptor = descriptor
            self.channels = channels
        }

        fileprivate func serve(_ script: (Outlet) -> Void) {
            defer { close(descriptor) }
            guard let head = readHead(), let answer = Self.answer(to: head) else { return }
            send(Array(answer.utf8))
            if head.contains(" /app/") {
                send(Mix.frame(Array(Self.greeting.utf8)))
                confirmSubscriptions()
            }
            script(self)
            var rest = [UInt8](repeating: 0, count: 4_096)
            while recv(descriptor, &rest, rest.count, 0) > 0 {}
        }

        /// Closes with 1000.
        func end() {
            send([0x88, 2, 0x03, 0xE8])
        }

        private static let greeting =
            #"{"event":"pusher:connection_established","data":"{\"socket_id\":\"1.1\",\"activity_timeout\":120}"}"#

        private func confirmSubscriptions() {
            var connection = Connection.server()
            var confirmed: Set<String> = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let document = JSONDocument()
            while confirmed.count < channels {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return }
                var asked: [String] = []
                buffer.withUnsafeMutableBytes { bytes in
                    connection.receive(UnsafeMutableRawBufferPointer(rebasing: bytes[..<count])) { incoming in
                        guard case .text(let text) = incoming else { return }
                        let channel = (try? document.read(text) { $0["data"]?["channel"]?.string?.string }) ?? nil
                        if let channel { asked.append(channel) }
                    }
                }
                for channel in asked where confirmed.insert(channel).inserted {
                    let answer =
                        #"{"event":"pusher_internal:subscription_succeeded","channel":"\#(channel)","data":"{}"}"#
                    send(Mix.frame(Array(answer.utf8)))
                }
            }
        }

        private func readHead() -> String? {
            var head: [UInt8] = []
            var byte: UInt8 = 0
            while head.suffix(4) != [13, 10, 13, 10] {
                guard head.count < 8_192, recv(descriptor, &byte, 1, 0) == 1 else { return nil }
                head.append(byte)
            }
            return String(decoding: head, as: UTF8.self)
        }

        private static func answer(to head: String) -> String? {
            let lines = head.split(separator: "\r\n")
            let headers = lines.dropFirst().compactMap { line -> (String, String)? in
                guard let colon = line.firstIndex(of: ":") else { return nil }
                return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
            }
            guard case .accepted(let fields, _, _) = ServerHandshake.accept(method: "GET", headers: headers) else {
                return nil
            }
            let text = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
            return "HTTP/1.1 101 Switching Protocols\r\n" + text + "\r\n"
        }

        /// - Returns: false once the reader has left.
        @discardableResult
        func send(_ bytes: [UInt8]) -> Bool {
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes { raw in
                    Glibc.send(descriptor, raw.baseAddress.map { $0 + sent }, raw.count - sent, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }
}
