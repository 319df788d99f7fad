internal import HTTP1
internal import Realtime
internal import WebSocket

extension LinkOptions {
    /// The opening handshake of a request, with a fresh key (RFC 6455 §4.1).
    func handshake(for request: ConnectionRequest, cookies: HeaderField?) throws(HandshakeError) -> ClientHandshake {
        guard case .messageSocket(let subprotocols) = request.kind else { throw .invalidPath }
        // The jar's field has the request's own cookies in it.
        var headers = request.headers
        if let cookies { headers.replace(with: [cookies]) }
        return try ClientHandshake(
            host: WebAddress(request).hostField, path: request.path,
            nonce: SystemMaskingKeys.nonce(), subprotocols: subprotocols,
            compression: offersCompression(request) ? DeflateOffer() : nil,
            headers: headers.map { ($0.name, $0.value) })
    }

    private func offersCompression(_ request: ConnectionRequest) -> Bool {
        switch compression {
        case .overTLS: request.isSecure
        case .always: true
        case .never: false
        }
    }

    /// The request with the user's own fields, which go before those of the service where both have one of the same name, and the
    /// user's subprotocols behind the service's.
    func completed(_ request: ConnectionRequest) -> ConnectionRequest {
        var request = request
        request.headers.replace(with: headers)
        if case .messageSocket(let asked) = request.kind {
            request.kind = .messageSocket(subprotocols: asked + subprotocols.filter { !asked.contains($0) })
        }
        return request
    }
}
