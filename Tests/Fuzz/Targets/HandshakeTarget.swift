import HTTP1
import WebSocket

/// A server's answer to a client's opening handshake (RFC 6455 §4.1).
///
/// Options: 1 the subprotocols `mqtt` and `soap` are offered, 2 the server must take one, 4 compression is offered, 8
/// with demands.
enum HandshakeTarget {
    /// Its answer's proof is `70olh8oSis5dnQ4UvzU1/0rmQz0=`.
    private static let nonce = Array("spotter-nonce-01".utf8)
    private static let offered = ["mqtt", "soap"]

    private static let offers = [
        DeflateOffer(), DeflateOffer(serverNoContextTakeover: true, serverMaxWindowBits: 12, clientMaxWindowBits: nil),
    ]

    /// The handshakes that the options stand for, made once.
    private static let handshakes = (0..<16).map { options in
        try? ClientHandshake(
            host: "h", path: "/", nonce: nonce, subprotocols: options & 1 == 0 ? [] : offered,
            requiresSubprotocol: options & 2 != 0, compression: options & 4 == 0 ? nil : offers[options >> 3])
    }

    static func run(_ input: FuzzInput) throws(BrokenLaw) {
        guard let handshake = handshakes[Int(input.options & 15)] else {
            throw BrokenLaw(description: "a request that is in order is not written")
        }
        let whole = outcome(of: handshake, input.bytes, readEnds: [input.bytes.count])
        let pieces = outcome(of: handshake, input.bytes, readEnds: input.readEnds(of: input.bytes.count))
        try require(whole == pieces, "the outcome depends on how the input is cut: \(whole) and \(pieces)")
        switch whole {
        case .needMore: throw BrokenLaw(description: "no outcome though the transport has ended")
        case .failed: break
        case .refused(let response):
            try check(response)
            try require(response.status != 101 && response.status >= 200, "refused with \(response.status)")
        case .accepted(let response, _):
            try check(response)
            try require(response.status == 101 && response.body.isEmpty, "accepted with \(response)")
            let isTaken = response.subprotocol.map { input.has(1) && offered.contains($0) } ?? !input.has(2)
            try check(response.compression, offer: input.has(4) ? offers[input.has(8) ? 1 : 0] : nil)
            try require(isTaken, "accepted with the subprotocol \(response.subprotocol ?? "none")")
        }
    }

    /// Nothing is agreed on that was not offered, and nothing short of what was asked for.
    private static func check(_ agreed: DeflateParameters?, offer: DeflateOffer?) throws(BrokenLaw) {
        guard let agreed else { return }
        guard let offer else { throw BrokenLaw(description: "compression was not offered: \(agreed)") }
        let keepsPromises =
            (agreed.serverNoContextTakeover || !offer.serverNoContextTakeover)
            && agreed.serverMaxWindowBits <= offer.serverMaxWindowBits ?? 15
            && agreed.clientMaxWindowBits <= offer.clientMaxWindowBits ?? 15
        try require(keepsPromises, "\(offer) was answered with \(agreed)")
    }

    private static func check(_ response: Response) throws(BrokenLaw) {
        try require(response.fields.count <= HeadLimits.fields, "\(response.fields.count) fields")
        try require(response.body.count <= BodyExcerpt.limit, "a body of \(response.body.count) bytes")
        for field in response.fields {
            try require(ASCII.isToken(field.name) && ASCII.isFieldValue(field.value), "the field \(field)")
        }
        try require(ASCII.isFieldValue(response.reason), "the reason \(response.reason)")
    }

    /// What comes out in the end; what came after the head in later reads is put to the rest of the first one.
    private static func outcome(
        of handshake: ClientHandshake, _ bytes: [UInt8], readEnds: [Int]
    ) -> ClientHandshake.Progress {
        var (handshake, start) = (handshake, 0)
        for end in readEnds {
            let progress = bytes[start..<end].withUnsafeBytes { handshake.receive($0) }
            start = end
            switch progress {
            case .needMore: continue
            case .accepted(let response, let rest): return .accepted(response, rest: rest + bytes[end...])
            case .refused, .failed: return progress
            }
        }
        return handshake.receiveEnd()
    }
}
