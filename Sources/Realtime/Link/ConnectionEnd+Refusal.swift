public import Domain
public import HTTP1

extension ConnectionEnd {
    /// An answer to the opening handshake other than 101, or to the request for a stream that is none: what it means, with the server's
    /// own words, and its wish to be left alone for a while (RFC 9110 §10.2.3, §15).
    ///
    /// - Parameters:
    ///   - reason: the status line's.
    ///   - body: as much of it as was read.
    ///   - wanted: what was asked for, for people.
    public init(
        refusal status: Int, reason: String, fields: [HeaderField], body: [UInt8], wanted: String = "WebSocket",
        at now: Timestamp
    ) {
        let refusal = Refusal(status: status, reason: reason, fields: fields, body: body, wanted: wanted)
        self = .refused(status: status, retryAfter: RetryAfter.delay(fields, at: now), reason: refusal.words)
    }
}

/// A server's answer to the opening handshake that is not what we wanted.
private struct Refusal {
    let status: Int
    let reason: String
    let fields: [HeaderField]
    let body: [UInt8]
    let wanted: String

    /// The most bytes of the server's that are shown of anything but the body.
    private static let limit = 80

    var words: String {
        [meaning ?? Self.cut(reason, to: Self.limit), BodyLine.read(body, fields)].compactMap { $0 }.filter {
            !$0.isEmpty
        }
        .joined(separator: ": ")
    }

    /// What the status says; `nil` where the server's own reason is as good.
    private var meaning: String? {
        switch status {
        case 200...299: "a web page is there, and no \(wanted)" + (value("Content-Type").map { " (\($0))" } ?? "")
        case 401: "the server wants authentication" + (scheme.map { " (\($0))" } ?? "")
        case 403: "the server forbids it: the key, the Origin or our address may not be among those it allows"
        case 404: "nothing is at this path"
        case 407: "the server wants proxy authentication, which only a proxy may"
        case 410: "what was at this path is gone for good"
        case 426: "the server wants another protocol" + otherProtocol
        case 429: "too many requests"
        case 503: "the service is unavailable"
        case 511: "the network wants a sign-in on a web page first"
        default: nil
        }
    }

    /// RFC 6455 §4.4, RFC 9110 §15.5.22.
    private var otherProtocol: String {
        let version = value("Sec-WebSocket-Version").map { "WebSocket version \($0), and ours is 13" }
        return (version ?? value("Upgrade")).map { ": \($0)" } ?? ""
    }

    /// The first way to authenticate that is offered.
    private var scheme: String? {
        value("WWW-Authenticate").map { String($0.prefix { $0 != " " && $0 != "," }) }
    }

    private func value(_ name: String) -> String? {
        fields.values(of: name).first.map { Self.cut($0, to: Self.limit) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func cut(_ text: String, to limit: Int) -> String {
        BodyLine.text(Array(text.utf8)[...].prefix(limit)) ?? ""
    }
}
