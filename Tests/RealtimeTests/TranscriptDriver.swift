import Domain
import HTTP1
import WebSocket

@testable import Realtime

/// Stands in for the transport and the clock: performs what a session asks for on paper.
final class TranscriptDriver {
    private static let origin: Int64 = 1_763_700_000_000

    let session: Session
    private var now = Timestamp(milliseconds: TranscriptDriver.origin)
    private var timers: [(name: TimerName, due: Timestamp)] = []
    private var happenings: [String] = []
    private var request: ConnectionRequest?

    init(_ setup: TranscriptSetup, channels: [String]) throws {
        session = Session(
            feed: "feed", adapter: try setup.adapter(channels), channels: channels, policy: setup.policy,
            mapper: Mapper(), jitter: { setup.jitter })
    }

    func takeHappenings() -> [String] {
        defer { happenings = [] }
        return happenings
    }

    func step(_ line: String) throws {
        switch line.first {
        case "<": receive(line.dropFirst())
        case "+": try advance(by: duration(String(line.dropFirst())))
        default: try call(line)
        }
        collect()
    }

    // MARK: Steps

    private func receive(_ line: Substring) {
        let (kind, text) = line.cut(" ")
        let bytes =
            switch kind {
            case "bytes": Array(text.replacing("\\n", with: "\n").replacing("\\r", with: "\r").utf8)
            case "hex": text.split(separator: " ").compactMap { UInt8($0, radix: 16) }
            default: Array(text.utf8)
            }
        bytes.withUnsafeBytes { bytes in
            let message: Message =
                switch kind {
                case "bytes": .bytes(bytes)
                case "binary", "hex": .binary(bytes)
                default: .text(bytes)
                }
            session.received(message, at: now)
        }
    }

    private func call(_ line: String) throws {
        let (word, rest) = line.cut(" ")
        switch word {
        case "start": session.start(at: now)
        case "open": session.opened(try handshake(rest), at: now)
        case "subscribe": session.subscribe(to: rest, at: now)
        case "unsubscribe": session.unsubscribe(from: rest, at: now)
        case "publish":
            let (channel, event) = rest.cut(" ")
            let (name, data) = event.cut(" ")
            session.publish(ClientPublication(channel: channel, event: name, data: data), at: now)
        case "sleep": now = now + (try duration(rest))
        case "reconnect": session.reconnect(at: now)
        case "stop": session.stop(at: now)
        case "answer": try answer(rest)
        default: session.ended(try end(word, rest), at: now)
        }
    }

    /// `[SUBPROTOCOL] at URL NAME: VALUE`, each of them if wanted; at the request's own address where there is none.
    private func handshake(_ facts: String) throws -> Handshake? {
        guard let request, case .messageSocket = request.kind else { return nil }
        var handshake = Handshake(address: WebAddress(request))
        var rest = facts
        if rest.hasPrefix("[") {
            (handshake.subprotocol, rest) = (rest.dropFirst().cut("]").0, rest.cut("]").1.trimmingSpaces)
        }
        if rest.hasPrefix("at ") {
            handshake.address = try WebAddress(rest.cut(" ").1.cut(" ").0)
            rest = rest.cut(" ").1.cut(" ").1
        }
        if !rest.isEmpty { handshake.fields = [HeaderField(rest.cut(": ").0, rest.cut(": ").1)] }
        return handshake
    }

    private func end(_ word: String, _ rest: String) throws -> ConnectionEnd {
        let (first, reason) = rest.cut(" ")
        switch word {
        case "close": return .closed(code: Int(first), reason: reason)
        case "lost": return .lost(reason: rest)
        case "ended": return .ended
        case "not-offered": return .unreachable(.handshake(.subprotocolNotOffered(rest)))
        case "unreachable": return .unreachable(.nameService(host: "host", reason: rest))
        case "certificate": return .unreachable(.settings(rest))
        case "upgrade":
            let (retry, others) = reason.cut(" ")
            guard retry.hasPrefix("retry="), let seconds = Int(retry.dropFirst(6)) else {
                return .refused(status: Int(first) ?? 0, retryAfter: nil, reason: reason)
            }
            return .refused(status: Int(first) ?? 0, retryAfter: .seconds(seconds), reason: others)
        default: throw TranscriptScript.Unreadable(description: "there is no step \(word)")
        }
    }

    private func answer(_ rest: String) throws {
        let (number, answer) = rest.cut(" ")
        var (status, body) = answer.cut(" ")
        guard let number = Int(number) else {
            throw TranscriptScript.Unreadable(description: "an answer needs a number")
        }
        if status == "failed" { return session.answered(FetchID(number), .failed(reason: body), at: now) }
        var headers: [HeaderField] = []
        if let first = body.first, first.isUppercase {
            let (header, others) = body.cut(" ")
            headers.append(HeaderField(header.cut("=").0, header.cut("=").1))
            body = others
        }
        status = status.isEmpty ? "200" : status
        session.answered(
            FetchID(number), .response(status: Int(status) ?? 0, headers: headers, body: Array(body.utf8)), at: now)
    }

