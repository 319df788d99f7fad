/// Why an HTTP/1 head cannot be read.
public enum HeadError: Error, Hashable, Sendable {
    /// It does not begin as HTTP/1 does.
    case notHTTP
    case malformedStatusLine
    case malformedField
    /// The head has more than 64 KiB.
    case tooLarge
    /// The head has more than 200 fields.
    case tooManyFields
}

extension HeadError: CustomStringConvertible {
    /// What follows "the server" or "the proxy".
    public var description: String {
        switch self {
        case .notHTTP: "does not speak HTTP/1"
        case .malformedStatusLine: "sent a malformed status line"
        case .malformedField: "sent a malformed header field"
        case .tooLarge: "sent a header over 64 KiB"
        case .tooManyFields: "sent a header with over 200 fields"
        }
    }
}
