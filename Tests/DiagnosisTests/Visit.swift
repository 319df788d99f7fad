import Diagnosis
import Domain
import Realtime
import Testing

/// A server that is examined, told step by step.
struct Visit {
    var examination: Examination
    private let subject: Subject
    private(set) var now: Duration = .zero

    static let day = Timestamp(milliseconds: 1_795_219_200_000)  // 2026-11-21T00:00:00Z

    init(
        _ target: String = "pusher://4f3c2b1a@eu", channels: [String] = ["lots"], patience: Duration? = .seconds(5),
        needsChannel: Bool = true
    ) {
        subject = Subject(
            target: target, service: "Pusher", channels: channels, now: Self.day, patience: patience,
            needsChannel: needsChannel)
        examination = Examination(subject)
    }

    // MARK: Steps, each some milliseconds after the one before

    mutating func wait(_ milliseconds: Int) {
        now += .milliseconds(milliseconds)
    }

    mutating func link(_ event: LinkEvent, after milliseconds: Int = 0) {
        wait(milliseconds)
        examination.note(event, at: now)
    }

    mutating func status(_ status: FeedStatus, _ channel: String? = nil, after milliseconds: Int = 0) {
        wait(milliseconds)
        examination.note(status, channel: channel, at: now)
    }

    mutating func message(_ event: String, _ channel: String, after milliseconds: Int) {
        wait(milliseconds)
        examination.noteMessage(channel: channel, event: event, at: now)
    }

    mutating func giveUp(on channel: String, after milliseconds: Int) {
        wait(milliseconds)
        examination.giveUp(on: channel, at: now)
    }

    mutating func timeUp(after milliseconds: Int) {
        wait(milliseconds)
        examination.timeUp(at: now)
    }

    /// The connection ends, and the session with what it makes of that.
    mutating func end(
        _ end: ConnectionEnd, _ cause: Outage.Cause = .unreachable, code: Int? = nil, reason: String? = nil,
        after milliseconds: Int = 0
    ) {
        wait(milliseconds)
        examination.note(end, at: now)
        examination.end(Outage(cause, code: code ?? end.code, reason: reason ?? end.reason), at: now)
    }

    mutating func fault(_ fault: ConnectFault, after milliseconds: Int = 0) {
        end(.unreachable(fault), fault.isRefusal ? .refused : .unreachable, after: milliseconds)
    }

    // MARK: Ways that several servers share

    mutating func resolve(
        _ host: String = "ws-eu.pusher.com", port: Int = 443, isSecure: Bool = true, proxy: String? = nil
    ) {
        link(.began(host: host, port: port, isSecure: isSecure, proxy: proxy))
        link(.resolved(["52.1.2.3", "2a05:d018::1"]), after: 12)
    }

    mutating func connect() {
        resolve()
        link(.trying(address: "52.1.2.3:443"))
        link(.connected(address: "52.1.2.3:443"), after: 31)
    }

    /// A server on this machine, without TLS.
    mutating func connectLocally() {
        link(.began(host: "127.0.0.1", port: 6001, isSecure: false, proxy: nil))
        link(.trying(address: "127.0.0.1:6001"))
        link(.connected(address: "127.0.0.1:6001"), after: 1)
    }

    static func certificate(until days: Int = 100) -> CertificateFacts {
        CertificateFacts(
            subject: "*.pusher.com", issuer: "Amazon RSA 2048 M02", names: ["*.pusher.com", "pusher.com"],
            validFrom: day + .seconds(-86_400 * 200), validUntil: day + .seconds(86_400 * days))
    }

    mutating func secure(until days: Int = 100, isVerified: Bool = true) {
        let authority = CertificateFacts(
            subject: "Amazon RSA 2048 M02", issuer: "Amazon Root CA 1", names: [], validFrom: Self.day,
            validUntil: Self.day)
        link(
            .secured(
                TLSFacts(
                    version: "TLS 1.3", isVerified: isVerified, chain: [Self.certificate(until: days), authority])),
            after: 64)
    }

    mutating func upgrade(compressed: Bool = true) {
        let extensions = compressed ? "permessage-deflate; client_no_context_takeover" : nil
        link(.answered(UpgradeFacts(status: 101, extensions: extensions, server: "nginx")), after: 40)
    }

    /// Up to the service's greeting.
    mutating func greet() {
        connect()
        secure()
        upgrade()
        examination.note(roundTrip: .microseconds(28_400))
        status(.connected, after: 9)
    }

    mutating func subscribe(_ channel: String = "lots") {
        status(.subscribed, channel, after: 33)
    }

    // MARK: What comes of it

    var report: Report { examination.report }

    func screen(width: Int = 80, isASCII: Bool = false) -> String {
        let text = ReportText(width: width, isASCII: isASCII)
        let lines = text.heading(subject) + text.lines(report.findings) + text.summary(report)
        return lines.map { $0.map(\.text).joined() }.joined(separator: "\n")
    }
}

/// Compares a screen with the one that is expected, line for line.
func expect(
    _ visit: Visit, _ conclusion: Report.Conclusion, _ screen: String, width: Int = 80, isASCII: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let seen = visit.screen(width: width, isASCII: isASCII)
    #expect(seen == screen, "\n\(seen)", sourceLocation: sourceLocation)
    #expect(visit.report.conclusion == conclusion, sourceLocation: sourceLocation)
    #expect(visit.examination.progress == .complete, sourceLocation: sourceLocation)
    let widest = seen.split(separator: "\n").map(\.count).max() ?? 0
    #expect(widest <= width, sourceLocation: sourceLocation)
}
