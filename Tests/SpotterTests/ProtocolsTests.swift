import Foundation
import Testing

/// What is said of the services: from the one list that adapters are made of.
struct ProtocolsTests {
    @Test func theReadmeHasAPageForEachService() throws {
        let pages = try Program.run(["protocols", "--markdown"])
        let readme = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../README.md"),
            encoding: .utf8)
        #expect(pages.status == 0)
        #expect(readme.contains(pages.output), "put the output of spotter protocols --markdown into the README")
    }

    @Test func aServiceHasAPage() throws {
        let page = try Program.run(["protocols", "pusher"])
        #expect(page.output.contains("pusher://KEY@CLUSTER"))
        #expect(page.output.contains("master_key"))
        let list = try Program.run(["protocols"])
        #expect(list.lines.count > 10)
        #expect(list.output.contains("diffusion is not spoken."))
    }

    @Test(arguments: [
        (["protocols", "puhser"], "did you mean pusher?"),
        (["tail", "pusher://k@mt1", "--channel", "a", "--set", "masterkey=x"], "did you mean master_key?"),
        (["tail", "pusher://k@mt1", "--channel", "a", "--set", "master_key=x"], "does not belong on the command line"),
        (["tail", "pusher://k@mt1", "--channel", "a", "--set", "nonsense"], "expected NAME=VALUE"),
        (["tail", "wss://example.com/", "--protocol", "websokcet"], "did you mean websocket?"),
        (["tail", "wss://example.com/", "--set", "ping_every=1"], "a whole number, 5 to 600"),
    ])
    func faultsOfUsage(_ arguments: [String], _ expected: String) throws {
        let result = try Program.run(arguments)
        #expect(result.status == 2)
        #expect(result.errors.contains(expected), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    @Test func feedsOfOneServiceAreToldApartByTheirHosts() throws {
        let urls = ["ws://127.0.0.1:1/a", "ws://localhost:2/b", "ws://127.0.0.1:1/c", "sse+http://127.0.0.1:1/"]
        let result = try Program.run(["tail", "--status", "--max-attempts", "0"] + urls)
        #expect(result.status == 3)
        for name in ["websocket@127.0.0.1:1", "websocket@localhost:2", "websocket@127.0.0.1:1-2", "sse"] {
            #expect(result.output.contains("\"feed\":\"\(name)\""), "\(name) in \(result.output)")
        }
    }

    /// A connection has one room there.
    @Test func roomsThatNeedAConnectionEachAreAsManyFeeds() throws {
        let url = "piesocket://127.0.0.1:1?api_key=KEY&tls=false"
        let result = try Program.run(["tail", url, "-c", "a", "-c", "b", "--status", "--max-attempts", "0"])
        #expect(result.output.contains(#""feed":"piesocket/a""#), "\(result.errors)")
        #expect(result.output.contains(#""feed":"piesocket/b""#))
    }

    /// Each of them in one run, one of them failing by itself.
    @Test func severalFeedsFailAndLiveOnTheirOwn() throws {
        let backend = try Backend()
        defer { backend.stop() }
        let running = try Running([
            "tail", backend.url, "sse+http://127.0.0.1:1/x", "socketio+ws://127.0.0.1:1/", "--channel", "lots",
            "--status",
        ])
        _ = try running.line(containing: #""feed":"pusher","channel":"lots""#)
        _ = try running.lines(1, containing: #""feed":"sse","seq""#)
        _ = try running.lines(1, containing: #""feed":"socketio","seq""#)
        try backend.publish("tick", on: "lots", #"{"n":1}"#)
        _ = try running.line(containing: #""event":"tick""#)
        running.send(SIGTERM)
        #expect(running.wait(limit: 10).status == 143)
    }
}
