import Proxies

/// A proxy's answers on the way to a server: CONNECT (RFC 9110 §9.3.6), SOCKS 5 (RFC 1928, 1929).
///
/// Options: 1 SOCKS (else CONNECT), 2 there is a user and a password, 4 the server is an address (else a name).
enum ProxyTarget {
    /// More than we ever have to say to a proxy.
    private static let mostWritten = 2 << 10

    /// The tunnels that the options stand for, made once.
    private static let tunnels = (0..<8).map { options in
        var proxy = try? ProxyServer(url: options & 1 == 0 ? "http://proxy:3128" : "socks5h://proxy:1080")
        if options & 2 != 0 {
            proxy?.credentials = ProxyCredentials(user: "ann", password: "secret")
        }
        let host = options & 4 == 0 ? "ws.example.com" : "2001:db8::1"
        return proxy.flatMap { try? ProxyTunnel(through: $0, to: host, port: 443) }
    }

    static func run(_ input: FuzzInput) throws(BrokenLaw) {
        guard let tunnel = tunnels[Int(input.options & 7)] else {
            throw BrokenLaw(description: "a tunnel that is in order is not made")
        }
        let whole = Outcome(of: tunnel, fed: input.bytes, readEnds: [input.bytes.count])
        let pieces = Outcome(of: tunnel, fed: input.bytes, readEnds: input.readEnds(of: input.bytes.count))
        try require(whole == pieces, "the outcome depends on how the input is cut: \(whole) and \(pieces)")
        try require(whole.written.count <= mostWritten, "\(whole.written.count) bytes written")
        switch whole.progress {
        case .needMore: throw BrokenLaw(description: "no outcome though the transport has ended")
        case .established(let rest):
            try require(
                input.bytes.suffix(rest.count) == rest[...], "the server's first bytes are not the input's last")
        case .failed:
            try require(whole.later == whole.progress, "a failure became \(whole.later)")
        }
    }

    private struct Outcome: Equatable {
        var progress: ProxyTunnel.Progress
        /// What it says when more comes afterwards.
        var later: ProxyTunnel.Progress
        var written: [UInt8]

        init(of tunnel: ProxyTunnel, fed bytes: [UInt8], readEnds: [Int]) {
            var (tunnel, start) = (tunnel, 0)
            var progress = ProxyTunnel.Progress.needMore
            written = tunnel.takeOutgoing()
            for end in readEnds where progress == .needMore {
                progress = bytes[start..<end].withUnsafeBytes { tunnel.receive($0) }
                if case .established(let rest) = progress { progress = .established(rest: rest + bytes[end...]) }
                written += tunnel.takeOutgoing()
                start = end
            }
            self.progress = progress == .needMore ? tunnel.receiveEnd() : progress
            later = [0].withUnsafeBytes { tunnel.receive($0) }
        }
    }
}
