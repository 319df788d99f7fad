import HTTP1
import Proxies
import Testing

struct ProxyFaultTests {
    static let table: [(fault: ProxyFault, isLasting: Bool, isRefusal: Bool)] = [
        (.credentialsMissing, true, true), (.credentialsRefused, true, true),
        (.authenticationUnsupported(["Negotiate", "NTLM"]), true, true), (.noAcceptableMethod, true, true),
        (.malformed(.notHTTP), true, false), (.notSOCKS, true, false),
        (.unsendable("the port is not 1 to 65535"), true, false),
        (.endedEarly, false, false),
        (refused(403), true, true), (refused(404), true, false), (refused(302), true, false),
        (refused(408), false, false), (refused(429), false, false), (refused(500), false, false),
        (refused(502), false, false), (refused(503), false, false), (refused(504), false, false),
        (refused(403, .seconds(1)), false, true),
        (.socks(.notAllowed), true, true), (.socks(.commandUnsupported), true, false),
        (.socks(.addressUnsupported), true, false), (.socks(.generalFailure), false, false),
        (.socks(.networkUnreachable), false, false), (.socks(.hostUnreachable), false, false),
        (.socks(.connectionRefused), false, false), (.socks(.expired), false, false),
        (.socks(.unassigned), false, false),
    ]

    static func refused(_ status: Int, _ delay: Duration? = nil) -> ProxyFault {
        .refused(status: status, reason: "Reason", retryAfter: delay)
    }

    @Test(arguments: table)
    func whatItMeans(_ fault: ProxyFault, _ isLasting: Bool, _ isRefusal: Bool) {
        #expect(fault.isLasting == isLasting)
        #expect(fault.isRefusal == isRefusal)
    }

    @Test
    func noTwoSayTheSame() {
        let texts = Self.table.map(\.fault).filter { $0.retryAfter == nil }.map(\.description)
        #expect(Set(texts).count == texts.count)
        #expect(texts.allSatisfy { !$0.isEmpty && !$0.contains("\n") && !$0.hasSuffix(".") })
    }

    @Test
    func whatIsSaid() {
        #expect("\(Self.refused(503))" == "refused: 503 Reason")
        #expect("\(ProxyFault.refused(status: 503, reason: "", retryAfter: nil))" == "refused: 503")
        #expect("\(ProxyFault.authenticationUnsupported(["Negotiate", "NTLM"]))".contains("Negotiate or NTLM"))
        #expect(Self.refused(503, .seconds(3)).retryAfter == .seconds(3))
    }
}
