internal import HTTP1

/// permessage-deflate with its parameters as it stands in an offer or an answer (RFC 7692 §7.1).
struct DeflateElement: Sendable {
    static let name = "permessage-deflate"

    var serverNoContextTakeover = false
    var clientNoContextTakeover = false
    var serverMaxWindowBits: Int?
    var clientMaxWindowBits: ClientWindow?

    enum ClientWindow: Hashable, Sendable {
        /// Without a value: the client can keep to any window it is told. Of an offer only.
        case any
        case bits(Int)
    }

    private enum Name: String, CaseIterable {
        case serverNoContextTakeover = "server_no_context_takeover"
        case clientNoContextTakeover = "client_no_context_takeover"
        case serverMaxWindowBits = "server_max_window_bits"
        case clientMaxWindowBits = "client_max_window_bits"
    }

    static func isNamed(_ name: String) -> Bool { ASCII.isSame(name, Self.name) }
}

// MARK: - Reading

extension DeflateElement {
    /// - Throws: one of the cases of ``HandshakeError`` about parameters: what is unknown, repeated or has a wrong value.
    init(_ member: ListMember) throws(HandshakeError) {
        var seen: Set<Name> = []
        for parameter in member.parameters {
            guard let name = Name.allCases.first(where: { ASCII.isSame($0.rawValue, parameter.name) }) else {
                throw .unknownParameter(parameter.name, of: Self.name)
            }
            guard seen.insert(name).inserted else { throw .repeatedParameter(name.rawValue, of: Self.name) }
            guard take(name, parameter.value) else {
                throw .invalidParameter(parameter.description, of: Self.name)
            }
        }
    }

    /// Whether the parameter may have this value.
    private mutating func take(_ name: Name, _ value: String?) -> Bool {
        switch name {
        case .serverNoContextTakeover:
            serverNoContextTakeover = true
            return value == nil
        case .clientNoContextTakeover:
            clientNoContextTakeover = true
            return value == nil
        case .serverMaxWindowBits:
            serverMaxWindowBits = value.flatMap(Self.bits)
            return serverMaxWindowBits != nil
        case .clientMaxWindowBits:
            let bits = value.flatMap(Self.bits)
            clientMaxWindowBits = bits.map { .bits($0) } ?? .any
            return value == nil || bits != nil
        }
    }

    /// A decimal number of 8–15 without zeros before it (§7.1.2.1).
    private static func bits(_ text: String) -> Int? {
        DeflateParameters.windowBits.first { String($0) == text }
    }
}

// MARK: - Writing

extension DeflateElement: CustomStringConvertible {
    /// As it is written in `Sec-WebSocket-Extensions`.
    var description: String {
        var parameters: [ListMember.Parameter] = []
        func add(_ name: Name, _ value: String? = nil) {
            parameters.append(ListMember.Parameter(name.rawValue, value))
        }
        if serverNoContextTakeover { add(.serverNoContextTakeover) }
        if clientNoContextTakeover { add(.clientNoContextTakeover) }
        if let serverMaxWindowBits { add(.serverMaxWindowBits, String(serverMaxWindowBits)) }
        switch clientMaxWindowBits {
        case nil: break
        case .any: add(.clientMaxWindowBits)
        case .bits(let bits): add(.clientMaxWindowBits, String(bits))
        }
        return ListMember(Self.name, parameters).description
    }
}
