internal import HTTP1

/// Writes a client's request (RFC 6455 §4.1), and refuses what would make it mean something else.
struct RequestWriter {
    var host: String
    var path: String
    var key: String

    /// What the handshake writes itself, and what would give a GET a body. Names starting `Sec-WebSocket-` as well.
    private static let reserved = [
        "Host", "Upgrade", "Connection", "Content-Length", "Transfer-Encoding", "Expect", "TE", "Trailer",
    ]

    func write(
        subprotocols: [String], compression: DeflateOffer?, headers: [HeaderField]
    ) throws(HandshakeError) -> [UInt8] {
        try checkTarget()
        try Self.check(subprotocols)
        var fields = [
            HeaderField("Host", host), HeaderField("Upgrade", "websocket"), HeaderField("Connection", "Upgrade"),
            HeaderField("Sec-WebSocket-Key", key), HeaderField("Sec-WebSocket-Version", "13"),
        ]
        if !subprotocols.isEmpty {
            fields.append(HeaderField("Sec-WebSocket-Protocol", subprotocols.joined(separator: ", ")))
        }
        if let compression {
            fields.append(HeaderField("Sec-WebSocket-Extensions", compression.description))
        }
        for field in headers {
            fields.append(try Self.check(field))
        }
        let lines = ["GET \(path) HTTP/1.1"] + fields.map { "\($0.name): \($0.value)" }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private func checkTarget() throws(HandshakeError) {
        let delimiters = Array("/?#@\\\",".utf8)
        guard !host.isEmpty, ASCII.isGraphic(host), !host.utf8.contains(where: delimiters.contains) else {
            throw .invalidHost
        }
        guard path.utf8.first == UInt8(ascii: "/"), ASCII.isGraphic(path), !path.utf8.contains(UInt8(ascii: "#"))
        else { throw .invalidPath }
    }

    private static func check(_ subprotocols: [String]) throws(HandshakeError) {
        var seen: Set<String> = []
        for name in subprotocols {
            guard ASCII.isToken(name), seen.insert(name).inserted else { throw .invalidSubprotocol(name) }
        }
    }

    private static func check(_ field: HeaderField) throws(HandshakeError) -> HeaderField {
        guard field.isSendable else { throw .invalidField(name: field.name) }
        let isOurs = reserved.contains(where: field.isNamed) || ASCII.isSame(field.name.prefix(14), "Sec-WebSocket-")
        guard !isOurs else { throw .reservedField(name: field.name) }
        return field
    }
}
