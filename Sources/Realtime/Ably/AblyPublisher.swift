public import Domain
internal import HTTP1
internal import JSON

/// Messages through the REST API ("Publish").
public struct AblyPublisher: Publisher {
    private let configuration: AblyConfiguration
    private let authorization: HeaderField
    /// What the header is made of, and the part of it that says who asks.
    private let secrets: [String]

    /// `nil` where there is neither a key that may be sent nor a token: a client gets a token first.
    init?(_ configuration: AblyConfiguration) {
        switch configuration.authorisation {
        case .key(let name, let secret) where configuration.sendsKey:
            authorization = AblyAuthorization.basic(name: name, secret: secret)
            secrets = [String(decoding: secret.bytes, as: UTF8.self)] + AblyAuthorization.credentials(authorization)
        case .token(let token):
            authorization = AblyAuthorization.bearer(token.bytes)
            secrets = [String(decoding: token.bytes, as: UTF8.self)] + AblyAuthorization.credentials(authorization)
        case .none, .key, .endpoint: return nil
        }
        self.configuration = configuration
    }

    public func objection(to publication: ClientPublication) -> String? {
        if let objection = AblyChannel.objection(to: publication.channel) { return objection }
        if configuration.cipherKey != nil { return "the channels are encrypted, and messages are not encrypted here" }
        return publication.objectionToData
    }

    public func request(for publication: ClientPublication, at now: Timestamp, nonce: [UInt8]) -> PublicationRequest {
        let address = WebAddress(
            isSecure: configuration.isSecure, host: configuration.host, port: configuration.port,
            path: "/channels/\(FormBody.percentEncoded(publication.channel))/messages")
        let json = "application/json"
        return PublicationRequest(
            HTTPRequest(
                method: "POST", url: address.url,
                headers: [HeaderField("Content-Type", json), HeaderField("Accept", json), authorization],
                body: body(publication)), secrets: secrets)
    }

    private func body(_ publication: ClientPublication) -> [UInt8] {
        let content = try? AblyContent(json: publication.data, with: JSONDocument())
        var writer = JSONWriter(capacity: publication.data.utf8.count + 256)
        AblyFrame.append(
            content ?? AblyContent(data: publication.data), name: publication.event, clientID: configuration.clientID,
            to: &writer)
        return writer.bytes
    }

    /// `{"channel":"…","messageId":"…"}`; refusals are `{"error":{"code":40101,"statusCode":401,"message":"…"}}`.
    public func outcome(of answer: HTTPAnswer, to request: PublicationRequest, at now: Timestamp) -> PublishOutcome {
        answer.outcome(to: request, missing: "there is no such app, or the host is not the service's", at: now) {
            root in
            guard root.kind == .object else { return nil }
            return .published(under: root["messageId"]?.string?.string)
        } words: { root in
            guard let value = root["error"] else { return (nil, nil) }
            let error = AblyError(value)
            return (error.message, error.code)
        }
    }
}

/// How the REST API is told who asks.
enum AblyAuthorization {
    /// What follows the scheme.
    static func credentials(_ field: HeaderField) -> [String] {
        field.value.split(separator: " ").dropFirst().map(String.init)
    }

    static func basic(name: String, secret: Secret) -> HeaderField {
        HeaderField("Authorization", "Basic \(Base64.encode(Array("\(name):".utf8) + secret.bytes))")
    }

    static func bearer(_ token: [UInt8]) -> HeaderField {
        HeaderField("Authorization", "Bearer \(Base64.encode(token))")
    }
}
