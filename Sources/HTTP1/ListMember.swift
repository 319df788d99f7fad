/// A member of a list whose members take parameters, such as `permessage-deflate; client_max_window_bits=15`
/// (RFC 6455 §9.1; the form is that of many HTTP fields).
public struct ListMember: Hashable, Sendable {
    public struct Parameter: Hashable, Sendable {
        public var name: String
        /// A token, without the quotes it may have come in; nil where there is no `=`.
        public var value: String?

        public init(_ name: String, _ value: String? = nil) {
            self.name = name
            self.value = value
        }
    }

    public var name: String
    public var parameters: [Parameter]

    public init(_ name: String, _ parameters: [Parameter] = []) {
        self.name = name
        self.parameters = parameters
    }
}

extension ListMember: CustomStringConvertible {
    /// As it is written in a field.
    public var description: String {
        ([name] + parameters.map(\.description)).joined(separator: "; ")
    }
}

extension ListMember.Parameter: CustomStringConvertible {
    public var description: String {
        value.map { "\(name)=\($0)" } ?? name
    }
}

extension Sequence<HeaderField> {
    /// The members of the lists in the fields with this name, in order; empty ones are left out (RFC 9110 §5.6.1). nil if
    /// one of the lists breaks the grammar, or a quoted value holds what is no token (RFC 6455 §9.1).
    public func members(of name: String) -> [ListMember]? {
        var members: [ListMember] = []
        for value in values(of: name) {
            var scanner = ListScanner(value)
            guard let list = scanner.list() else { return nil }
            members += list
        }
        return members
    }
}

/// Reads a list with parameters. Blanks may stand around each part, also around `=`: RFC 6455 §9.1 takes its grammar from
/// RFC 2616, which lets them.
private struct ListScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    mutating func list() -> [ListMember]? {
        var members: [ListMember] = []
        repeat {
            skipBlanks()
            guard let first = rest.first else { break }
            guard first != UInt8(ascii: ",") else { continue }
            guard let member = member() else { return nil }
            members.append(member)
        } while take(",")
        return rest.isEmpty ? members : nil
    }

    private mutating func member() -> ListMember? {
        guard let name = token() else { return nil }
        var member = ListMember(name)
        while take(";") {
            guard let parameter = parameter() else { return nil }
            member.parameters.append(parameter)
        }
        return member
    }

    private mutating func parameter() -> ListMember.Parameter? {
        guard let name = token() else { return nil }
        guard take("=") else { return ListMember.Parameter(name) }
        guard let value = take("\"") ? endOfQuoted() : token(), ASCII.isToken(value) else { return nil }
        return ListMember.Parameter(name, value)
    }

    private mutating func token() -> String? {
        skipBlanks()
        let token = rest.prefix { ASCII.isToken(CollectionOfOne($0)) }
        rest = rest[token.endIndex...]
        return token.isEmpty ? nil : String(decoding: token, as: UTF8.self)
    }

    /// A quoted string behind its first quote (RFC 9110 §5.6.4).
    private mutating func endOfQuoted() -> String? {
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { return nil }
                bytes.append(escaped)
            default: bytes.append(byte)
            }
        }
        return nil
    }

    /// Whether the next byte but blanks is this one; it is then behind us.
    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func skipBlanks() {
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
    }
}
