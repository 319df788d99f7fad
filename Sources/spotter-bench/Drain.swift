import Glibc

/// The floor: reads all that the blaster sends and does nothing with it, or copies it to standard output.
enum Drain {
    static func run(port: String, copies: Bool) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port)?.bigEndian ?? 0
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw BenchError("no connection: error \(errno)") }
        let request = """
            GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
            Sec-WebSocket-Key: c3BvdHRlci1ub25jZS0wMQ==\r\nSec-WebSocket-Version: 13\r\n\r\n
            """
        let bytes = Array(request.utf8)
        guard send(descriptor, bytes, bytes.count, 0) == bytes.count else { throw BenchError("not sent") }
        var buffer = [UInt8](repeating: 0, count: 262_144)
        var last: UInt8 = 0
        // The close frame's last byte tells that all is here; the blaster then waits for us to go.
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
            last = buffer[count - 1]
            if copies { _ = write(STDOUT_FILENO, buffer, count) }
            if last == 0xE8 { return }
        }
    }
}
