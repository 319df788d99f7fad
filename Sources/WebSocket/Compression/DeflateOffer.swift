internal import HTTP1

/// What a client offers of permessage-deflate (RFC 7692 §7.1), and the judge of what a server answers to it.
public struct DeflateOffer: Hashable, Sendable {
    /// Whether the server shall compress each message by itself: we then hold no window between messages.
    public var serverNoContextTakeover: Bool
    /// Whether we compress each message by itself, whatever the server answers.
    public var clientNoContextTakeover: Bool
    /// The largest window the server may use, in bits, 8…15; nil leaves it to the server. It brings down our memory.
    public let serverMaxWindowBits: Int?
    /// The largest window we use, in bits, 8…15; the server may ask for a smaller one. With nil it may not.
    public let clientMaxWindowBits: Int?

    /// Unless told, `permessage-deflate; client_max_window_bits`.
    ///
    /// - Parameters:
    ///   - serverMaxWindowBits: brought into 8…15.
    ///   - clientMaxWindowBits: brought into 8…15.
    public init(
        serverNoContextTakeover: Bool = false, clientNoContextTakeover: Bool = false, serverMaxWindowBits: Int? = nil,
        clientMaxWindowBits: Int? = 15
    ) {
        self.serverNoContextTakeover = serverNoContextTakeover
        self.clientNoContextTakeover = clientNoContextTakeover
        self.serverMaxWindowBits = serverMaxWindowBits.map(DeflateParameters.clamp)
        self.clientMaxWindowBits = clientMaxWindowBits.map(DeflateParameters.clamp)
    }

    private var element: DeflateElement {
        DeflateElement(
            serverNoContextTakeover: serverNoContextTakeover, clientNoContextTakeover: clientNoContextTakeover,
            serverMaxWindowBits: serverMaxWindowBits,
            clientMaxWindowBits: clientMaxWindowBits.map { $0 == 15 ? .any : .bits($0) })
    }
}

extension DeflateOffer: CustomStringConvertible {
    /// As it is written in `Sec-WebSocket-Extensions`.
    public var description: String { element.description }
}

extension DeflateOffer {
    /// What the server agreed to.
    ///
    /// Unasked it may choose its own window and promise that either side forgets (§7.1.1, §7.1.2.1); what we ask of it,
    /// it must repeat. Our own window it may bring down only if we offered that (§7.1.2.2); a larger one than ours
    /// changes nothing.
    func judge(_ member: ListMember) throws(HandshakeError) -> DeflateParameters {
        let answer = try DeflateElement(member)
        guard answer.serverNoContextTakeover || !serverNoContextTakeover else {
            throw .missingParameter("server_no_context_takeover", of: DeflateElement.name)
        }
        return DeflateParameters(
            serverNoContextTakeover: answer.serverNoContextTakeover,
            clientNoContextTakeover: answer.clientNoContextTakeover || clientNoContextTakeover,
            serverMaxWindowBits: try judgeServerWindow(answer.serverMaxWindowBits),
            clientMaxWindowBits: try judgeClientWindow(answer.clientMaxWindowBits))
    }

    private func judgeServerWindow(_ bits: Int?) throws(HandshakeError) -> Int {
        guard let offered = serverMaxWindowBits else { return bits ?? 15 }
        guard let bits else { throw .missingParameter("server_max_window_bits", of: DeflateElement.name) }
        guard bits <= offered else {
            throw .invalidParameter("server_max_window_bits=\(bits)", of: DeflateElement.name)
        }
        return bits
    }

    private func judgeClientWindow(_ window: DeflateElement.ClientWindow?) throws(HandshakeError) -> Int {
        switch (window, clientMaxWindowBits) {
        case (nil, let offered): return offered ?? 15
        case (_, nil): throw .parameterNotOffered("client_max_window_bits", of: DeflateElement.name)
        case (.any, _): throw .invalidParameter("client_max_window_bits", of: DeflateElement.name)
        case (.bits(let bits), let offered?): return min(bits, offered)
        }
    }
}
