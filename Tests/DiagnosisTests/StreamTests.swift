import Diagnosis
import Domain
import Realtime
import Testing

/// Services without a WebSocket.
struct StreamTests {
    @Test func aStreamThatIsQuiet() {
        var visit = Visit("sse+http://127.0.0.1:8080/events", channels: [], patience: nil)
        visit.connectLocally()
        visit.link(.answered(UpgradeFacts(status: 200, server: "nginx")), after: 20)
        visit.status(.connected)
        #expect(
            visit.report.findings.first { $0.stage == .upgrade }?.result == "a stream of events, server nginx")
        #expect(visit.report.findings.first { $0.stage == .upgrade }?.outcome == .passed)
    }
}
