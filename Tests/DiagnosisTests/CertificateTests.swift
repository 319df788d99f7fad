import Diagnosis
import Domain
import Realtime
import Testing

/// Servers that do not prove who they are, or that want us to.
struct CertificateTests {
    static let certificates: [(CertificateFault.Check, String)] = [
        (
            .expired,
            """
             Pusher at wss://rt.example.com/socket

             ✔ name            12 ms   rt.example.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✔ connection      31 ms   52.1.2.3:443
             ✘ TLS             64 ms   the certificate of rt.example.com (*.pusher.com)
                                       expired on 2026-11-18
                 likely   A certificate is how a server proves who it is, and this one's
                          time is over. Whoever runs the server has forgotten to renew it;
                          or this computer's date is wrong.
                 try      Look at the date of this computer: date
                          Tell those who run rt.example.com; only they can renew it.
                          For a test only: --insecure goes on without the proof; anybody on
                          the way can then read and change everything.
             · not reached             upgrade, greeting, subscription, first message, round
                                       trip, clock

             Stops at TLS: the certificate of rt.example.com (*.pusher.com) expired on
             2026-11-18.
            """
        ),
        (
            .wrongName,
            """
             Pusher at wss://rt.example.com/socket

             ✔ name            12 ms   rt.example.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✔ connection      31 ms   52.1.2.3:443
             ✘ TLS             64 ms   the certificate is for *.pusher.com, pusher.com, not
                                       for rt.example.com (valid until 2027-03-01)
                 likely   The server proves to be somebody else than rt.example.com. The
                          address has another name than the server's own, or somebody stands
                          in between (a hotel's network, for one).
                 try      Put the server's own name into the address: pusher.com, if that is
                          whom you mean.
                          If you have not signed in to the network that you are in, open any
                          web page, sign in, and run this again.
                          If the server is yours, have its certificate made for
                          rt.example.com too.
             · not reached             upgrade, greeting, subscription, first message, round
                                       trip, clock

             Stops at TLS: the certificate is for *.pusher.com, pusher.com, not for
             rt.example.com (valid until 2027-03-01).
            """
        ),
        (
            .selfSigned,
            """
             Pusher at wss://rt.example.com/socket

             ✔ name            12 ms   rt.example.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✔ connection      31 ms   52.1.2.3:443
             ✘ TLS             64 ms   the certificate of rt.example.com is signed by itself
                                       (*.pusher.com, valid until 2027-03-01)
                 likely   The server vouches for itself, and nobody else does. That is usual
                          for a server under development; on the internet it can mean that
                          somebody stands in between.
                 try      If the server is yours, save its certificate and trust it: openssl
                          s_client -connect rt.example.com:443 -servername rt.example.com
                          </dev/null | openssl x509 > server.pem, then add --ca server.pem.
                          For a test only: --insecure goes on without the proof; anybody on
                          the way can then read and change everything.
                          If it is not yours, do not go on; ask those who run it.
             · not reached             upgrade, greeting, subscription, first message, round
                                       trip, clock

             Stops at TLS: the certificate of rt.example.com is signed by itself
             (*.pusher.com, valid until 2027-03-01).
            """
        ),
        (
            .unknownIssuer,
            """
             Pusher at wss://rt.example.com/socket

             ✔ name            12 ms   rt.example.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✔ connection      31 ms   52.1.2.3:443
             ✘ TLS             64 ms   the certificate of rt.example.com is signed by Amazon
                                       RSA 2048 M02, which is not trusted here (valid until
                                       2027-03-01)
                 likely   Amazon RSA 2048 M02 vouches for the server, and this computer does
                          not know whether to trust that. It may be your company's own
                          authority, a firewall that reads along, or a server that does not
                          send its whole proof.
                 try      In a company, ask for the authority's certificate, and add --ca
                          FILE.
                          If web pages fail in the same way, install the usual authorities:
                          apt install ca-certificates
                          For a test only: --insecure goes on without the proof; anybody on
                          the way can then read and change everything.
             · not reached             upgrade, greeting, subscription, first message, round
                                       trip, clock

             Stops at TLS: the certificate of rt.example.com is signed by Amazon RSA 2048
             M02, which is not trusted here (valid until 2027-03-01).
            """
        ),
    ]

    @Test(arguments: certificates)
    func certificate(_ check: CertificateFault.Check, _ screen: String) {
        var visit = Visit("wss://rt.example.com/socket")
        visit.resolve("rt.example.com")
        visit.link(.connected(address: "52.1.2.3:443"), after: 31)
        let certificate = Visit.certificate(until: check == .expired ? -3 : 100)
        visit.fault(.certificate(CertificateFault(check, host: "rt.example.com", certificate: certificate)), after: 64)
        expect(visit, .unreachable, screen)
    }

    @Test func aClientCertificateIsWantedAfterTheHandshake() {
        var visit = Visit()
        visit.connect()
        visit.secure()
        visit.fault(.clientCertificate(reason: "certificate required"), after: 20)
        expect(
            visit, .refused,
            """
             Pusher at pusher://4f3c2b1a@eu

             ✔ name            12 ms   ws-eu.pusher.com has 2 addresses: 52.1.2.3,
                                       2a05:d018::1
             ✔ connection      31 ms   52.1.2.3:443
             ✔ TLS             64 ms   TLS 1.3, certificate for *.pusher.com by Amazon RSA
                                       2048 M02, until 2027-03-01 (100 days)
                                       chain: *.pusher.com < Amazon RSA 2048 M02
             ✘ TLS             20 ms   the server refused for want of a client certificate
                                       it accepts: certificate required
                 likely   The server lets in only those who show a certificate of their own,
                          and it did not accept ours, or got none.
                 try      Ask those who run ws-eu.pusher.com for a certificate and its key,
                          and give both: --cert FILE --key FILE.
                          If you did, it may be the wrong one, or have expired:
                          openssl x509 -in FILE -noout -dates
             · not reached             upgrade, greeting, subscription, first message, round
                                       trip, clock

             Stops at TLS: the server refused for want of a client certificate it accepts:
             certificate required.
            """)
    }
}
