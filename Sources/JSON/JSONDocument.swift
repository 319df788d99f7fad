internal import CSimdJSON

/// A reader of JSON documents (RFC 8259) that keeps its buffers from one document to the next.
///
/// Not for sharing between threads. The values that `read` hands out point into the document: they are good inside the closure only.
public final class JSONDocument {
    private let handle: OpaquePointer?

    /// The most levels of nesting that are read.
    public static let depthLimit = Int(SPOTTER_JSON_MAX_DEPTH)

    public init() {
        handle = spotter_json_create()
    }

    deinit {
        spotter_json_destroy(handle)
    }

    /// Reads one document and hands its root to `body`.
    ///
    /// Duplicate keys are not an error; numbers of any size are kept as spelled.
    public func read<Result>(
        _ bytes: UnsafeRawBufferPointer, _ body: (JSONValue) -> Result
    ) throws(JSONError) -> Result {
        guard let handle else { throw .outOfMemory }
        var offset = 0
        let code = spotter_json_parse(handle, bytes.baseAddress, bytes.count, &offset)
        guard Int(code) == SPOTTER_JSON_OK else { throw JSONError(code: Int(code), offset: offset) }
        return withExtendedLifetime(self) { body(JSONValue(node: spotter_json_nodes(handle))) }
    }

    /// The same for text held as bytes.
    public func read<Result>(_ bytes: [UInt8], _ body: (JSONValue) -> Result) throws(JSONError) -> Result {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
            try read(UnsafeRawBufferPointer(buffer), body)
        }
    }

    /// The same for a string.
    public func read<Result>(_ text: String, _ body: (JSONValue) -> Result) throws(JSONError) -> Result {
        try read(Array(text.utf8), body)
    }
}

/// Why a document was not read.
public enum JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    case notUTF8
    /// The first byte that does not fit, counted from 0.
    case syntax(offset: Int)
    case tooDeep(offset: Int)
    case tooLarge
    case outOfMemory

    init(code: Int, offset: Int) {
        self =
            switch code {
            case SPOTTER_JSON_EMPTY: .empty
            case SPOTTER_JSON_NOT_UTF8: .notUTF8
            case SPOTTER_JSON_TOO_DEEP: .tooDeep(offset: offset)
            case SPOTTER_JSON_TOO_LARGE: .tooLarge
            case SPOTTER_JSON_NO_MEMORY: .outOfMemory
            default: .syntax(offset: offset)
            }
    }

    public var description: String {
        switch self {
        case .empty: "no JSON value"
        case .notUTF8: "not UTF-8"
        case .syntax(let offset): "not JSON at byte \(offset)"
        case .tooDeep(let offset): "nested deeper than \(JSONDocument.depthLimit) levels at byte \(offset)"
        case .tooLarge: "larger than 256 MiB"
        case .outOfMemory: "no memory left"
        }
    }
}
