import Diagnosis
import Domain
import Proxies
import Realtime
import Testing
import WebSocket

/// Whatever goes wrong: there is a cause and something to try, in whole sentences.
struct AdviceTests {
    private static let proxyFaults: [ProxyFault] =
        [
            .credentialsMissing, .credentialsRefused, .authenticationUnsupported(["NTLM", "Negotiate"]),
            .refused(status: 403, reason: "", retryAfter: nil), .refused(status: 502, reason: "", retryAfter: nil),
            .refused(status: 418, reason: "", retryAfter: nil), .notSOCKS, .noAcceptableMethod, .endedEarly,
            .unsendable("a name of 300 bytes"),
        ] + SOCKSReply.allCases.map { .socks($0) }

    private static let outcomes: [ConnectAttempt.Outcome] = [.refused, .noRoute, .timedOut, .other("odd")]

    private static let checks: [CertificateFault.Check] = [
        .expired, .notYetValid, .wrongName, .selfSigned, .unknownIssuer, .other("odd"),
    ]

    private static let handshakes: [HandshakeError] = [
        .invalidNonce, .invalidHost, .invalidPath, .invalidSubprotocol("x"), .invalidField(name: "x"),
        .reservedField(name: "x"), .endedEarly, .unsupportedVersion, .missingUpgrade, .missingConnection,
        .missingAccept, .repeatedAccept, .wrongAccept, .subprotocolNotOffered("x"), .repeatedSubprotocol,
        .missingSubprotocol, .extensionNotOffered("x"), .alreadyAnswered,
    ]

    private static let redirects: [RedirectFault] = [
        .tooMany(limit: 5), .loop("wss://a/"), .insecure("ws://a/"), .noLocation(status: 302),
        .unusable(location: "x:"),
    ]

    static let faults: [ConnectFault] =
        [
            .unknownHost("h"), .unknownHost("ws-eu.pusher.com"), .nameService(host: "h", reason: "no answer"),
            .noConnection([]), .noTLS(place: "h:1"), .tls(reason: "odd"), .clientCertificate(reason: "none"),
            .settings("x.pem: cannot be read"),
        ] + outcomes.map { .noConnection([ConnectAttempt(address: "1.2.3.4:5", outcome: $0)]) }
        + LinkStage.allCases.map { .timedOut($0, place: "h:1", after: .seconds(10)) }
        + LinkStage.allCases.map { .ended($0, place: "h:1") } + proxyFaults.map { .proxy($0, place: "proxy:3128") }
        + checks.map { .certificate(CertificateFault($0, host: "h", certificate: nil)) }
        + handshakes.map { .handshake($0) } + redirects.map { .redirect($0) }

    @Test(arguments: faults, [true, false])
    func everyFaultIsExplained(_ fault: ConnectFault, isSecure: Bool) throws {
        var visit = Visit("wss://h:1/x")
        visit.link(.began(host: "h", port: 1, isSecure: isSecure, proxy: nil))
        visit.fault(fault, after: 5)
        let finding = try #require(visit.report.findings.first { $0.outcome == .failed })
        #expect(visit.report.conclusion == (fault.isRefusal ? .refused : .unreachable))
        #expect(finding.result == fault.description)
        try expectSentences(finding.advice)
    }

    @Test(arguments: Array(1_000...1_015) + Array(4_000...4_010) + [4_100, 4_200, 4_201, 4_202, 4_299, 4_999, 70_000])
    func everyCloseIsExplained(_ code: Int) throws {
        for isGreeted in [false, true] {
            var visit = Visit()
            visit.connect()
            visit.secure()
            visit.upgrade()
            if isGreeted { visit.status(.connected) }
            visit.end(.closed(code: code, reason: ""), .closed)
            let finding = try #require(visit.report.findings.first { $0.outcome == .failed })
            #expect(finding.stage == (isGreeted ? .subscription : .greeting))
            try expectSentences(finding.advice)
        }
    }

    @Test(arguments: [200, 204, 301, 304, 400, 401, 403, 404, 407, 408, 410, 418, 426, 429, 500, 503, 599, 999])
    func everyStatusIsExplained(_ status: Int) throws {
        for isSecure in [false, true] {
            var visit = Visit()
            visit.resolve(isSecure: isSecure)
            visit.link(.connected(address: "52.1.2.3:443"))
            visit.end(.refused(status: status, retryAfter: nil, reason: ""))
            let finding = try #require(visit.report.findings.first { $0.outcome == .failed })
            #expect(finding.stage == .upgrade)
            try expectSentences(finding.advice)
        }
    }

    private func expectSentences(_ advice: [Advice]) throws {
        let first = try #require(advice.first)
        #expect(first.cause.hasSuffix("."))
        #expect(!first.remedies.isEmpty)
        for text in [first.cause] + first.remedies {
            #expect(text.first?.isUppercase == true || text.hasPrefix("socks5h://"), "\(text)")
            #expect(!text.contains("  ") && text.count > 15 && text.count < 330, "\(text)")
        }
    }
}
