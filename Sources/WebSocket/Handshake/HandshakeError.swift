public import HTTP1

/// Why there is no connection. No case holds a secret: values of our own fields are not repeated.
public enum HandshakeError: Error, Hashable, Sendable {
    // Our request cannot be written
    /// The nonce has not 16 bytes.
    case invalidNonce
    /// The `Host` is empty or holds a blank, a control character or a delimiter of URLs.
    case invalidHost
    /// The path does not begin with `/`, or holds a blank, a control character, a `#` or a byte that is not ASCII.
    case invalidPath
    /// The subprotocol is no token, or is offered twice.
    case invalidSubprotocol(String)
    /// The field's name is no token, or its value holds CR, LF or NUL.
    case invalidField(name: String)
    /// The field is the handshake's own to write.
    case reservedField(name: String)

    // The server's answer cannot be read
    case head(HeadError)
    /// The transport ended inside the head.
    case endedEarly

    // The server's answer is a 101 and yet no WebSocket
    /// The 101 is not of HTTP/1.1.
    case unsupportedVersion
    case missingUpgrade
    case missingConnection
    case missingAccept
    case repeatedAccept
    /// The server's proof does not belong to our key.
    case wrongAccept
    case subprotocolNotOffered(String)
    case repeatedSubprotocol
    /// We cannot do without one of those offered, and the server took none.
    case missingSubprotocol
    case extensionNotOffered(String)
    case repeatedExtension(String)
    /// The list of extensions breaks its grammar.
    case malformedExtensions
    case unknownParameter(String, of: String)
    case repeatedParameter(String, of: String)
    /// The parameter, given as it was written, may not have this value, or needs one.
    case invalidParameter(String, of: String)
    case parameterNotOffered(String, of: String)
    /// We asked for it, and the server took the extension without it.
    case missingParameter(String, of: String)

    /// More bytes were fed after the answer was complete.
    case alreadyAnswered
}

extension HandshakeError {
    /// Whether it is our own request that cannot be written.
    public var isOurs: Bool {
        switch self {
        case .invalidNonce, .invalidHost, .invalidPath, .invalidSubprotocol, .invalidField, .reservedField: true
        case .head, .endedEarly, .unsupportedVersion, .missingUpgrade, .missingConnection, .missingAccept,
            .repeatedAccept, .wrongAccept, .subprotocolNotOffered, .repeatedSubprotocol, .missingSubprotocol,
            .extensionNotOffered, .repeatedExtension, .malformedExtensions, .unknownParameter, .repeatedParameter,
            .invalidParameter, .parameterNotOffered, .missingParameter, .alreadyAnswered:
            false
        }
    }

    /// Whether the same request can hardly get another answer.
    public var isLasting: Bool {
        if case .subprotocolNotOffered = self { return true }
        return isOurs
    }
}

extension HandshakeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidNonce: "the nonce must be of 16 bytes"
        case .invalidHost: "the host cannot be written in a header"
        case .invalidPath: "the path cannot be written in a request"
        case .invalidSubprotocol(let name): "the subprotocol \"\(name)\" cannot be offered"
        case .invalidField(let name): "the header field \"\(name)\" cannot be written"
        case .reservedField(let name): "the header field \"\(name)\" is set by the handshake"
        case .head(let error): "the server \(error)"
        case .endedEarly: "the server closed the connection during the handshake"
        case .unsupportedVersion: "the server switched protocols in a version other than HTTP/1.1"
        case .missingUpgrade: "the server's 101 has no \"Upgrade: websocket\""
        case .missingConnection: "the server's 101 has no \"Connection: Upgrade\""
        case .missingAccept: "the server's 101 has no Sec-WebSocket-Accept"
        case .repeatedAccept: "the server's 101 has more than one Sec-WebSocket-Accept"
        case .wrongAccept: "the server's Sec-WebSocket-Accept does not match our key"
        case .subprotocolNotOffered(let name): "the server chose the subprotocol \"\(name)\", which was not offered"
        case .repeatedSubprotocol: "the server chose more than one subprotocol"
        case .missingSubprotocol: "the server took none of the subprotocols offered"
        case .extensionNotOffered(let name): "the server uses the extension \"\(name)\", which was not offered"
        case .repeatedExtension(let name): "the server uses the extension \"\(name)\" twice"
        case .malformedExtensions: "the server's Sec-WebSocket-Extensions is malformed"
        case .unknownParameter(let name, let of): "the server set an unknown parameter of \(of), \"\(name)\""
        case .repeatedParameter(let name, let of): "the server set \(name) of \(of) twice"
        case .invalidParameter(let text, let of): "the server set \"\(text)\" of \(of), which cannot be"
        case .parameterNotOffered(let name, let of): "the server set \(name) of \(of), which was not offered"
        case .missingParameter(let name, let of): "the server took \(of) without the \(name) we asked for"
        case .alreadyAnswered: "the handshake is over"
        }
    }
}
