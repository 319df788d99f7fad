import Domain
import HTTP1
import Realtime
import Server
import Transport
import World

/// Publishes as a backend does: signed HTTP requests to the service's API, one after the other so that order is kept.
final class BackendPublisher {
    private let application: Application
    private let base: String
    private let fetcher: WebFetcher
    private let failed: (String) -> Void

    /// The API takes ten events a batch.
    static let batchLimit = 10

    /// - Parameter address: where the API listens.
    init(application: Application, address: Address, fetcher: WebFetcher, failed: @escaping (String) -> Void) {
        self.application = application
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
        fetcher.fetch(request) { [failed] answer in
            switch answer {
            case .response(status: 200, _, _): body()
            case .response(let status, _, let text):
                failed("publishing was refused: \(status) \(String(decoding: text.prefix(200), as: UTF8.self))")
            case .failed(let reason): failed("publishing failed: \(reason)")
            }
        }
    }
}