    // MARK: Time

    private func duration(_ text: String) throws -> Duration {
        for (unit, milliseconds) in [("ms", 1), ("s", 1_000), ("m", 60_000)] where text.hasSuffix(unit) {
            guard let number = Int(text.dropLast(unit.count)) else { continue }
            return .milliseconds(number * milliseconds)
        }
        throw TranscriptScript.Unreadable(description: "\(text) is no time")
    }

    private func advance(by duration: Duration) {
        let end = now + duration
        while let next = timers.min(by: { $0.due < $1.due }), next.due <= end {
            timers.removeAll { $0.name == next.name }
            now = max(now, next.due)
            session.elapsed(next.name, at: now)
            collect()
        }
        now = end
    }

    // MARK: What happened

    private func collect() {
        for effect in session.outbox.takeEffects() {
            if case .connect(let request) = effect { self.request = request }
            switch effect {
            case .start(let name, let after):
                timers.removeAll { $0.name == name }
                timers.append((name, now + after))
            case .cancel(let name): timers.removeAll { $0.name == name }
            default: happenings.append("> \(Self.text(of: effect))".trimmingSpaces)
            }
        }
        session.outbox.drainEnvelopes { happenings.append("= \(text(of: $0))".trimmingSpaces) }
    }

    private static func text(of effect: Outbox.Effect) -> String {
        switch effect {
        case .connect(let request):
            let headers = request.headers.map { " \($0.name): \($0.value)" }.joined()
            return "\(way(of: request))\(request.host):\(request.port)\(request.path)\(headers)"
        case .sendText(let text): return String(decoding: text, as: UTF8.self)
        case .sendBinary(let bytes): return "binary \(bytes)"
        case .close(let code, let reason): return "close \(code) \(reason)".trimmingSpaces
        case .drop: return "drop"
        case .fetch(let id, let request):
            let usual = ["Content-Type", "Accept"]
            let headers = request.headers.filter { !usual.contains($0.name) }.map { "\($0.name): \($0.value)" }
            let method = request.method == "POST" ? [] : [request.method]
            let parts =
                ["fetch \(id.number)"] + method + [request.url] + headers
                + [String(decoding: request.body, as: UTF8.self)]
            return parts.joined(separator: " ")
        case .finish(let outage):
            guard let outage else { return "finish" }
            return "finish \(outage.cause) \(outage.code.map { "\($0) " } ?? "")\(outage.reason)"
        case .start(let name, let after): return "start \(name.name) \(after)"
        case .cancel(let name): return "cancel \(name.name)"
        }
    }

    private static func way(of request: ConnectionRequest) -> String {
        let security = request.isSecure ? "s" : ""
        switch request.kind {
        case .messageSocket(let subprotocols):
            let asked = subprotocols.isEmpty ? "" : "[\(subprotocols.joined(separator: " "))] "
            return "connect \(asked)ws\(security)://"
        case .byteStream: return "stream http\(security)://"
        case .poller: return "poll http\(security)://"
        }
    }

    private func text(of envelope: Envelope) -> String {
        let channel = envelope.channel.map { "\($0): " } ?? ""
        let id = envelope.id.map { " id=\($0)" } ?? ""
        let source = envelope.source.map { " at=\(moment($0))" } ?? ""
        return channel + text(of: envelope.event, name: envelope.name ?? "-") + id + source
            + (envelope.origin == .live ? "" : " origin=\(envelope.origin)")
    }

    private func text(of event: Event, name: String) -> String {
        switch event {
        case .status(let status): "status \(Self.text(of: status))"
        case .gap(let gap):
            "gap \(moment(gap.from)) \(moment(gap.to)) \(gap.proof)" + (gap.lost.map { " lost \($0)" } ?? "")
        case .presence(let presence):
            (["presence", "[\(presence.members.joined(separator: " "))]"] + presence.joined.map { "+\($0)" }
                + presence.left.map { "-\($0)" }).joined(separator: " ")
        case .message(let payload): "message \(name) \(Self.text(of: payload))"
        case .notification, .lot, .bid, .vehicle, .ride, .drop: "\(event.kind) \(name)"
        }
    }

    private static func text(of payload: Payload?) -> String {
        switch payload {
        case nil: "-"
        case .json(let text): text
        case .text(let text): "text \(text)"
        case .binary(let bytes): "binary \(bytes)"
        }
    }

    private static func text(of status: FeedStatus) -> String {
        switch status {
        case .refused(let code, let reason), .closed(let code, let reason):
            "\(status.name) \(code.map { "\($0) " } ?? "")\(reason)"
        case .waiting(let attempt, let delay): "waiting \(attempt) \(delay.wholeMilliseconds)ms"
        case .warning(let text): "warning \(text)"
        case .connecting, .connected, .subscribed, .resumed, .completed: status.name
        }
    }

    private func moment(_ timestamp: Timestamp) -> String {
        let milliseconds = timestamp.milliseconds - Self.origin
        let fraction = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000).\(String(repeating: "0", count: max(0, 3 - fraction.count)))\(fraction)"
    }
}
