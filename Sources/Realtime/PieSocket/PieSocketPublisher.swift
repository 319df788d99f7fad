public import Domain
internal import HTTP1
internal import JSON

/// Messages through the cluster's HTTP API ("Publish by REST").
public struct PieSocketPublisher: Publisher {
    private let configuration: PieSocketConfiguration
    private let secret: Secret

    /// `nil` without TLS, for the request holds the secret itself: a client signs with it and does not send it.
    init?(_ configuration: PieSocketConfiguration, secret: Secret?) {
        guard let secret, configuration.isSecure else { return nil }
        self.configuration = configuration
        self.secret = secret
    }

    public func objection(to publication: ClientPublication) -> String? {
        configuration.objection(to: publication.channel) ?? publication.objectionToData
    }

    public func request(for publication: ClientPublication, at now: Timestamp, nonce: [UInt8]) -> PublicationRequest {
        let address = WebAddress(
            isSecure: true, host: configuration.host, port: configuration.port, path: "/api/publish")
        let secret = String(decoding: secret.bytes, as: UTF8.self)
        var writer = JSONWriter(capacity: publication.data.utf8.count + 256)
        writer.beginObject()
        writer.key("key")
        writer.string(configuration.apiKey)
        writer.key("secret")
        writer.string(secret)
        writer.key("roomId")
        writer.string(publication.channel)
        writer.key("message")
        writer.raw(String(decoding: PieSocketFrame.message(publication), as: UTF8.self))
        writer.endObject()
        return PublicationRequest(
            HTTPRequest(
                method: "POST", url: address.url, headers: [HeaderField("Content-Type", "application/json")],
                body: writer.bytes),
            secrets: [secret])
    }

    /// The service says nowhere what it answers: any document without an `error` counts as success.
    public func outcome(of answer: HTTPAnswer, to request: PublicationRequest, at now: Timestamp) -> PublishOutcome {
        answer.outcome(to: request, missing: "there is no such cluster", at: now) { root in
            guard let error = Self.error(in: root) else { return .published(id: nil) }
            return .failed(Outage(.refused, reason: BodyLine.clipped(request.shown(error))))
        } words: { root in
            (Self.error(in: root) ?? root["message"]?.string?.string, nil)
        }
    }

    private static func error(in root: JSONValue) -> String? {
        root["error"]?.string.flatMap { $0.count > 0 ? $0.string : nil }
    }
}

/// What members say to a room.
enum PieSocketFrame {
    /// - Parameter publication: its data is checked JSON text.
    static func message(_ publication: ClientPublication) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("event")
        writer.string(publication.event)
        writer.key("data")
        writer.raw(publication.data)
        writer.endObject()
        return writer.bytes
    }
}
