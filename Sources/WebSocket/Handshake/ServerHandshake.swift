public import HTTP1

/// A server's side of the opening handshake (RFC 6455 §4.2), over a request that has been parsed.
public enum ServerHandshake {
    /// What to answer.
    public enum Answer: Hashable, Sendable {
        /// 101 with these fields.
        case accepted(fields: [HeaderField], subprotocol: String?, compression: DeflateParameters?)
        /// This status with these fields, then the end of the connection.
        case refused(status: Int, reason: String, fields: [HeaderField])
    }

    /// Judges a request.
    ///
    /// Whom to serve (`Origin`, path, credentials) is the caller's decision.
    ///
    /// - Parameters:
    ///   - version: of HTTP; must be 1.1.
    ///   - subprotocols: those the server speaks. The first one in the client's list is taken.
    ///   - compression: what we want of permessage-deflate; nil declines it. Other extensions are declined always.
    public static func accept(
        method: String, version: (major: Int, minor: Int) = (1, 1), headers: [(String, String)],
        subprotocols: [String] = [], compression: DeflatePolicy? = nil
    ) -> Answer {
        let fields = headers.map { HeaderField($0.0, $0.1) }
        if let reason = fault(method: method, version: version, fields: fields) {
            return .refused(status: 400, reason: reason, fields: [])
        }
        guard fields.hasToken("websocket", in: "Upgrade") else {
            return upgradeRequired("expected \"Upgrade: websocket\"")
        }
        guard fields.hasToken("upgrade", in: "Connection") else {
            return .refused(status: 400, reason: "expected \"Connection: Upgrade\"", fields: [])
        }
        return answer(fields, subprotocols: subprotocols, compression: compression)
    }

    /// What makes the request no proper HTTP/1.1 GET.
    private static func fault(
        method: String, version: (major: Int, minor: Int), fields: [HeaderField]
    ) -> String? {
        guard fields.count <= HeadLimits.fields else { return "too many header fields" }
        let size = fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        guard size <= HeadLimits.bytes else { return "header too large" }
        guard fields.allSatisfy(\.isSendable) else {
            return "malformed header field"
        }
        guard method == "GET" else { return "expected GET" }
        guard version == (1, 1) else { return "expected HTTP/1.1" }
        guard fields.values(of: "Host").count == 1 else { return "expected one Host" }
        return nil
    }

    private static func answer(
        _ fields: [HeaderField], subprotocols: [String], compression: DeflatePolicy?
    ) -> Answer {
        let versions = fields.values(of: "Sec-WebSocket-Version")
        guard versions.count == 1 else {
            return .refused(status: 400, reason: "expected one Sec-WebSocket-Version", fields: [])
        }
        guard versions == ["13"] else { return upgradeRequired("expected Sec-WebSocket-Version 13") }
        let keys = fields.values(of: "Sec-WebSocket-Key")
        guard let key = keys.first, keys.count == 1, HandshakeKey.isValid(key) else {
            return .refused(status: 400, reason: "expected one Sec-WebSocket-Key of 16 bytes", fields: [])
        }
        let offered = fields.list(of: "Sec-WebSocket-Protocol").map(String.init)
        guard offered.allSatisfy(ASCII.isToken) else {
            return .refused(status: 400, reason: "malformed Sec-WebSocket-Protocol", fields: [])
        }
        guard let extensions = fields.members(of: "Sec-WebSocket-Extensions") else {
            return .refused(status: 400, reason: "malformed Sec-WebSocket-Extensions", fields: [])
        }
        let taken = offered.first(where: subprotocols.contains)
        let agreed = compression?.answer(to: extensions)
        var answer = [
            HeaderField("Upgrade", "websocket"), HeaderField("Connection", "Upgrade"),
            HeaderField("Sec-WebSocket-Accept", HandshakeKey.accept(key)),
        ]
        if let taken {
            answer.append(HeaderField("Sec-WebSocket-Protocol", taken))
        }
        if let agreed {
            answer.append(HeaderField("Sec-WebSocket-Extensions", agreed.element.description))
        }
        return .accepted(fields: answer, subprotocol: taken, compression: agreed?.parameters)
    }

    /// 426 says what to change to (RFC 9110 §15.5.22, RFC 6455 §4.4).
    private static func upgradeRequired(_ reason: String) -> Answer {
        .refused(
            status: 426, reason: reason,
            fields: [
                HeaderField("Upgrade", "websocket"), HeaderField("Connection", "Upgrade"),
                HeaderField("Sec-WebSocket-Version", "13"),
            ])
    }
}
