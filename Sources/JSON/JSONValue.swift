internal import CSimdJSON

/// One value of a `JSONDocument`: a pointer into it, as cheap to copy as an integer.
public struct JSONValue {
    private let node: UnsafePointer<spotter_json_node>

    public enum Kind: Sendable {
        case null, `false`, `true`, number, string, array, object
    }

    // `spotter_json_parse` has checked that there is at least one node.
    init(node: UnsafePointer<spotter_json_node>?) {
        guard let node else { preconditionFailure("a parsed document has a root") }
        self.node = node
    }

    private init(_ node: UnsafePointer<spotter_json_node>) {
        self.node = node
    }

    private var code: Int { Int(node.pointee.kind_and_span & 7) }

    /// How many nodes this value takes, itself included.
    private var span: Int { Int(node.pointee.kind_and_span >> 3) }

    public var kind: Kind {
        switch code {
        case SPOTTER_JSON_NULL: .null
        case SPOTTER_JSON_FALSE: .false
        case SPOTTER_JSON_TRUE: .true
        case SPOTTER_JSON_NUMBER: .number
        case SPOTTER_JSON_STRING: .string
        case SPOTTER_JSON_ARRAY: .array
        default: .object
        }
    }

    public var isNull: Bool { code == SPOTTER_JSON_NULL }

    private var text: JSONText {
        JSONText(start: node.pointee.text, count: Int(node.pointee.length))
    }

    /// The text of a string, escapes resolved; `nil` for other kinds.
    public var string: JSONText? { code == SPOTTER_JSON_STRING ? text : nil }

    /// A number as it was spelled; `nil` for other kinds.
    public var number: JSONText? { code == SPOTTER_JSON_NUMBER ? text : nil }

    /// The text of a string or the spelling of a number: what identifiers and amounts come as.
    public var stringOrNumber: JSONText? {
        code == SPOTTER_JSON_STRING || code == SPOTTER_JSON_NUMBER ? text : nil
    }

    public var bool: Bool? {
        switch code {
        case SPOTTER_JSON_TRUE: true
        case SPOTTER_JSON_FALSE: false
        default: nil
        }
    }

    /// An object's members in the order in which they came; empty for other kinds.
    public var members: Members {
        let isObject = code == SPOTTER_JSON_OBJECT
        return Members(node: node + 1, end: isObject ? node + span : node + 1)
    }

    /// An array's elements; empty for other kinds.
    public var elements: Elements {
        let isArray = code == SPOTTER_JSON_ARRAY
        return Elements(node: node + 1, end: isArray ? node + span : node + 1)
    }

    /// The first member with that key; a linear search.
    public subscript(key: StaticString) -> JSONValue? {
        for (name, value) in members where name == key { return value }
        return nil
    }

    /// The first member with that key; a linear search.
    public subscript(key: String) -> JSONValue? {
        for (name, value) in members where name == key { return value }
        return nil
    }

    /// The document of this value again, without line breaks: numbers as spelled, strings with their escapes.
    public func appendSource(to writer: inout JSONWriter) {
        switch kind {
        case .string: writer.string(text)
        case .number, .null, .true, .false: writer.raw(text)
        case .array, .object:
            // Inside strings a line break is always escaped, so one in the source is white space.
            if text.contains(UInt8(ascii: "\n")) || text.contains(UInt8(ascii: "\r")) {
                appendCompact(to: &writer)
            } else {
                writer.raw(text)
            }
        }
    }

    private func appendCompact(to writer: inout JSONWriter) {
        switch kind {
        case .array:
            writer.beginArray()
            for element in elements { element.appendCompact(to: &writer) }
            writer.endArray()
        case .object:
            writer.beginObject()
            for (key, value) in members {
                writer.key(key)
                value.appendCompact(to: &writer)
            }
            writer.endObject()
        case .string, .number, .null, .true, .false: appendSource(to: &writer)
        }
    }

    /// The same as a `String`.
    public var source: String {
        var writer = JSONWriter()
        appendSource(to: &writer)
        return writer.text
    }

    /// A walk over an object's members.
    public struct Members: Sequence, IteratorProtocol {
        fileprivate var node: UnsafePointer<spotter_json_node>
        fileprivate let end: UnsafePointer<spotter_json_node>

        public mutating func next() -> (key: JSONText, value: JSONValue)? {
            guard node < end else { return nil }
            let key = JSONText(start: node.pointee.text, count: Int(node.pointee.length))
            let value = JSONValue(node + 1)
            node = value.node + value.span
            return (key, value)
        }
    }

    /// A walk over an array's elements.
    public struct Elements: Sequence, IteratorProtocol {
        fileprivate var node: UnsafePointer<spotter_json_node>
        fileprivate let end: UnsafePointer<spotter_json_node>

        public mutating func next() -> JSONValue? {
            guard node < end else { return nil }
            let value = JSONValue(node)
            node += value.span
            return value
        }
    }
}
