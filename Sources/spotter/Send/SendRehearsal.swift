import Domain
import HTTP1
import JSON
import Realtime
import Transport

/// What a message's way would be, told without connecting.
enum SendRehearsal {
    /// Lines for people; no secret is in them.
    static func text(of plan: SendPlan) -> String {
        let lines =
            switch plan.way {
            case .client: client(plan)
            case .backend(let publisher): backend(plan.request(by: publisher))
            }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func backend(_ publication: PublicationRequest) -> [String] {
        let request = publication.request
        let body = request.body.isEmpty ? [] : ["body \(publication.shownBody)"]
        return ["\(request.method) \(publication.shownURL)"] + request.headers.map(line) + body
    }

    private static func client(_ plan: SendPlan) -> [String] {
        let session = plan.feed.session(Mapper.Options())
        session.start(at: WallClock.now)
        let requests = session.outbox.takeEffects().compactMap { effect in
            if case .connect(let request) = effect { request } else { nil }
        }
        var lines = requests.flatMap { connection($0, plan.feed.link) }
        if lines.isEmpty { lines = ["connect to \(plan.feed.service), once it has given a token"] }
        lines += plan.feed.channels.map { "subscribe \(quoted($0))" }
        lines.append("publish \(json(plan.publication))")
        return lines
    }

    private static func connection(_ request: ConnectionRequest, _ link: LinkOptions) -> [String] {
        var address = WebAddress(request)
        var subprotocols: [String] = []
        if case .messageSocket(let asked) = request.kind {
            subprotocols = asked + link.subprotocols
        } else {
            address.scheme = request.isSecure ? .https : .http
        }
        var lines = [(request.kind == .poller ? "requests to " : "connect GET ") + "\(address)"]
        if !subprotocols.isEmpty { lines.append("subprotocols \(subprotocols.joined(separator: ", "))") }
        return lines + (request.headers + link.headers).map(line)
    }

    /// A secret may stand in any field, whatever it is called.
    private static func line(_ header: HeaderField) -> String { "header \(header.name): <not shown>" }

    private static func json(_ publication: ClientPublication) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("channel")
        writer.string(publication.channel)
        writer.key("event")
        writer.string(publication.event)
        writer.key("data")
        writer.raw(publication.data)
        writer.endObject()
        return writer.text
    }

    private static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return writer.text
    }
}
