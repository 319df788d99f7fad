internal import HTTP1

/// HTTP's CONNECT, from the proxy's client (RFC 9110 §9.3.6).
struct ConnectExchange: Sendable {
    let request: [UInt8]
    private let hasCredentials: Bool
    private var head = ResponseHead()

    /// Credentials are sent at once, without waiting to be asked: that spares a connection, and they are for this proxy.
    init(_ target: ProxyTarget, credentials: ProxyCredentials?) throws(ProxyFault) {
        let host: String
        switch target.address {
        case .v6: host = "[\(target.host)]"
        case .v4, nil: host = target.host
        }
        let authority = "\(host):\(target.port)"
        var lines = ["CONNECT \(authority) HTTP/1.1", "Host: \(authority)", "User-Agent: spotter"]
        if let credentials {
            let field = try credentials.field()
            lines.append("\(field.name): \(field.value)")
        }
        request = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        hasCredentials = credentials != nil
    }

    /// Whether the way is open with this byte. What a 2xx says of a body means nothing (RFC 9110 §9.3.6).
    mutating func receive(_ byte: UInt8) throws(ProxyFault) -> Bool {
        do throws(HeadError) {
            guard try head.receive(byte) else { return false }
        } catch {
            throw .malformed(error)
        }
        let status = head.status ?? 0
        switch status {
        case 200...299: return true
        case 100...199 where status != 101:
            head.skipInterim()
            return false
        // The way is not open, so a 401 is the proxy's own: tinyproxy answers a wrong password with it.
        case 401: throw authenticationFault(offersIn: "WWW-Authenticate")
        case 407: throw authenticationFault(offersIn: "Proxy-Authenticate")
        default: throw .refused(status: status, reason: String(head.reason.prefix(200)), retryAfter: retryAfter)
        }
    }

    private func authenticationFault(offersIn name: String) -> ProxyFault {
        let schemes = AuthenticationSchemes.names(in: head.fields.values(of: name))
        guard schemes.isEmpty || schemes.contains(where: { ASCII.isSame($0, "Basic") }) else {
            return .authenticationUnsupported(Array(schemes.prefix(8)))
        }
        return hasCredentials ? .credentialsRefused : .credentialsMissing
    }

    /// In seconds and a day at most. The date, which RFC 9110 §10.2.3 allows as well, could not be told without a clock.
    private var retryAfter: Duration? {
        guard let text = head.fields.values(of: "Retry-After").first, !text.isEmpty,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return .seconds(min(Int64(text) ?? .max, 86_400))
    }
}
