import Domain
import HTTP1
import NIOCore
import Realtime
import Server
import Transport
import World

/// Publishes as a backend does: signed HTTP requests to the service's API, one after the other so that order is kept.
final class BackendPublisher {
    private let application: Application
    private let base: String
    private let fetcher: WebFetcher
    private let eventLoop: any EventLoop
    private let failed: (Failure) -> Void
    private var hasEnded = false
    private var hasTold = false

    enum Failure {
        /// Without an answer the same is tried again; told once, until there is one.
        case unanswered(String)
        case refused(String)
    }

    /// The API takes ten events a batch.
    static let batchLimit = 10
    /// Before another try.
    private static let pause = TimeAmount.seconds(1)

    /// - Parameter address: where the API listens.
    init(
        application: Application, address: Address, eventLoop: any EventLoop, fetcher: WebFetcher,
        failed: @escaping (Failure) -> Void
    ) {
        self.application = application
        self.eventLoop = eventLoop
        self.fetcher = fetcher
        self.failed = failed
        base = "http://\(address.authority)"
    }

    /// Sends at most `batchLimit` events, then calls back.
    func publish(_ publications: [Publication], then body: @escaping () -> Void) {
        let batch = publications.map {
            PublishRequest.Event(name: $0.name, channel: $0.channel, data: String(decoding: $0.data, as: UTF8.self))
        }
        let publishing = PublishRequest(applicationID: application.id, batch: batch)
        let target = publishing.target(
            key: application.key, secret: application.secret,
            timestamp: Int(WallClock.now.milliseconds / 1_000))
        let request = HTTPRequest(
            method: publishing.method, url: base + target, headers: [HeaderField("Content-Type", "application/json")],
            body: publishing.body)
        fetcher.fetch(request) { [weak self] answer in
            guard let self, !hasEnded else { return }
            switch answer {
            case .response(status: 200, _, _):
                hasTold = false
                body()
            case .response(let status, _, let text):
                let words = String(decoding: text.prefix(200), as: UTF8.self)
                failed(.refused("publishing was refused: \(status) \(words)"))
            case .failed(let reason): retry(publications, after: reason, then: body)
            }
        }
    }

    /// Nothing is tried again from here on.
    func stop() {
        hasEnded = true
    }

    /// Signed anew, for a signature is good for some minutes only.
    private func retry(_ publications: [Publication], after reason: String, then body: @escaping () -> Void) {
        if !hasTold { failed(.unanswered("publishing failed, and is tried again: \(reason)")) }
        hasTold = true
        eventLoop.assumeIsolated().scheduleTask(in: Self.pause) { [weak self] in
            guard let self, !hasEnded else { return }
            publish(publications, then: body)
        }
    }
}
