import HTTP1
import Testing

@testable import Realtime

/// Secrets appear in no text that a program makes of its values.
@Suite struct SecretTests {
    private var configuration: PusherConfiguration {
        PusherConfiguration(
            key: "key", host: "h", authorisation: .secret(Secret(Array("hush1".utf8)), masterKey: Secret([7, 7, 7])))
    }

    private var endpoint: AuthEndpoint {
        AuthEndpoint(
            url: "https://example.com/auth?token=hush2", headers: [HeaderField("Cookie", "hush3")],
            parameters: [.init("token", "hush4")])
    }

    @Test func nothingIsTold() {
        var dumped = ""
        dump(configuration, to: &dumped)
        dump(endpoint, to: &dumped)
        dump(PusherAdapter(configuration), to: &dumped)
        let texts = [
            dumped, "\(configuration)", String(reflecting: configuration), "\(endpoint)", String(reflecting: endpoint),
        ]
        for text in texts {
            #expect(!text.contains("hush"))
            #expect(!text.contains("104, 117, 115, 104"))
            #expect(!text.contains("7, 7, 7"))
        }
        #expect("\(Secret([1, 2]))" == "<secret>")
    }
}
