import Foundation
import Testing

/// What is told again says so in its line.
struct OriginTests {
    @Test func aKeptValueIsASnapshotAndWhatFollowsIsNot() throws {
        let server = try PretendServer { _ in [.event("tick", "1"), .event("tick", "2")] }
        let result = try Program.run(["tail", server.url, "--channel", "cache-a", "--count", "2"], limit: 20)
        #expect(result.status == 0)
        #expect(result.lines.first?.contains(#""seq":1,"origin":"snapshot","message":{"data":1}"#) == true)
        #expect(result.lines.last?.contains(#""seq":2,"message":{"data":2}"#) == true, "\(result.output)")
    }
}
