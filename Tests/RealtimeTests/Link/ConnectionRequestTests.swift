import Domain
import HTTP1
import Realtime
import Testing

/// Which answers a stream's request takes (RFC 9110 §12.5.1).
@Suite struct ConnectionRequestTests {
    @Test(
        arguments: [
            ("text/event-stream", "text/event-stream", true),
            ("text/event-stream", "text/event-stream;charset=UTF-8", true),
            ("text/event-stream", "Text/Event-Stream ; charset=utf-8", true), ("text/event-stream", "text/html", false),
            ("text/event-stream", "application/json", false), ("text/event-stream", "", false),
            ("text/event-stream", nil, false), ("text/event-stream;q=0.9, */*;q=0.1", "text/html", true),
            ("*/*", nil, true),
            ("a/b, application/x-ndjson", "application/x-ndjson; charset=utf-8", true), (nil, "text/html", true),
            (nil, nil, true),
        ] as [(String?, String?, Bool)])
    func accepts(_ accept: String?, _ contentType: String?, _ expected: Bool) {
        let headers = accept.map { [HeaderField("accept", $0)] } ?? []
        let request = ConnectionRequest(
            kind: .byteStream, isSecure: true, host: "h", port: 443, path: "/", headers: headers)
        #expect(request.accepts(contentType: contentType) == expected)
    }

    @Test func aPageInTheStreamsPlaceIsCalledSo() {
        let end = ConnectionEnd(
            refusal: 200, reason: "OK", fields: [HeaderField("Content-Type", "text/html")], body: [],
            wanted: "event stream", at: Timestamp(milliseconds: 0))
        #expect(end.reason == "a web page is there, and no event stream (text/html)")
    }
}
