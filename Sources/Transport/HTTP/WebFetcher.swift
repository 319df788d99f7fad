public import NIOCore
public import Realtime

/// Plain HTTP requests beside the sockets: authorisation, history, publishing; by the same proxies and with the same TLS.
public final class WebFetcher {
    let links: HTTPLinks
    private let eventLoop: any EventLoop
    private var fetches: [ObjectIdentifier: Fetch] = [:]

    public init(link: LinkOptions = LinkOptions(), eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        links = HTTPLinks(link: link, eventLoop: eventLoop)
    }

    /// Sends a request; the answer comes on the event loop, always and once, but for those that `shutdown` cuts.
    public func fetch(_ request: HTTPRequest, _ body: @escaping (HTTPAnswer) -> Void) {
        var id: ObjectIdentifier?
        let fetch = Fetch(request, links) { [weak self] answer in
            if let id { self?.fetches[id] = nil }
            body(answer)
        }
        id = ObjectIdentifier(fetch)
        fetches[ObjectIdentifier(fetch)] = fetch
        fetch.start()
    }

    /// Ends what is under way. To be called before the event loop ends.
    public func shutdown() -> EventLoopFuture<Void> {
        for fetch in fetches.values { fetch.cancel() }
        fetches.removeAll()
        links.close()
        return eventLoop.makeSucceededVoidFuture()
    }
}
