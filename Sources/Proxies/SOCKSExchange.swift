/// SOCKS 5, from the client (RFC 1928), with user name and password (RFC 1929).
struct SOCKSExchange: Sendable {
    private enum Method {
        static let none: UInt8 = 0
        static let password: UInt8 = 2
        static let noneAcceptable: UInt8 = 0xFF
    }

    private enum Stage {
        case method
        case authentication
        case reply
    }

    private static let version: UInt8 = 5

    /// What to begin with: the ways to authenticate that are there (RFC 1928 §3).
    let greeting: [UInt8]
    /// RFC 1929 §2.
    private let login: [UInt8]?
    /// RFC 1928 §4.
    private let request: [UInt8]
    private var stage = Stage.method
    /// What has come of the answer that is being read.
    private var answer: [UInt8] = []
    private var outgoing: [UInt8] = []

    init(_ target: ProxyTarget, credentials: ProxyCredentials?) throws(ProxyFault) {
        login = try credentials.map { credentials throws(ProxyFault) in
            let user = try Self.counted(credentials.user, "user name")
            return [1] + user + (try Self.counted(credentials.password, "password"))
        }
        greeting = login == nil ? [Self.version, 1, Method.none] : [Self.version, 2, Method.none, Method.password]
        request =
            [Self.version, 1, 0] + (try Self.address(target)) + [UInt8(target.port >> 8), UInt8(target.port & 0xFF)]
    }

    /// Names go as they are: it is the proxy that looks them up.
    private static func address(_ target: ProxyTarget) throws(ProxyFault) -> [UInt8] {
        switch target.address {
        case .v4: [1] + (target.address?.bytes ?? [])
        case .v6: [4] + (target.address?.bytes ?? [])
        case nil: [3] + (try counted(target.host, "host"))
        }
    }

    private static func counted(_ text: String, _ name: String) throws(ProxyFault) -> [UInt8] {
        guard !text.isEmpty, let count = UInt8(exactly: text.utf8.count) else {
            throw .unsendable("the \(name) has not 1 to 255 bytes")
        }
        return [count] + text.utf8
    }

    /// What the last bytes asked for.
    mutating func takeOutgoing() -> [UInt8] {
        defer { outgoing = [] }
        return outgoing
    }

    /// Whether the way is open with this byte.
    mutating func receive(_ byte: UInt8) throws(ProxyFault) -> Bool {
        answer.append(byte)
        switch stage {
        case .method: try readMethod()
        case .authentication: try readAuthentication()
        case .reply: return try readReply()
        }
        return false
    }

    private mutating func readMethod() throws(ProxyFault) {
        guard answer[0] == Self.version else { throw .notSOCKS }
        guard answer.count == 2 else { return }
        switch (answer[1], login) {
        case (Method.none, _): proceed(to: .reply, writing: request)
        case (Method.password, let login?): proceed(to: .authentication, writing: login)
        case (Method.password, nil), (Method.noneAcceptable, nil): throw .credentialsMissing
        default: throw .noAcceptableMethod
        }
    }

    private mutating func readAuthentication() throws(ProxyFault) {
        guard answer[0] == 1 else { throw .notSOCKS }
        guard answer.count == 2 else { return }
        guard answer[1] == 0 else { throw .credentialsRefused }
        proceed(to: .reply, writing: request)
    }

    /// Version, code, a reserved byte, and the address from which the proxy speaks to the server (RFC 1928 §6). A
    /// refusal is one with its second byte: not every proxy sends the rest.
    private func readReply() throws(ProxyFault) -> Bool {
        guard answer[0] == Self.version else { throw .notSOCKS }
        guard answer.count >= 2 else { return false }
        guard answer[1] == 0 else { throw .socks(SOCKSReply(rawValue: answer[1]) ?? .unassigned) }
        guard answer.count >= 5 else { return false }
        let addressSize: Int
        switch answer[3] {
        case 1: addressSize = 4
        case 3: addressSize = 1 + Int(answer[4])
        case 4: addressSize = 16
        default: throw .notSOCKS
        }
        return answer.count == 4 + addressSize + 2
    }

    private mutating func proceed(to stage: Stage, writing bytes: [UInt8]) {
        self.stage = stage
        answer = []
        outgoing += bytes
    }
}
