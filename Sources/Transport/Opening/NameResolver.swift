internal import NIOCore
internal import NIOPosix
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Looks a name up in both families at the same time (RFC 8305 §3), each on a thread of its own, as the system does it:
/// `/etc/hosts`, then name servers.
final class NameResolver: Resolver, Sendable {
    private let eventLoop: any EventLoop
    private let told: @Sendable (SocketAddress) -> Void
    private let isCancelled = Cancellation()

    /// What the system says of a name.
    struct Failure: Error {
        var code: CInt
        var words: String

        /// The name servers know no such name, or no address for it.
        var isUnknownName: Bool { code == EAI_NONAME || code == -5 /* EAI_NODATA, which glibc hides */ }
    }

    /// - Parameter told: hears of each address found, on the event loop.
    init(eventLoop: any EventLoop, told: @escaping @Sendable (SocketAddress) -> Void) {
        self.eventLoop = eventLoop
        self.told = told
    }

    func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        addresses(of: host, port, family: AF_INET)
    }

    func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        addresses(of: host, port, family: AF_INET6)
    }

    /// A call of the system cannot be taken back, and its answer is not waited for; one that has not begun does not begin.
    func cancelQueries() {
        isCancelled.flag.store(true, ordering: .relaxed)
    }

    private func addresses(of host: String, _ port: Int, family: CInt) -> EventLoopFuture<[SocketAddress]> {
        let looking = NIOThreadPool.singleton.runIfActive(eventLoop: eventLoop) { [isCancelled] in
            guard !isCancelled.flag.load(ordering: .relaxed) else { throw CancellationError() }
            return try Self.look(up: host, port, family: family)
        }
        return looking.map { [told] addresses in
            addresses.forEach(told)
            return addresses
        }
    }

    private static func look(up host: String, _ port: Int, family: CInt) throws -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_family = family
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &list)
        guard code == 0 else { throw Failure(code: code, words: String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = address(entry) { addresses.append(address) }
            next = entry.ai_next
        }
        return addresses
    }

    private static func address(_ entry: addrinfo) -> SocketAddress? {
        guard let address = entry.ai_addr else { return nil }
        let bytes = UnsafeRawPointer(address)
        switch entry.ai_family {
        case AF_INET: return SocketAddress(bytes.loadUnaligned(as: sockaddr_in.self))
        case AF_INET6: return SocketAddress(bytes.loadUnaligned(as: sockaddr_in6.self))
        default: return nil
        }
    }
}

/// Whether nobody waits any more.
private final class Cancellation: Sendable {
    let flag = Atomic(false)
}
