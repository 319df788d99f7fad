/// One field of an HTTP head (RFC 9110 §5).
public struct HeaderField: Hashable, Sendable {
    /// Compared without regard to ASCII case.
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether it fits on a line of a head: nothing in it ends the line or the name (RFC 9110 §5.1, §5.5).
    public var isSendable: Bool { ASCII.isToken(name) && ASCII.isFieldValue(value) }

    public func isNamed(_ other: String) -> Bool {
        ASCII.isSame(name, other)
    }
}

extension Sequence<HeaderField> {
    /// The values of the fields with this name, in order.
    public func values(of name: String) -> [String] {
        filter { $0.isNamed(name) }.map(\.value)
    }

    /// The members of the comma-separated lists in the fields with this name, without the blanks around them and
    /// without empty members (RFC 9110 §5.6.1).
    public func list(of name: String) -> [Substring] {
        filter { $0.isNamed(name) }.flatMap { $0.value.split(separator: ",") }.map(ASCII.trim).filter { !$0.isEmpty }
    }

    /// Whether a list field has this member, without regard to ASCII case.
    public func hasToken(_ token: String, in name: String) -> Bool {
        list(of: name).contains { ASCII.isSame($0, token) }
    }
}

/// The most an HTTP head may hold.
public enum HeadLimits {
    public static let bytes = 64 << 10
    public static let fields = 200
}

extension [HeaderField] {
    /// Adds fields, in the place of those that bear the same names.
    public mutating func replace(with fields: [HeaderField]) {
        removeAll { field in fields.contains { $0.isNamed(field.name) } }
        self += fields
    }
}
