import Foundation
import Testing

/// What this machine has, and odd listeners on it.
enum Loopback {
    static let hasIPv6 = (try? SilentPort(.IPv6)) != nil

    enum Family {
        case IPv4, IPv6
    }

    /// Whether somebody accepts connections there.
    static func isListening(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        return SocketBytes(.IPv4, port: port).withPointer { connect(descriptor, $0, $1) == 0 }
    }
}

/// A TCP port that nobody answers at, held as long as this lives.
final class SilentPort {
    enum Silence {
        /// Nobody listens: the system refuses.
        case refusing
        /// Somebody listens, and the queue is full: the system drops what comes, as a firewall does.
        case dropping
    }

    let port: Int
    private var descriptors: [Int32] = []

    /// - Parameter port: 0 takes a free one.
    init(_ family: Loopback.Family = .IPv4, port: Int = 0, _ silence: Silence = .refusing) throws {
        let address = SocketBytes(family, port: port)
        let listener = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
        descriptors.append(listener)
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        let isBound = address.withPointer { bind(listener, $0, $1) == 0 }
        self.port = SocketBytes.port(of: listener)
        try #require(isBound, "no port to be had: \(String(cString: strerror(errno)))")
        guard silence == .dropping else { return }
        try #require(listen(listener, 0) == 0)
        // More than the shortest queue holds; those that find no room wait for it.
        for _ in 0..<8 {
            let client = socket(address.family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            descriptors.append(client)
            SocketBytes(family, port: self.port).withPointer { _ = connect(client, $0, $1) }
        }
    }

    deinit {
        for descriptor in descriptors { close(descriptor) }
    }
}

/// An address of the loopback as the system wants it.
private struct SocketBytes {
    let family: Int32
    private var four = sockaddr_in()
    private var six = sockaddr_in6()

    init(_ family: Loopback.Family, port: Int) {
        self.family = family == .IPv4 ? AF_INET : AF_INET6
        four.sin_family = sa_family_t(AF_INET)
        four.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        four.sin_port = UInt16(port).bigEndian
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_addr = in6addr_loopback
        six.sin6_port = UInt16(port).bigEndian
    }

    func withPointer<Answer>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Answer) -> Answer {
        func bound<Address>(_ address: Address) -> Answer {
            withUnsafePointer(to: address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    body($0, socklen_t(MemoryLayout<Address>.size))
                }
            }
        }
        return family == AF_INET ? bound(four) : bound(six)
    }

    static func port(of descriptor: Int32) -> Int {
        var address = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &size) }
        }
        // At the same place in both families.
        return Int(UInt16(bigEndian: address.sin6_port))
    }
}

/// Another `/etc/hosts` for one run of the program: a mount that only this process sees, where the system lets us make one.
enum Hosts {
    private static let script = #"mount --bind "$1" /etc/hosts && shift && exec "$@""#

    static let canBeReplaced: Bool = {
        guard let file = try? TemporaryFile("127.0.0.1 spotter.test\n"),
            let result = try? run(["getent", "hosts", "spotter.test"], hosts: file).wait(limit: 10)
        else { return false }
        return result.status == 0 && result.output.contains("127.0.0.1")
    }()

    static func run(_ command: [String], hosts: TemporaryFile) throws -> Running {
        try Running(
            ["unshare", "--mount", "--map-root-user", "sh", "-c", script, "sh", hosts.path] + command,
            executable: "/usr/bin/env")
    }
}
