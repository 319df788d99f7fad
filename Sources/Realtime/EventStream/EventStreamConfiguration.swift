internal import HTTP1

/// Which event stream to read, and how to prove that one may.
public struct EventStreamConfiguration: Hashable, Sendable {
    /// How the secret is shown to the server.
    public enum Credential: Hashable, Sendable {
        /// `Authorization: Bearer TOKEN` (RFC 6750 §2.1).
        case bearer(Secret)
        /// `Authorization: Basic …`, of `USER:PASSWORD` (RFC 7617 §2).
        case basic(Secret)
        /// A field of the service's own, such as `x-api-key`.
        case field(name: String, Secret)
    }

    public var isSecure: Bool
    public var host: String
    public var port: Int
    /// Path and query, percent-encoded, starting with `/`.
    public var path: String
    public var credential: Credential?
    /// The channel of all its messages.
    public var channel: String
    /// The service keeps what was missed and sends it after a reconnection with `Last-Event-ID`: to be proved at each break.
    public var resumes = false
    /// How long silence may last; `nil`: as the server's own signs of life suggest.
    public var idle: Duration?

    public init(isSecure: Bool = true, host: String, port: Int? = nil, path: String, credential: Credential? = nil) {
        self.isSecure = isSecure
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
        self.path = path
        self.credential = credential
        channel = Self.lastPart(of: path) ?? host
    }

    /// The resource that the path ends with, decoded; a final `sse`, as in `/TOPIC/sse`, names the form and not the thing.
    static func lastPart(of path: String) -> String? {
        let parts = path.prefix { $0 != "?" }.split(separator: "/")
        return (parts.last { $0 != "sse" } ?? parts.last).map { FormBody.percentDecoded($0) ?? String($0) }
    }

    /// - Parameter lastEventID: what to go on after; empty for nothing.
    func request(after lastEventID: [UInt8]) -> ConnectionRequest {
        var headers = [HeaderField("Accept", "text/event-stream"), HeaderField("Cache-Control", "no-store")]
        if let credential { headers.append(credential.field) }
        if !lastEventID.isEmpty {
            headers.append(HeaderField("Last-Event-ID", String(decoding: lastEventID, as: UTF8.self)))
        }
        return ConnectionRequest(
            kind: .byteStream, isSecure: isSecure, host: host, port: port, path: path, headers: headers)
    }
}

extension EventStreamConfiguration.Credential {
    fileprivate var field: HeaderField {
        switch self {
        case .bearer(let token): HeaderField("Authorization", "Bearer \(String(decoding: token.bytes, as: UTF8.self))")
        case .basic(let pair): HeaderField("Authorization", "Basic \(Base64.encode(pair.bytes))")
        case .field(let name, let value): HeaderField(name, String(decoding: value.bytes, as: UTF8.self))
        }
    }

    /// - Parameter way: `bearer`, `basic` or a field's name.
    init(_ secret: Secret, way: String) throws(InvalidInput) {
        switch way {
        case "bearer": self = .bearer(try Self.checked(secret))
        case "basic":
            guard secret.bytes.contains(UInt8(ascii: ":")) else {
                throw InvalidInput("there is no colon in it", in: "secret", expected: "USER:PASSWORD for auth = basic")
            }
            self = .basic(secret)
        default:
            guard ASCII.isToken(way), !Self.reserved.contains(where: { ASCII.isSame($0, way) }) else {
                throw InvalidInput(
                    "\"\(way)\" is no field for a secret", in: "auth",
                    expected: "bearer, basic, or the name of a header, e.g. x-api-key")
            }
            self = .field(name: way, try Self.checked(secret))
        }
    }

    /// Fields that have another meaning.
    private static let reserved = [
        "Accept", "Accept-Encoding", "Cache-Control", "Connection", "Content-Length", "Host", "Last-Event-ID",
        "Transfer-Encoding", "Upgrade",
    ]

    /// What can stand in a field: a line break would begin another one.
    private static func checked(_ secret: Secret) throws(InvalidInput) -> Secret {
        guard !secret.isEmpty, secret.bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw InvalidInput(
                secret.isEmpty ? "it is empty" : "there is a byte in it that a header cannot have", in: "secret",
                expected: "printable ASCII")
        }
        return secret
    }
}
