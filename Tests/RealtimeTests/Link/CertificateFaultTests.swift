import Domain
import Realtime
import Testing

/// What is said of a certificate that was not accepted.
struct CertificateFaultTests {
    private static let now = Timestamp(milliseconds: 1_795_000_000_000)  // 2026-11-18
    private static let day: Int64 = 86_400_000

    private static func certificate(
        _ subject: String, by issuer: String = "Test CA", for names: [String] = ["live.example"],
        from: Int64 = -10, until: Int64 = 90
    ) -> CertificateFacts {
        CertificateFacts(
            subject: subject, issuer: issuer, names: names,
            validFrom: Timestamp(milliseconds: now.milliseconds + from * day),
            validUntil: Timestamp(milliseconds: now.milliseconds + until * day))
    }

    static let cases: [([CertificateFacts], String)] = [
        ([certificate("live", until: -1)], "the certificate of live.example (live) expired on 2026-11-17"),
        (
            [certificate("live", from: 2)],
            "the certificate of live.example (live) is not valid before 2026-11-20"
        ),
        (
            [certificate("other", for: ["a.example", "*.b.example"])],
            "the certificate is for a.example, *.b.example, not for live.example (valid until 2027-02-16)"
        ),
        (
            [certificate("other", for: (1...5).map { "\($0).example" })],
            "the certificate is for 1.example, 2.example, 3.example and 2 more, not for live.example (valid until 2027-02-16)"
        ),
        (
            [certificate("other", for: [])],
            "the certificate (other, valid until 2027-02-16) names no host, and so not live.example"
        ),
        (
            [certificate("live", by: "live")],
            "the certificate of live.example is signed by itself (live, valid until 2027-02-16)"
        ),
        (
            [certificate("live")],
            "the certificate of live.example is signed by Test CA, which is not trusted here (valid until 2027-02-16)"
        ),
        (
            [certificate("live"), certificate("Test CA", by: "Root", until: -3)],
            "the certificate of live.example (live) is not accepted: the certificate above it, of Test CA, expired on 2026-11-15"
        ),
        ([], "the certificate of live.example is not trusted"),
    ]

    @Test(arguments: cases)
    func words(_ chain: [CertificateFacts], _ words: String) {
        let fault = CertificateFault(host: "live.example", chain: chain, at: Self.now, words: "verify failed")
        #expect(fault.description == words)
    }

    /// The name in the certificate, the host, whether it is good (RFC 6125 §6.4).
    @Test(arguments: [
        ("live.example", "live.example", true), ("Live.Example", "live.example.", true),
        ("*.example", "live.example", true), ("*.example", "a.live.example", false), ("*.example", "example", false),
        ("*.live.example", ".live.example", false), ("live.example", "xlive.example", false),
        ("*", "live", false), ("l*.example", "live.example", false),
        // Host names are no addresses, whatever they look like.
        ("10.0.0.1", "10.0.0.1", false), ("*.0.0.1", "10.0.0.1", false),
    ])
    func names(_ name: String, _ host: String, _ isGood: Bool) {
        #expect(Self.certificate("x", for: [name]).isGood(for: host) == isGood)
    }
}
