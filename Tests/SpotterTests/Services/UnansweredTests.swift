import Testing

/// Services that never answer: firewalls drop what comes, or the other end is not there any more.
@Suite("Services that do not answer")
struct UnansweredTests {
    @Test(arguments: [
        "ably://127.0.0.1:PORT?tls=false", "pubnub://sub-c-key@127.0.0.1:PORT?tls=false",
        "piesocket://127.0.0.1:PORT?api_key=key&tls=false", "socketio+ws://127.0.0.1:PORT",
        "sockjs+http://127.0.0.1:PORT/echo", "sse+http://127.0.0.1:PORT/events",
    ])
    func waitingForThemDoesNotDelayTheEnd(_ url: String) throws {
        let nobody = try SilentPort(.IPv4, .dropping)
        let tail = try Running(
            ["tail", url.replacing("PORT", with: "\(nobody.port)"), "--channel", "lots", "--status"],
            environment: ["SPOTTER_SECRET": "app.key:sesame"])
        _ = try tail.line(containing: #""state":"connecting""#)
        _ = tail.terminate()
    }
}
