internal import HTTP1

extension ProxyServer {
    /// Reads `http://user:password@host:port`. Without a scheme it is `http`, as for curl; without a port, 80 for
    /// `http`, 443 for `https` and 1080 for SOCKS. User name and password are percent-encoded, IPv6 addresses in
    /// brackets; a path, other than a single `/`, is an error.
    public init(url: String) throws(ProxyURLError) {
        let (scheme, rest) = try Self.splitScheme(ASCII.trim(url[...]))
        let authority = rest.prefix(upTo: rest.utf8.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex)
        let path = rest[authority.endIndex...]
        guard path.isEmpty || path.utf8.elementsEqual("/".utf8) else { throw .path }
        // The last @ ends the user info: people write passwords with @ in them as they are.
        let at = authority.utf8.lastIndex(of: UInt8(ascii: "@"))
        let place = at.map { authority[authority.utf8.index(after: $0)...] } ?? authority
        let (host, port) = try Self.splitPort(place)
        self.init(
            scheme: scheme, host: String(host), port: try Self.number(port) ?? scheme.defaultPort,
            credentials: try at.flatMap { at throws(ProxyURLError) in try ProxyCredentials(userInfo: authority[..<at]) }
        )
    }

    private static func splitScheme(_ text: Substring) throws(ProxyURLError) -> (Scheme, Substring) {
        guard let mark = text.firstRange(of: "://") else { return (.http, text) }
        guard let scheme = Scheme(rawValue: text[..<mark.lowerBound].lowercased()) else { throw .scheme }
        return (scheme, text[mark.upperBound...])
    }

    /// The host without brackets, and what follows the colon.
    private static func splitPort(_ place: Substring) throws(ProxyURLError) -> (Substring, Substring?) {
        guard place.utf8.first == UInt8(ascii: "[") else {
            let parts = place.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count <= 2 else { throw .brackets }
            guard let host = parts.first.map(Substring.init), HostName.isValid(host) else { throw .host }
            return (host, parts.count == 2 ? Substring(parts[1]) : nil)
        }
        guard let end = place.utf8.firstIndex(of: UInt8(ascii: "]")) else { throw .brackets }
        let host = place[..<end].dropFirst()
        let rest = place[end...].dropFirst()
        guard case .v6 = NetworkAddress(host) else { throw .brackets }
        guard rest.isEmpty || rest.utf8.first == UInt8(ascii: ":") else { throw .port }
        return (host, rest.isEmpty ? nil : rest.dropFirst())
    }

    /// `nil` where there is none: RFC 3986 §3.2.3 allows a colon with nothing after it.
    private static func number(_ port: Substring?) throws(ProxyURLError) -> Int? {
        guard let port, !port.isEmpty else { return nil }
        guard let number = HostName.port(port) else { throw .port }
        return number
    }
}

extension ProxyCredentials {
    /// `nil` where there is nothing in it.
    fileprivate init?(userInfo: Substring) throws(ProxyURLError) {
        let parts = userInfo.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        let texts = try parts.map { part throws(ProxyURLError) in try Self.percentDecoded(part) }
        let (user, password) = (texts[0], texts.count > 1 ? texts[1] : "")
        guard !user.isEmpty || !password.isEmpty else { return nil }
        self.init(user: user, password: password)
    }

    private static func percentDecoded(_ text: some Sequence<UInt8>) throws(ProxyURLError) -> String {
        var (bytes, rest): ([UInt8], _) = ([], text.makeIterator())
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { throw .userInfo }
            bytes.append(high << 4 | low)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .userInfo }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        guard byte < 0x80 else { return nil }
        return Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) }
    }
}
