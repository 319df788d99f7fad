internal import Domain
internal import HTTP1
internal import NIOCore
internal import NIOHTTP1
internal import Realtime

/// One request, from finding a connection for it to the whole answer. Lives on one event loop; `finish` is called once, later.
final class Fetch {
    private let request: HTTPRequest
    private let links: HTTPLinks
    private var finish: ((HTTPAnswer) -> Void)?
    private var opening: Opening?
    private var link: HTTPLink?
    private var head: HTTPResponseHead?
    private var body: [UInt8] = []
    private var deadline: Scheduled<Void>?

    /// Bytes of the largest answer that is read.
    static let bodyLimit = 1 << 20

    init(_ request: HTTPRequest, _ links: HTTPLinks, finish: @escaping (HTTPAnswer) -> Void) {
        self.request = request
        self.links = links
        self.finish = finish
    }

    func start() {
        deadline = links.eventLoop.assumeIsolated().scheduleTask(
            in: .milliseconds(request.timeout.wholeMilliseconds)
        ) { self.fail("no answer within \(self.request.timeout.components.seconds) s") }
        do throws(InvalidInput) {
            try request.checkFields()
            let address = try WebAddress(request.url)
            connect(to: address)
        } catch {
            links.eventLoop.assumeIsolated().execute { self.fail("\(error)") }
        }
    }

    /// Gives up without a word.
    func cancel() {
        finish = nil
        link?.close()
        end()
    }

    private func connect(to address: WebAddress) {
        let target = ConnectionRequest(to: address)
        // What does something is not sent where it may be lost with the connection: nobody would know whether it was done.
        if request.method == "GET", let link = links.takeIdle(to: target) { return send(on: link, to: address) }
        opening = links.open(to: target) { [weak self] result in
            guard let self else {
                if case .success(let link) = result { link.close() }
                return
            }
            opening = nil
            switch result {
            case .success(let link): send(on: link, to: address)
            case .failure(let fault): fail(fault.brief)
            }
        }
    }

    private func send(on link: HTTPLink, to address: WebAddress) {
        self.link = link
        link.send(links.head(request, to: address, on: link), body: request.body, to: self)
    }

    private func fail(_ reason: String) {
        link?.close()
        conclude(.failed(reason: reason))
    }

    private func conclude(_ answer: HTTPAnswer) {
        let finish = finish
        self.finish = nil
        end()
        finish?(answer)
    }

    private func end() {
        deadline?.cancel()
        opening?.cancel()
        opening = nil
        link = nil
    }
}

extension Fetch: HTTPLinkListener {
    func answered(_ head: HTTPResponseHead) {
        self.head = head
    }

    func received(_ bytes: ByteBuffer) {
        guard body.count + bytes.readableBytes <= Self.bodyLimit else {
            return fail("the answer is larger than \(Self.bodyLimit >> 20) MiB")
        }
        body += bytes.readableBytesView
    }

    func readComplete() {}

    func completed() {
        guard let head else { return fail("no answer") }
        link = nil
        conclude(
            .response(
                status: Int(head.status.code), headers: head.headers.map { HeaderField($0.name, $0.value) }, body: body)
        )
    }

    func failed(_ error: any Error) {
        link = nil
        fail(ConnectFault.words(for: error))
    }
}

extension HTTPRequest {
    func checkFields() throws(InvalidInput) {
        // What it says is not repeated: it may be a secret.
        for field in headers where !field.isSendable {
            throw InvalidInput("it cannot be sent", in: "a header field", expected: "a name, and a value on one line")
        }
    }
}

extension ConnectFault {
    /// Without the place, where that is known from elsewhere.
    fileprivate var brief: String {
        switch self {
        case .noConnection(let attempts) where attempts.count == 1: "\(attempts[0].outcome)"
        default: description
        }
    }
}
