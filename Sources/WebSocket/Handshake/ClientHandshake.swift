internal import HTTP1

/// A client's opening handshake (RFC 6455 §4.1): the request to write, and the judge of what comes back.
public struct ClientHandshake: Sendable {
    /// How far the answer has come.
    public enum Progress: Hashable, Sendable {
        case needMore
        /// The connection is open. `rest` came after the head and begins the first frame.
        case accepted(Response, rest: [UInt8])
        /// The server answered something else than 101.
        case refused(Response)
        case failed(HandshakeError)
    }

    /// The request's bytes.
    public let request: [UInt8]

    private let expectedAccept: String
    private let subprotocols: [String]
    private let requiresSubprotocol: Bool
    private let compression: DeflateOffer?
    private var stage = Stage.head(ResponseHead())

    private enum Stage: Sendable {
        case head(ResponseHead)
        case body(Response, BodyExcerpt)
        case answered
    }

    /// - Parameters:
    ///   - host: the `Host` field: a name or address, and the port unless it is the scheme's own.
    ///   - path: the path and query, percent-encoded, from the first `/`.
    ///   - nonce: 16 bytes, fresh and random for each attempt.
    ///   - subprotocols: those offered, the preferred one first.
    ///   - requiresSubprotocol: whether it is a failure if the server takes none of them.
    ///   - compression: what to offer; nil offers none.
    ///   - headers: further fields, such as `Authorization`.
    /// - Throws: one of the first group of ``HandshakeError``: what cannot be written is refused, not repaired.
    public init(
        host: String, path: String, nonce: [UInt8], subprotocols: [String] = [],
        requiresSubprotocol: Bool = false, compression: DeflateOffer? = nil, headers: [(String, String)] = []
    ) throws(HandshakeError) {
        guard nonce.count == HandshakeKey.nonceSize else { throw .invalidNonce }
        let key = Base64.encode(nonce)
        request = try RequestWriter(host: host, path: path, key: key).write(
            subprotocols: subprotocols, compression: compression,
            headers: headers.map { HeaderField($0.0, $0.1) })
        expectedAccept = HandshakeKey.accept(key)
        self.subprotocols = subprotocols
        self.requiresSubprotocol = requiresSubprotocol
        self.compression = compression
    }

    /// Reads what came from the server. Feed it until the progress is other than ``Progress/needMore``.
    public mutating func receive(_ bytes: UnsafeRawBufferPointer) -> Progress {
        var rest = bytes[...]
        do throws(HandshakeError) {
            while let byte = rest.popFirst() {
                if let response = try receive(byte) {
                    stage = .answered
                    return response.status == 101 ? .accepted(response, rest: Array(rest)) : .refused(response)
                }
            }
            if case .answered = stage { throw .alreadyAnswered }
            return .needMore
        } catch {
            stage = .answered
            return .failed(error)
        }
    }

    /// The transport ended, or there is no more time: a refusal is given with as much of its body as is there.
    public mutating func receiveEnd() -> Progress {
        defer { stage = .answered }
        switch stage {
        case .head: return .failed(.endedEarly)
        case .body(let response, let body): return .refused(Self.finish(response, body))
        case .answered: return .failed(.alreadyAnswered)
        }
    }

    /// The answer, if it is complete with this byte.
    private mutating func receive(_ byte: UInt8) throws(HandshakeError) -> Response? {
        switch stage {
        case .head(var head):
            stage = .answered  // so that the head is not copied
            let isComplete: Bool
            do throws(HeadError) { isComplete = try head.receive(byte) } catch { throw .head(error) }
            stage = .head(head)
            return isComplete ? try endHead(head) : nil
        case .body(let response, var body):
            stage = .answered
            body.receive(byte)
            stage = .body(response, body)
            return body.isComplete ? Self.finish(response, body) : nil
        case .answered:
            throw .alreadyAnswered
        }
    }

    private mutating func endHead(_ head: ResponseHead) throws(HandshakeError) -> Response? {
        var head = head
        let status = head.status ?? 0
        if (100...199).contains(status), status != 101 {
            head.skipInterim()
            stage = .head(head)
            return nil
        }
        var response = Response(status: status, reason: head.reason, fields: head.fields)
        if status == 101 {
            guard head.minorVersion >= 1 else { throw .unsupportedVersion }
            try check(head.fields)
            response.compression = try compression(in: head.fields)
            response.subprotocol = try subprotocol(in: head.fields)
            return response
        }
        let body = BodyExcerpt(fields: head.fields)
        stage = .body(response, body)
        let hasNoBody = status == 204 || status == 304
        return hasNoBody || body.isComplete ? response : nil
    }

    private static func finish(_ response: Response, _ body: BodyExcerpt) -> Response {
        var response = response
        response.body = body.bytes
        return response
    }
}

// MARK: - What a 101 must hold (RFC 6455 §4.1, the server's answer)

extension ClientHandshake {
    private func check(_ fields: [HeaderField]) throws(HandshakeError) {
        guard fields.hasToken("websocket", in: "Upgrade") else { throw .missingUpgrade }
        guard fields.hasToken("upgrade", in: "Connection") else { throw .missingConnection }
        let accepts = fields.values(of: "Sec-WebSocket-Accept")
        guard let accept = accepts.first else { throw .missingAccept }
        guard accepts.count == 1 else { throw .repeatedAccept }
        guard accept.utf8.elementsEqual(expectedAccept.utf8) else { throw .wrongAccept }
    }

    /// The one extension there is to offer (RFC 6455 §9.1, RFC 7692 §5.1).
    private func compression(in fields: [HeaderField]) throws(HandshakeError) -> DeflateParameters? {
        guard let extensions = fields.members(of: "Sec-WebSocket-Extensions") else { throw .malformedExtensions }
        var taken: DeflateParameters?
        for member in extensions {
            guard let offer = compression, DeflateElement.isNamed(member.name) else {
                throw .extensionNotOffered(member.name)
            }
            guard taken == nil else { throw .repeatedExtension(member.name) }
            taken = try offer.judge(member)
        }
        return taken
    }

    private func subprotocol(in fields: [HeaderField]) throws(HandshakeError) -> String? {
        let taken = fields.values(of: "Sec-WebSocket-Protocol")
        guard let name = taken.first else {
            guard !requiresSubprotocol else { throw .missingSubprotocol }
            return nil
        }
        guard taken.count == 1, !name.utf8.contains(UInt8(ascii: ",")) else { throw .repeatedSubprotocol }
        guard let offered = subprotocols.first(where: { $0.utf8.elementsEqual(name.utf8) }) else {
            throw .subprotocolNotOffered(name)
        }
        return offered
    }
}
