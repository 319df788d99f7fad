import Foundation
import NIOSSL
import Testing

@Suite("TLS: whom the program trusts, and who it says it is")
struct TLSTests {
    private static let trust = ["--ca", Certificate.authority.path]

    // MARK: The server's certificate

    @Test(
        "--ca trusts that authority, for names and for addresses",
        arguments: ["localhost", "127.0.0.1"] + (Loopback.hasIPv6 ? ["::1"] : []))
    func anAuthorityIsTrusted(host: String) throws {
        let server = try LinkServer(host: host == "::1" ? host : "127.0.0.1", tls: ServerTLS())
        let result = try Tail.once(server.url(host), Self.trust)
        #expect(result.hasConnected, "\(result)")
        #expect(result.errors.isEmpty)
    }

    struct Rejection: CustomTestStringConvertible, Sendable {
        var certificate: Certificate
        var options: [String]
        var words: String
        var testDescription: String { "\(certificate.rawValue) \(options.isEmpty ? "" : "with --ca")" }
    }

    static let rejections = [
        Rejection(
            certificate: .localhost, options: [],
            words: "the certificate of localhost is signed by spotter test authority, which is not trusted here "
                + "(valid until 2120-01-01)"),
        Rejection(
            certificate: .elsewhere, options: trust,
            words: "the certificate is for elsewhere.example, *.elsewhere.example, not for localhost "
                + "(valid until 2120-01-01)"),
        Rejection(
            certificate: .expired, options: trust,
            words: "the certificate of localhost (localhost) expired on 2021-01-01"),
        Rejection(
            certificate: .selfSigned, options: trust,
            words: "the certificate of localhost is signed by itself (localhost, valid until 2120-01-01)"),
    ]

    /// It does not get better by itself: nobody is asked again, and nothing of ours is sent.
    @Test(
        "a bad certificate ends it at once, with one line that says the check, the name and the date",
        arguments: rejections, [0, nil])
    func aBadCertificateIsRefused(_ rejection: Rejection, attempts: Int?) throws {
        let server = try LinkServer(tls: ServerTLS(certificate: rejection.certificate))
        let result = try Tail.once(server.url("localhost"), rejection.options, attempts: attempts)
        #expect(result.status == 3)
        #expect(result.complaint == "spotter: pusher: no connection: \(rejection.words)")
        #expect(server.requests.isEmpty)
    }

    @Test("a certificate for other names is not for an address either")
    func anAddressIsCompared() throws {
        let server = try LinkServer(tls: ServerTLS(certificate: .elsewhere))
        let result = try Tail.once(server.url("127.0.0.1"), Self.trust, attempts: nil)
        #expect(result.status == 3)
        #expect(result.errors.contains("for elsewhere.example, *.elsewhere.example, not for 127.0.0.1"))
        #expect(server.requests.isEmpty)
    }

    @Test(
        "--insecure connects all the same, and says what that means",
        arguments: [Certificate.localhost, .elsewhere, .expired, .selfSigned])
    func insecureConnects(_ certificate: Certificate) throws {
        let server = try LinkServer(tls: ServerTLS(certificate: certificate))
        let result = try Tail.once(server.url("localhost"), ["--insecure"])
        #expect(result.hasConnected, "\(result)")
        #expect(result.errors.contains("certificates are NOT verified (insecure)"))
    }

    // MARK: The protocol

    @Test("TLS 1.2 and 1.3 will do", arguments: [TLSVersion.tlsv12, .tlsv13])
    func currentVersionsConnect(_ version: TLSVersion) throws {
        let server = try LinkServer(tls: ServerTLS(latest: version))
        #expect(try Tail.once(server.url(), Self.trust).hasConnected)
    }

    @Test("TLS 1.1 will not, not even with --insecure", arguments: [trust, ["--insecure"]])
    func anOldVersionIsRefused(_ options: [String]) throws {
        let server = try LinkServer(tls: ServerTLS(latest: .tlsv11))
        let result = try Tail.once(server.url(), options)
        #expect(result.status == 3)
        #expect(result.errors.contains("pusher: no connection: TLS failed: "), "\(result.errors)")
        #expect(server.requests.isEmpty)
    }

    @Test("a server that speaks no TLS is told from one that does")
    func aPlainServerIsNamed() throws {
        let server = try LinkServer { _, _ in .status(400) }
        let url = "pusher://key@localhost:\(server.port)"
        let result = try Tail.once(url, Self.trust, attempts: nil)
        #expect(result.status == 3)
        #expect(result.complaint == "spotter: pusher: no connection: localhost:\(server.port) does not speak TLS")
    }

    @Test("the server is told its name, but no address, and that HTTP/1.1 is wanted")
    func nameAndProtocolAreSent() throws {
        let server = try LinkServer(tls: ServerTLS())
        #expect(try Tail.once(server.url("localhost"), Self.trust).hasConnected)
        #expect(try Tail.once(server.url("127.0.0.1"), Self.trust).hasConnected)
        #expect(server.serverNames == ["localhost", nil])
        #expect(server.applicationProtocols == ["http/1.1", "http/1.1"])
    }

    // MARK: Our certificate

    @Test(
        "a server that demands a certificate refuses those without a good one",
        arguments: [TLSVersion.tlsv12, .tlsv13], [nil, Certificate.selfSigned])
    func aClientWithoutIsRefused(_ version: TLSVersion, _ certificate: Certificate?) throws {
        let server = try LinkServer(tls: ServerTLS(latest: version, demandsCertificate: true))
        let options = certificate.map { ["--cert", $0.path, "--key", $0.keyPath] } ?? []
        let result = try Tail.once(server.url(), Self.trust + options, attempts: nil)
        #expect(result.status == 4, "\(result)")
        #expect(result.errors.contains("pusher: refused: the server refused for want of a client certificate"))
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(server.requests.isEmpty)
    }

    @Test("--cert and --key let us in, and so does one file with both", arguments: [TLSVersion.tlsv12, .tlsv13])
    func aClientWithOneConnects(_ version: TLSVersion) throws {
        let server = try LinkServer(tls: ServerTLS(latest: version, demandsCertificate: true))
        let own = ["--cert", Certificate.client.path, "--key", Certificate.client.keyPath]
        #expect(try Tail.once(server.url(), Self.trust + own).hasConnected)
        let both = try TemporaryFile(
            String(contentsOfFile: Certificate.client.path, encoding: .utf8)
                + String(contentsOfFile: Certificate.client.keyPath, encoding: .utf8))
        #expect(try Tail.once(server.url(), Self.trust + ["--cert", both.path]).hasConnected)
    }

    @Test(
        "files that are not what they should be are found out before anything is sent",
        arguments: [["--ca", #filePath], ["--cert", Certificate.client.path]])
    func uselessFilesAreMisuse(_ options: [String]) throws {
        let server = try LinkServer(tls: ServerTLS())
        let result = try Tail.once(server.url(), options)
        #expect(result.status == 2)
        #expect(result.errors.contains("\(options[0]): \(options[1]) "), "\(result.errors)")
        #expect(server.serverNames.isEmpty)
    }
}
