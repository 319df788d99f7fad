public import Domain
internal import HTTP1
internal import JSON

/// Events of an app's backend, through the HTTP API ("HTTP API"): any name on any channel.
public struct PusherPublisher: Publisher {
    private let configuration: PusherConfiguration
    private let appID: String
    private let secret: Secret
    /// Opens and seals encrypted channels.
    private let masterKey: Secret?

    /// `nil` without the app's id or without its secret.
    init?(_ configuration: PusherConfiguration) {
        guard let appID = configuration.appID,
            case .secret(let secret, let masterKey) = configuration.authorisation
        else { return nil }
        self.configuration = configuration
        self.appID = appID
        self.secret = secret
        self.masterKey = masterKey
    }

    public func objection(to publication: ClientPublication) -> String? {
        let event = publication.event
        if event.isEmpty { return "the event has no name" }
        if event.unicodeScalars.count > PusherAdapter.PublicationLimit.eventName {
            return "the event's name is longer than \(PusherAdapter.PublicationLimit.eventName) characters"
        }
        if event.hasPrefix("pusher:") || event.hasPrefix("pusher_internal:") {
            return "names that start with pusher: are the protocol's own"
        }
        if isSealed(publication.channel), masterKey == nil {
            return "events on encrypted channels need the master_key"
        }
        return publication.objectionToData
    }

    private func isSealed(_ channel: String) -> Bool {
        PusherChannel.traits(of: channel).contains(.encrypted)
    }

    // MARK: The request

    public func request(for publication: ClientPublication, at now: Timestamp, nonce: [UInt8]) -> PublicationRequest {
        let path = "/apps/\(appID)/events"
        let body = body(publication, nonce)
        let query = [
            ("auth_key", configuration.key), ("auth_timestamp", "\(now.milliseconds / 1_000)"),
            ("auth_version", "1.0"), ("body_md5", PusherSignature.md5(body)),
        ]
        let signature = PusherSignature.request(
            method: "POST", path: path, query: query.map { "\($0.0)=\($0.1)" }.joined(separator: "&"), secret: secret)
        let text = (query + [("auth_signature", signature)]).map { "\($0.0)=\(FormBody.percentEncoded($0.1))" }
        let address = WebAddress(
            isSecure: configuration.isSecure, host: host, port: configuration.port,
            path: "\(configuration.pathPrefix)\(path)?\(text.joined(separator: "&"))")
        return PublicationRequest(
            HTTPRequest(
                method: "POST", url: address.url, headers: [HeaderField("Content-Type", "application/json")],
                body: body),
            secrets: [signature])
    }

    /// pusher.com has a host of its own for this beside each cluster's `ws-…`; other servers have not.
    private var host: String {
        guard configuration.isHosted, configuration.host.hasPrefix("ws-") || configuration.host.hasPrefix("ws.") else {
            return configuration.host
        }
        return "api" + configuration.host.dropFirst("ws".count)
    }

    /// The data goes as a string that holds JSON, in the form in which clients get it.
    private func body(_ publication: ClientPublication, _ nonce: [UInt8]) -> [UInt8] {
        var writer = JSONWriter(capacity: publication.data.utf8.count + 256)
        writer.beginObject()
        writer.key("name")
        writer.string(publication.event)
        writer.key("channels")
        writer.beginArray()
        writer.string(publication.channel)
        writer.endArray()
        writer.key("data")
        writer.string(data(publication, nonce))
        writer.endObject()
        return writer.bytes
    }

    /// Sealed where the channel wants that; what cannot be sealed does not go out at all.
    private func data(_ publication: ClientPublication, _ nonce: [UInt8]) -> String {
        guard isSealed(publication.channel) else { return publication.data }
        guard let masterKey else { return "" }
        let key = PusherSignature.channelKey(publication.channel, masterKey: masterKey)
        guard let box = SecretBox.seal(Array(publication.data.utf8), nonce: nonce, key: key) else { return "" }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("nonce")
        writer.string(Base64.encode(nonce))
        writer.key("ciphertext")
        writer.string(Base64.encode(box))
        writer.endObject()
        return writer.text
    }

    // MARK: The answer

    /// `{}`, or with what was asked for of the channels; refusals are plain text. Servers of the same kind have other ways to say yes, down to
    /// saying nothing, but for pages: those come from somebody on the way.
    public func outcome(of answer: HTTPAnswer, to request: PublicationRequest, at now: Timestamp) -> PublishOutcome {
        if case .response(200..<300, let headers, let body) = answer, !BodyLine.isPage(body, headers) {
            return .published(id: nil)
        }
        return answer.outcome(to: request, missing: "there is no such app (is the app_id right?)", at: now) { _ in nil }
    }
}
