internal import Proxies

/// The `host[:port]` of a URL (RFC 3986 §3.2).
struct Authority: Hashable {
    /// A name in lower case, an IPv4 address, or an IPv6 address without brackets.
    var host: String
    /// 1 to 65535; `nil` where none is written.
    var port: Int?

    /// - Parameters:
    ///   - hint: what would be right where there is no host.
    ///   - names: what a host may be.
    init(_ text: Substring, hint: String, names: String) throws(InvalidInput) {
        guard !text.isEmpty else { throw InvalidInput("it is missing", in: "host", expected: hint) }
        if text.hasPrefix("[") {
            self = try Self.bracketed(text)
            return
        }
        guard let colon = text.firstIndex(of: ":") else {
            host = try Self.host(text, names)
            return
        }
        let port = text[text.index(after: colon)...]
        guard !port.contains(":") else {
            throw InvalidInput("there are several colons", in: "host", expected: "an IPv6 address in [brackets]")
        }
        host = try Self.host(text[..<colon], names)
        self.port = try Self.port(port)
    }

    /// Whether it may be the name of one of a service's own clusters: neither a domain nor an address nor this machine.
    var isBareName: Bool {
        port == nil && host != "localhost" && !host.contains { ".:".contains($0) }
    }

    private init(host: String, port: Int?) {
        self.host = host
        self.port = port
    }

    private static func bracketed(_ text: Substring) throws(InvalidInput) -> Authority {
        guard let end = text.firstIndex(of: "]") else {
            throw InvalidInput("a ] is missing", in: "host", expected: "an IPv6 address in [brackets]")
        }
        let address = text[..<end].dropFirst()
        guard case .v6 = NetworkAddress(address) else {
            throw InvalidInput("\(address) is no IPv6 address", in: "host", expected: "an IPv6 address in [brackets]")
        }
        let rest = text[end...].dropFirst()
        guard rest.isEmpty || rest.hasPrefix(":") else {
            throw InvalidInput("something follows the ]", in: "host", expected: "nothing, or a colon and a port")
        }
        return Authority(host: address.lowercased(), port: rest.isEmpty ? nil : try port(rest.dropFirst()))
    }

    private static func host(_ text: Substring, _ names: String) throws(InvalidInput) -> String {
        let name = text.lowercased()
        guard !name.isEmpty, name.utf8.count <= 253, name.utf8.allSatisfy(isNameByte) else {
            throw InvalidInput(name.isEmpty ? "it is missing" : "\(name) is no host", in: "host", expected: names)
        }
        return name
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch UnicodeScalar(byte) {
        case "0"..."9", "a"..."z", "-", ".", "_": true
        default: false
        }
    }

    private static func port(_ text: Substring) throws(InvalidInput) -> Int {
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = Int(text), (1...65_535).contains(port)
        else {
            throw InvalidInput(
                text.isEmpty ? "it is missing after the colon" : "\(text) is no port", in: "port",
                expected: "a number from 1 to 65535")
        }
        return port
    }
}
