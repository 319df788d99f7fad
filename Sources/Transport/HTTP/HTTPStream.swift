internal import Domain
internal import HTTP1
internal import NIOCore
internal import NIOHTTP1
internal import Realtime
internal import WebSocket

/// One long HTTP answer, such as a stream of server-sent events, from the request to its end. Lives on one event loop.
final class HTTPStream: FeedTransport {
    /// An answer that is not what was asked for, and the beginning of its body.
    private struct Refusal {
        var status: Int
        var reason: String
        var fields: [HeaderField]
        var body: [UInt8] = []
    }

    private let links: HTTPLinks
    private let eventLoop: any EventLoop
    private var listener: (any SocketListener)?
    private let original: ConnectionRequest
    /// Where we are, after redirects.
    private var request: ConnectionRequest
    private var redirects = Redirects()
    private var opening: Opening?
    private var link: HTTPLink?
    private var deadline: Scheduled<Void>?
    private var isOpen = false
    private var refusal: Refusal?
    private var isReading = true

    init(request: ConnectionRequest, links: HTTPLinks, eventLoop: any EventLoop, listener: any SocketListener) {
        original = request
        self.request = request
        self.links = links
        self.eventLoop = eventLoop
        self.listener = listener
    }

    func connect() {
        let isAtHome = WebAddress(request).hasSameOrigin(as: WebAddress(original))
        opening = links.open(to: request, isAtHome: isAtHome) { [weak self] in
            self?.listener?.socketLinked($0)
        } finish: { [weak self] result in
            guard let self, listener != nil else {
                if case .success(let link) = result { link.close() }
                return
            }
            opening = nil
            switch result {
            case .success(let link): ask(link)
            case .failure(let fault): end(.unreachable(fault))
            }
        }
    }

    func send(text: [UInt8]) {}
    func send(binary: [UInt8]) {}

    func close(_ code: CloseCode, reason: String) {
        eventLoop.assumeIsolated().execute { self.end(.closed(code: Int(code.rawValue), reason: reason)) }
    }

    func drop() {
        end(.ended)
    }

    func setReading(_ isReading: Bool) {
        self.isReading = isReading
        if isOpen { link?.setReading(isReading) }
    }

    // MARK: The inside

    private func ask(_ link: HTTPLink) {
        self.link = link
        var address = WebAddress(request)
        address.scheme = request.isSecure ? .https : .http
        var asked = HTTPRequest(url: address.url, headers: request.headers)
        if let cookies = listener?.socketCookies(for: request) { asked.headers.replace(with: [cookies]) }
        do {
            try asked.checkFields()
        } catch {
            link.close()
            return end(.unreachable(.settings("\(error)")))
        }
        let limit = links.link.stageLimit
        deadline = eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(limit.wholeMilliseconds)) { [weak self] in
            self?.timeUp(limit)
        }
        link.send(links.head(asked, to: address, on: link), body: [], to: self)
    }

    /// A server that has refused, and goes on with its reasons, has refused.
    private func timeUp(_ limit: Duration) {
        guard let refusal else {
            let place = Opening.place(request.host, request.port)
            return end(.unreachable(.timedOut(.upgrade, place: place, after: limit)))
        }
        refused(refusal)
    }

    /// Whether the answer is what was asked for, and not a page in its place.
    private func isStream(_ status: Int, _ fields: [HeaderField]) -> Bool {
        status == 200 && request.accepts(contentType: fields.values(of: "Content-Type").first)
    }

    private func refused(_ refusal: Refusal) {
        deadline?.cancel()
        link?.close()
        link = nil
        self.refusal = nil
        do throws(RedirectFault) {
            let next = try redirects.follow(status: refusal.status, fields: refusal.fields, from: request)
            guard let next else {
                return end(
                    ConnectionEnd(
                        refusal: refusal.status, reason: refusal.reason, fields: refusal.fields, body: refusal.body,
                        wanted: "event stream", at: WallClock.now))
            }
            request = next
            listener?.socketLinked(.redirected(status: refusal.status, to: "\(WebAddress(next))"))
            connect()
        } catch {
            end(.unreachable(.redirect(error)))
        }
    }

    private func end(_ reason: ConnectionEnd) {
        guard let listener else { return }
        self.listener = nil
        deadline?.cancel()
        opening?.cancel()
        opening = nil
        link?.close()
        link = nil
        listener.socketEnded(reason)
    }
}

extension HTTPStream: HTTPLinkListener {
    func answered(_ head: HTTPResponseHead) {
        let fields = head.headers.map { HeaderField($0.name, $0.value) }
        let status = Int(head.status.code)
        listener?.socketAnswered(fields, to: request)
        listener?.socketLinked(.answered(UpgradeFacts(status: status, server: fields.values(of: "Server").first)))
        guard isStream(status, fields) else {
            refusal = Refusal(status: status, reason: head.status.reasonPhrase, fields: fields)
            return
        }
        deadline?.cancel()
        isOpen = true
        listener?.socketOpened(nil)
        if !isReading { link?.setReading(false) }
    }

    func received(_ bytes: ByteBuffer) {
        guard refusal != nil else {
            bytes.withUnsafeReadableBytes { listener?.socketReceived(.bytes($0)) }
            return
        }
        let room = BodyExcerpt.limit - (refusal?.body.count ?? 0)
        refusal?.body += bytes.readableBytesView.prefix(max(0, room))
        if let refusal, refusal.body.count >= BodyExcerpt.limit { refused(refusal) }
    }

    func readComplete() {
        if isOpen { listener?.socketReadComplete() }
    }

    func completed() {
        link = nil
        if let refusal { return refused(refusal) }
        end(.closed(code: nil, reason: "the server ended the stream"))
    }

    func failed(_ error: any Error) {
        link = nil
        // What was said before it broke off holds.
        if let refusal { return refused(refusal) }
        guard !isOpen else { return end(.lost(reason: ConnectFault.words(for: error))) }
        let place = Opening.place(request.host, request.port)
        switch error {
        case is HTTPLink.Ended, HTTPParserError.invalidEOFState: end(.unreachable(.ended(.upgrade, place: place)))
        default:
            end(.unreachable(TLSRejection.clientCertificate(error) ?? .tls(reason: ConnectFault.words(for: error))))
        }
    }
}
