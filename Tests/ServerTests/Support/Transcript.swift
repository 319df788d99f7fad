import Testing
import WebSocket

@testable import Server

/// Plays a conversation to an exchange, and compares what it asks for with what is written down.
///
///     a connects                             a connection opens (or: a connects /app/KEY?protocol=7)
///     a> {"event":…}                         a sends
///     a subscribes private-x                 a sends a subscription with a right signature
///     a subscribes presence-x {"user_id":…}  the same with channel_data
///     a signs in {"id":"u7"}                 a sends a sign-in with a right signature
///     a leaves                               the transport ends
///     +30s                                   time passes
///     POST /apps/42/events {…}               a request with a right signature; GET as well
///
/// What follows from it comes below, all of it and in order:
///
///     a,b< {"event":…}                       one message for a and b
///     a x 4001 reason                        a is closed
///     = 200 {…}                              the answer to the request
struct Transcript {
    private var exchange: Exchange
    private var now = Duration.zero

    init(_ configuration: ServerConfiguration = .demo()) {
        exchange = Exchange(configuration)
    }

    /// The first client is `a`, with the socket id 1.1.
    static func socket(_ name: Substring) -> SocketID {
        let number = UInt64(name.utf8.first ?? 0) &- 96
        return SocketID(number, number)
    }

    mutating func play(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        var played: [String] = []
        for line in text.split(separator: "\n") where !Self.isOutcome(line) {
            played.append(String(line))
            played += perform(line, sourceLocation)
        }
        let expected = text.split(separator: "\n").map(String.init)
        #expect(played == expected, sourceLocation: sourceLocation)
    }

    private static func isOutcome(_ line: Substring) -> Bool {
        line.hasPrefix("=") || line.prefix(while: { $0 != " " }).hasSuffix("<") || line.dropFirst().hasPrefix(" x ")
    }

    private mutating func perform(_ line: Substring, _ sourceLocation: SourceLocation) -> [String] {
        let words = line.split(separator: " ", maxSplits: 2)
        if line.hasPrefix("+"), let seconds = Int(line.dropFirst().dropLast()) {
            now += .seconds(seconds)
            return render(exchange.tick(now: now))
        }
        if words[0] == "POST" || words[0] == "GET" { return request(words) }
        let client = Self.socket(line.prefix(1))
        if words[0].hasSuffix(">") { return send(String(line.dropFirst(3)), from: client) }
        switch words[1] {
        case "connects": return connect(client, words.count > 2 ? words[2] : "/app/spotkey01?protocol=7")
        case "leaves": return render(exchange.disconnected(client, now: now))
        case "subscribes": return send(subscription(words[2], client), from: client)
        case "signs": return send(signIn(String(words[2].dropFirst(3)), client), from: client)
        default:
            Issue.record("cannot play '\(line)'", sourceLocation: sourceLocation)
            return []
        }
    }

    private mutating func connect(_ client: SocketID, _ target: Substring) -> [String] {
        let parts = target.split(separator: "?", maxSplits: 1)
        let query = parts.count > 1 ? String(parts[1]) : ""
        return render(exchange.connected(client, path: String(parts[0]), query: query, now: now))
    }

    mutating func send(_ text: String, from client: SocketID) -> [String] {
        let effects = Array(text.utf8).withUnsafeBytes { exchange.received($0, from: client, now: now) }
        return render(effects)
    }

    private mutating func request(_ words: [Substring]) -> [String] {
        let parts = words[1].split(separator: "?", maxSplits: 1)
        let query = QueryString(parts.count > 1 ? String(parts[1]) : "")
        let request = APIRequest.signed(
            String(words[0]), String(parts[0]), query.items.map { ($0.name, $0.value) },
            body: words.count > 2 ? String(words[2]) : "")
        let (response, effects) = exchange.respond(to: request, now: now, unixTime: epoch)
        return render(effects) + ["= \(response.status) \(response.body)".trimmed]
    }

    private func subscription(_ rest: Substring, _ client: SocketID) -> String {
        let parts = rest.split(separator: " ", maxSplits: 1).map(String.init)
        let id = client.description
        guard parts.count > 1 else {
            let auth = SubscriptionSignature.channel(parts[0], socketID: id).auth(.demo)
            return #"{"event":"pusher:subscribe","data":{"channel":"\#(parts[0])","auth":"\#(auth)"}}"#
        }
        let auth = SubscriptionSignature.presence(parts[0], socketID: id, data: parts[1]).auth(.demo)
        let data = parts[1].quoted
        return
            #"{"event":"pusher:subscribe","data":{"channel":"\#(parts[0])","auth":"\#(auth)","channel_data":\#(data)}}"#
    }

    private func signIn(_ data: String, _ client: SocketID) -> String {
        let auth = SubscriptionSignature.user(socketID: client.description, data: data).auth(.demo)
        return #"{"event":"pusher:signin","data":{"auth":"\#(auth)","user_data":\#(data.quoted)}}"#
    }

    private func render(_ effects: [Effect]) -> [String] {
        effects.map { effect in
            switch effect {
            case .send(let text, let sockets):
                let names = sockets.sorted().map(name).joined(separator: ",")
                return "\(names)< \(String(decoding: text, as: UTF8.self))"
            case .close(let socket, let refusal):
                return "\(name(socket)) x \(refusal.code) \(refusal.reason)"
            }
        }
    }

    private func name(_ socket: SocketID) -> String {
        String(UnicodeScalar(UInt8(truncatingIfNeeded: socket.first &+ 96)))
    }
}

extension String {
    var quoted: String {
        "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
    }

    var trimmed: String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
