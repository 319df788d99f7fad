import Testing

@testable import Realtime

@Suite struct DiffusionTests {
    typealias First = UnsupportedService.Evidence.FirstMessage

    private static let rows: [(String, String?, First?, Bool)] = [
        ("wss://host/diffusion", nil, nil, true),
        ("wss://host/diffusion?v=1&ty=x", nil, .binary, true),
        ("ws://host:8080/push/diffusion/", nil, nil, true),
        ("wss://acme.eu.diffusion.cloud/", nil, nil, true),
        ("wss://diffusion.cloud/any", nil, .binary, true),
        ("wss://host/x", "diffusion-7", nil, true),
        // Its messages are never text.
        ("wss://host/diffusion", nil, .text, false),
        ("wss://acme.diffusion.cloud/", nil, .text, false),
        // Another protocol at the same place.
        ("wss://host/diffusion", "mqtt", nil, false),
        ("wss://host/mqtt", nil, .binary, false),
        ("wss://host/", nil, .binary, false),
        ("wss://notdiffusion.cloud/", nil, nil, false),
        ("wss://diffusion.cloud.example/", nil, nil, false),
        ("wss://host/stable-diffusion", nil, nil, false),
        ("wss://host/diffusion/models", nil, nil, false),
        ("wss://host/live?next=/diffusion", nil, nil, false),
    ]

    @Test(arguments: rows)
    func isRecognised(_ url: String, _ subprotocol: String?, _ first: First?, _ expected: Bool) throws {
        let evidence = UnsupportedService.Evidence(
            address: try WebAddress(url), subprotocol: subprotocol, firstMessage: first)
        #expect(Diffusion.recognise(evidence) == expected)
        #expect(UnsupportedService.recognised(by: evidence)?.name == (expected ? "diffusion" : nil))
    }

    /// Nobody is left with a name alone, and no protocol is both spoken and not.
    @Test(arguments: UnsupportedService.all.map(\.name))
    func isExplained(_ name: String) throws {
        let service = try #require(UnsupportedService.all.first { $0.name == name })
        #expect(AdapterCatalog.entry(name: name) == nil)
        #expect(!service.summary.isEmpty && !service.signs.isEmpty && !service.advice.isEmpty)
    }

    /// The way out that the advice names exists.
    @Test func theRawWayExists() throws {
        #expect(UnsupportedService.diffusion.advice.contains("protocol websocket"))
        let entry = try #require(AdapterCatalog.entry(name: "websocket"))
        #expect(throws: Never.self) { try entry.prepare(FeedSettings(url: "wss://host/diffusion"))() }
    }
}
