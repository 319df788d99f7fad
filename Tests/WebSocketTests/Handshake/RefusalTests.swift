import HTTP1
import Testing
import WebSocket

/// RFC 9112 §6, §7: the answer is not a 101; what of its body is kept.
struct RefusalTests {
    /// The answer; the body kept; whether it takes the end of the transport to know it.
    static let answers: [(answer: String, body: String, needsEnd: Bool)] = [
        ("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope", "nope", false),
        ("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", "", false),
        ("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nno", "no", true),
        ("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nnope", "no", false),
        ("HTTP/1.0 502 Bad Gateway\r\n\r\nto the end", "to the end", true),
        ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nto the end", "to the end", true),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nto the end", "to the end", true),
        ("HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\nto the end", "to the end", true),
        ("HTTP/1.1 204 No Content\r\n\r\n", "", false),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n", "", false),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 No\r\nContent-Length: 1\r\n\r\nx", "x", false),
        ("HTTP/1.1 503 x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;a=b\r\n!\r\n0\r\n\r\n", "hello!", false),
        ("HTTP/1.1 503 x\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n0a\n0123456789\n0\n\n", "0123456789", false),
        ("HTTP/1.1 503 x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "hel", true),
        ("HTTP/1.1 503 x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX0\r\n", "hello", false),
        ("HTTP/1.1 503 x\r\nTransfer-Encoding: chunked\r\n\r\nno chunk", "", false),
        ("HTTP/1.1 503 x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\na", "", false),
        ("HTTP/1.1 503 x\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000001\r\na", "", false),
    ]

    @Test(arguments: answers)
    func bodies(_ answer: String, _ body: String, _ needsEnd: Bool) throws {
        let bytes = Array(answer.utf8)
        for size in [bytes.count, 1] {
            var handshake = try ClientHandshakeTests.handshake()
            var progress = ClientHandshake.Progress.needMore
            for start in stride(from: 0, to: bytes.count, by: size) where progress == .needMore {
                progress = bytes[start..<(start + size)].withUnsafeBytes { handshake.receive($0) }
            }
            #expect((progress == .needMore) == needsEnd)
            guard case .refused(let response) = needsEnd ? handshake.receiveEnd() : progress else {
                Issue.record("\(progress)")
                continue
            }
            #expect(String(decoding: response.body, as: UTF8.self) == body)
        }
    }

    @Test
    func whatARefusalSays() throws {
        let answer =
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 120\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 4\r\n\r\nslow"
        let progress = ClientHandshakeTests.feed(answer, to: try ClientHandshakeTests.handshake())
        guard case .refused(let response) = progress else {
            Issue.record("\(progress)")
            return
        }
        #expect(response.status == 429)
        #expect(response.reason == "Too Many Requests")
        #expect(response.value(of: "retry-after") == "120")
        #expect(response.fields.values(of: "X-A") == ["1", "2"])
        #expect(response.value(of: "Location") == nil)
        #expect(response.body == Array("slow".utf8))
    }

    @Test(arguments: ["Content-Length: 1000000", "X: y", "Transfer-Encoding: chunked"])
    func fourKiBAtMostAreKept(_ framing: String) throws {
        let chunk = framing.hasSuffix("chunked") ? "f4240\r\n" : ""
        let answer = "HTTP/1.1 500 x\r\n\(framing)\r\n\r\n\(chunk)" + String(repeating: "a", count: 10_000)
        let progress = ClientHandshakeTests.feed(answer, to: try ClientHandshakeTests.handshake())
        guard case .refused(let response) = progress else {
            Issue.record("\(progress)")
            return
        }
        #expect(response.body == Array(repeating: UInt8(ascii: "a"), count: 4096))
    }
}
