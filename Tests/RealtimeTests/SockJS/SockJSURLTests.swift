import HTTP1
import Testing

@testable import Realtime

@Suite struct SockJSURLTests {
    private static let good: [(String, String)] = [
        ("sockjs+https://host/rt", "wss host 443 /rt/7/s/websocket"),
        ("sockjs+https://host/rt/", "wss host 443 /rt/7/s/websocket"),
        ("SOCKJS+HTTP://Host:8080/a/b//", "ws host 8080 /a/b/7/s/websocket"),
        ("sockjs+https://host", "wss host 443 /7/s/websocket"),
        ("sockjs+https://host/rt?room=1", "wss host 443 /rt/7/s/websocket?room=1"),
        ("https://host/rt", "wss host 443 /rt/7/s/websocket"),
    ]

    @Test(arguments: good)
    func reads(_ url: String, _ expected: String) throws {
        let request = try SockJSConfiguration(url: url).request(.framed, session: "7/s")
        #expect("\(request.isSecure ? "wss" : "ws") \(request.host) \(request.port) \(request.path)" == expected)
    }

    @Test func everyTransportHasItsRequest() throws {
        let configuration = try SockJSConfiguration(url: "sockjs+http://[::1]:8080/rt?room=1")
        #expect(configuration.request(.raw, session: "7/s").path == "/rt/websocket?room=1")
        let stream = configuration.request(.eventStream, session: "7/s")
        #expect(stream.kind == .byteStream)
        #expect(stream.path == "/rt/7/s/eventsource?room=1")
        #expect(configuration.infoRequest.url == "http://[::1]:8080/rt/info?room=1")
        let sending = configuration.sendRequest(session: "7/s", body: [])
        #expect(sending.url == "http://[::1]:8080/rt/7/s/xhr_send?room=1")
        // Servers take nothing else for a body.
        #expect(sending.headers.map(\.value) == ["text/plain"])
    }

    private static let bad: [(String, String)] = [
        ("", "URL: there is no scheme of this protocol"),
        ("sockjs://host/rt", "URL: there is no scheme of this protocol"),
        ("sockjs+https://", "host: it is missing"),
        ("sockjs+https://a:b@host/rt", "URL: a name or password does not belong into a URL"),
        ("sockjs+https://host/rt?jwt=hush", "URL query: a secret does not belong into a URL"),
    ]

    @Test(arguments: bad)
    func refuses(_ url: String, _ expected: String) {
        let error = #expect(throws: InvalidInput.self) { try SockJSConfiguration(url: url) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("hush") == false)
    }

    @Test(arguments: [
        ("login", "{broken", "login: it is not JSON"), ("login", #"["{secret}"]"#, "login: there is no secret"),
        ("subscribe", "", "subscribe: it is not JSON"), ("final_codes", "4,000", "final_codes: \"4,000\" is no close"),
        ("event_path", ".", "event_path: \".\" is no path"), ("token_query", "t", "token_query: there is no secret"),
    ])
    func refusesSettings(_ name: String, _ value: String, _ expected: String) {
        let settings = FeedSettings(url: "sockjs+https://host/rt", values: [name: .text(value)])
        let error = #expect(throws: InvalidInput.self) { try SockJSConfiguration(settings) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
    }

    @Test func sessionsAreUnlikeEachOther() {
        let names = (0..<50).map { _ in SockJSSession.random() }
        #expect(Set(names).count == 50)
        for name in names {
            let (server, session) = name.cut("/")
            #expect(server.count == 3 && server.allSatisfy(\.isNumber))
            #expect(session.count >= 8 && session.allSatisfy { $0.isASCII && ($0.isNumber || $0.isLowercase) })
        }
    }

    /// "EventSource": frames are whole however the body is cut.
    @Test(arguments: 1...12)
    func streamsAreCutAnywhere(_ size: Int) {
        let body = Array("\r\ndata: o\r\n\r\ndata:a[\"x\"]\n\n: comment\ndata: h\r\rdata: c[1,\"\"]".utf8)
        var stream = SockJSStream()
        var frames: [String] = []
        for start in stride(from: 0, to: body.count, by: size) {
            body[start..<min(start + size, body.count)].withUnsafeBytes { part in
                stream.append(part) { frames.append(String(decoding: $0, as: UTF8.self)) }
            }
        }
        #expect(frames == ["o", #"a["x"]"#, "h"])
    }

    @Test func aFrameWithoutEndIsNotKept() {
        var stream = SockJSStream()
        let part = [UInt8](repeating: 0x61, count: 1 << 20)
        for _ in 0..<6 { part.withUnsafeBytes { stream.append($0) { _ in } } }
        #expect(stream.hasOverflowed)
    }
}
