internal import HTTP1

/// The hosts that are reached without a proxy, as NO_PROXY names them: separated by commas or blanks, without regard to
/// ASCII case and to dots at the end.
///
/// - `*`: all.
/// - `example.com`, `.example.com`, `*.example.com`: the name itself and all below it.
/// - `10.0.0.1`, `10.0.0.0/8`, `fd00::1`, `fd00::/8`: an address or block (RFC 4632, RFC 4291 §2.3).
/// - Each of them followed by `:port`, for that port alone; IPv6 then in brackets, `[fd00::/8]:443`.
///
/// What is none of these matches nothing. Names are not looked up: a block matches hosts that are given as addresses.
public struct ProxyBypass: Hashable, Sendable {
    private let entries: [Entry]

    public init(_ text: String) {
        self.init([text])
    }

    /// Each of these texts may hold several.
    init(_ texts: [String]) {
        let parts = texts.flatMap { $0.split { $0 == "," || $0.isWhitespace } }
        entries = parts.compactMap { Entry($0) }
    }

    /// - Parameter host: a name or address; IPv6 without brackets.
    public func matches(host: String, port: Int) -> Bool {
        guard !entries.isEmpty else { return false }
        let name = Entry.name(host[...])
        let address = NetworkAddress(name)
        return entries.contains { entry in
            guard entry.port == nil || entry.port == port else { return false }
            switch (entry.hosts, address) {
            case (.all, _): return true
            case (.block(let block), let address?): return block.contains(address)
            case (.below(let parent), nil): return name == parent || name.hasSuffix("." + parent)
            case (.block, nil), (.below, _?): return false
            }
        }
    }
}

private struct Entry: Hashable {
    enum Hosts: Hashable {
        case all
        /// In lower case, without dots around.
        case below(String)
        case block(AddressBlock)
    }

    var hosts: Hosts
    /// `nil`: each.
    var port: Int?

    init?(_ text: Substring) {
        guard let (hosts, port) = text.utf8.first == UInt8(ascii: "[") ? Self.bracketed(text) : Self.plain(text) else {
            return nil
        }
        (self.hosts, self.port) = (hosts, port)
    }

    /// `[fd00::1]`, `[fd00::1]:443`, `[fd00::/8]:443`.
    private static func bracketed(_ text: Substring) -> (Hosts, Int?)? {
        guard let end = text.utf8.firstIndex(of: UInt8(ascii: "]")),
            let block = AddressBlock(text[..<end].dropFirst()), case .v6 = block.address
        else { return nil }
        let rest = text[end...].dropFirst()
        guard !rest.isEmpty else { return (.block(block), nil) }
        guard rest.utf8.first == UInt8(ascii: ":"), let port = HostName.port(rest.dropFirst()) else { return nil }
        return (.block(block), port)
    }

    private static func plain(_ text: Substring) -> (Hosts, Int?)? {
        if let block = AddressBlock(text) {
            return (.block(block), nil)
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return hosts(text).map { ($0, nil) } }
        guard let hosts = hosts(parts[0]), let port = HostName.port(parts[1]) else { return nil }
        return (hosts, port)
    }

    private static func hosts(_ text: Substring) -> Hosts? {
        guard text != "*" else { return .all }
        let name = name(text.hasPrefix("*.") ? text.dropFirst() : text)
        if let block = AddressBlock(name) {
            return .block(block)
        }
        let parent = name.hasPrefix(".") ? String(name.dropFirst()) : name
        return HostName.isValid(parent) ? .below(parent) : nil
    }

    /// In lower case, without dots at the end.
    static func name(_ text: Substring) -> String {
        var bytes = text.utf8.map(ASCII.lowercased)
        while bytes.last == UInt8(ascii: ".") {
            bytes.removeLast()
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Addresses with the same beginning.
private struct AddressBlock: Hashable {
    var address: NetworkAddress
    /// How many bits, from the first, are the same.
    var length: Int

    /// `10.0.0.0/8`, or an address alone.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ NetworkAddress($0) }) else { return nil }
        self.address = address
        length = address.width
        guard parts.count == 2 else { return }
        guard !parts[1].isEmpty, let bits = HostName.decimal(parts[1]), bits <= length else { return nil }
        length = bits
    }

    func contains(_ other: NetworkAddress) -> Bool {
        switch (address, other) {
        case (.v4(let left), .v4(let right)): (left ^ right) >> (32 - length) == 0
        case (.v6(let left), .v6(let right)): (left ^ right) >> (128 - length) == 0
        case (.v4, .v6), (.v6, .v4): false
        }
    }
}
