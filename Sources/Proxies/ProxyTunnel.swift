/// Asks a proxy for a way to a server: HTTP CONNECT (RFC 9110 §9.3.6) or SOCKS 5 (RFC 1928, 1929). Bytes in, bytes out.
public struct ProxyTunnel: Sendable {
    /// How far the proxy's answer has come.
    public enum Progress: Hashable, Sendable {
        case needMore
        /// The way is open. `rest` came after the proxy's answer: the server's first bytes.
        case established(rest: [UInt8])
        case failed(ProxyFault)
    }

    private enum Stage: Sendable {
        case connect(ConnectExchange)
        case socks(SOCKSExchange)
        case established
        case failed(ProxyFault)
    }

    private var stage: Stage
    private var outgoing: [UInt8]

    /// - Parameters:
    ///   - host: a name or address; IPv6 without brackets. Names are looked up by the proxy.
    ///   - port: from 1 to 65535.
    /// - Throws: ``ProxyFault/unsendable(_:)``, for what the protocol has no room for.
    public init(through proxy: ProxyServer, to host: String, port: Int) throws(ProxyFault) {
        let target = try ProxyTarget(host: host, port: port)
        switch proxy.scheme {
        case .http, .https:
            let exchange = try ConnectExchange(target, credentials: proxy.credentials)
            (stage, outgoing) = (.connect(exchange), exchange.request)
        case .socks5, .socks5h:
            let exchange = try SOCKSExchange(target, credentials: proxy.credentials)
            (stage, outgoing) = (.socks(exchange), exchange.greeting)
        }
    }

    /// What is to be written now; empty when there is nothing. To be asked for at first and after each reading.
    public mutating func takeOutgoing() -> [UInt8] {
        defer { outgoing = [] }
        return outgoing
    }

    /// Reads what came from the proxy. Feed it until the progress is other than ``Progress/needMore``; from then on a
    /// failure stays, and an established way hands over what it is given.
    public mutating func receive(_ bytes: UnsafeRawBufferPointer) -> Progress {
        var rest = bytes[...]
        do throws(ProxyFault) {
            while true {
                if case .established = stage { return .established(rest: Array(rest)) }
                if case .failed(let fault) = stage { throw fault }
                guard let byte = rest.popFirst() else { return .needMore }
                try receive(byte)
            }
        } catch {
            stage = .failed(error)
            return .failed(error)
        }
    }

    /// The transport ended.
    public mutating func receiveEnd() -> Progress {
        switch stage {
        case .connect, .socks:
            stage = .failed(.endedEarly)
            return .failed(.endedEarly)
        case .established: return .established(rest: [])
        case .failed(let fault): return .failed(fault)
        }
    }

    private mutating func receive(_ byte: UInt8) throws(ProxyFault) {
        switch stage {
        case .connect(var exchange):
            stage = .established  // so that the exchange is not copied
            guard try !exchange.receive(byte) else { return }
            stage = .connect(exchange)
        case .socks(var exchange):
            stage = .established
            let isEstablished = try exchange.receive(byte)
            outgoing += exchange.takeOutgoing()
            guard !isEstablished else { return }
            stage = .socks(exchange)
        case .established, .failed:
            break
        }
    }
}

/// A server that a proxy can be asked for.
struct ProxyTarget: Sendable {
    var host: String
    /// `nil`: it is a name.
    var address: NetworkAddress?
    var port: UInt16

    init(host: String, port: Int) throws(ProxyFault) {
        guard let port = UInt16(exactly: port), port > 0 else { throw .unsendable("the port is not 1 to 65535") }
        let address = NetworkAddress(host)
        guard address != nil || HostName.isValid(host) else { throw .unsendable("the host is no name or address") }
        (self.host, self.address, self.port) = (host, address, port)
    }
}
