internal import HTTP1

/// What a server wants of permessage-deflate (RFC 7692 §7.1). It takes the first offer it can.
public struct DeflatePolicy: Hashable, Sendable {
    /// Whether we compress each message by itself also for clients that do not ask for it.
    public var serverNoContextTakeover: Bool
    /// Whether clients shall compress each message by itself: we then hold no window between messages.
    public var clientNoContextTakeover: Bool
    /// The largest window we use, in bits, 8…15. With 8 what we send is not compressed.
    public let serverMaxWindowBits: Int
    /// The largest window clients shall use, in bits, 8…15. It is asked of those that offer to be asked; others use 15.
    public let clientMaxWindowBits: Int

    /// - Parameters:
    ///   - serverMaxWindowBits: brought into 8…15.
    ///   - clientMaxWindowBits: brought into 8…15.
    public init(
        serverNoContextTakeover: Bool = false, clientNoContextTakeover: Bool = false, serverMaxWindowBits: Int = 15,
        clientMaxWindowBits: Int = 15
    ) {
        self.serverNoContextTakeover = serverNoContextTakeover
        self.clientNoContextTakeover = clientNoContextTakeover
        self.serverMaxWindowBits = DeflateParameters.clamp(serverMaxWindowBits)
        self.clientMaxWindowBits = DeflateParameters.clamp(clientMaxWindowBits)
    }
}

extension DeflatePolicy {
    /// What we answer to the first offer that is none but of what the RFC knows (§5.1); nil where there is none.
    func answer(to offers: [ListMember]) -> (element: DeflateElement, parameters: DeflateParameters)? {
        for offer in offers where DeflateElement.isNamed(offer.name) {
            guard let offer = try? DeflateElement(offer) else { continue }
            return answer(to: offer)
        }
        return nil
    }

    /// Repeats what the client asks of us, as the RFC wants it, and says only what is not so without saying.
    private func answer(to offer: DeflateElement) -> (element: DeflateElement, parameters: DeflateParameters) {
        let serverBits = min(offer.serverMaxWindowBits ?? 15, serverMaxWindowBits)
        let clientBits =
            switch offer.clientMaxWindowBits {
            case nil: 15
            case .any: clientMaxWindowBits
            case .bits(let bits): min(bits, clientMaxWindowBits)
            }
        let answer = DeflateElement(
            serverNoContextTakeover: offer.serverNoContextTakeover || serverNoContextTakeover,
            clientNoContextTakeover: offer.clientNoContextTakeover || clientNoContextTakeover,
            serverMaxWindowBits: offer.serverMaxWindowBits != nil || serverBits < 15 ? serverBits : nil,
            clientMaxWindowBits: clientBits < 15 ? .bits(clientBits) : nil)
        return (
            answer,
            DeflateParameters(
                serverNoContextTakeover: answer.serverNoContextTakeover,
                clientNoContextTakeover: answer.clientNoContextTakeover, serverMaxWindowBits: serverBits,
                clientMaxWindowBits: clientBits)
        )
    }
}
