import Testing

@testable import Realtime

@Suite struct RecognitionTests {
    struct Known: Sendable {
        var address: String
        var name: String
        var url: String
        var channels: [String] = []

        init(_ address: String, _ name: String, _ url: String, _ channels: [String] = []) {
            (self.address, self.name, self.url, self.channels) = (address, name, url, channels)
        }
    }

    private static let known = [
        Known(
            "wss://a.example/socket.io/?EIO=4&transport=websocket", "socketio", "socketio+wss://a.example/socket.io/"),
        Known("ws://a.example:3000/socket.io", "socketio", "socketio+ws://a.example:3000/socket.io"),
        Known("wss://a.example/rt/?room=7&EIO=3&sid=x", "socketio", "socketio+wss://a.example/rt/?room=7"),
        Known("https://a.example/socket.io/?EIO=4", "socketio", "socketio+wss://a.example/socket.io/"),
        Known("WSS://A.example/socket.io/", "socketio", "socketio+wss://a.example/socket.io/"),
        Known(
            "wss://ws-eu.pusher.com/app/k3y?protocol=7&client=js", "pusher", "pusher://k3y@ws-eu.pusher.com:443"),
        Known("ws://reverb:8080/app/k3y?protocol=7", "pusher", "pusher://k3y@reverb:8080?tls=false"),
        Known("wss://a.example/ws/b/app/k3y?protocol=7", "pusher", "pusher://k3y@a.example:443?path=/ws/b"),
        Known("ws://[::1]:6001/app/k3y?protocol=7", "pusher", "pusher://k3y@[::1]:6001?tls=false"),
        Known("wss://a.example/rt/042/x7fa01/websocket?t=1", "sockjs", "sockjs+https://a.example/rt?t=1"),
        Known("ws://a.example:81/042/x7fa01/websocket", "sockjs", "sockjs+http://a.example:81"),
        Known("wss://realtime.ably.io/?v=2&format=json", "ably", "ably://main"),
        Known("wss://eu.realtime.ably.net", "ably", "ably://eu"),
        Known(
            "https://ps.pndsn.com/v2/subscribe/sub-c-1/lots,a%20b/0?tt=0", "pubnub", "pubnub://sub-c-1",
            ["lots", "a b"]),
        Known(
            "wss://demo.piesocket.com/v3/lot-4711?api_key=KEY&notify_self=1", "piesocket",
            "piesocket://demo.piesocket.com:443?api_key=KEY", ["lot-4711"]),
        Known("https://api.example/vehicles?filter=1", "sse", "sse+https://api.example/vehicles?filter=1"),
        Known("http://ntfy.example/lots/sse", "sse", "sse+http://ntfy.example/lots/sse"),
    ]

    @Test(arguments: known)
    func aServicesOwnAddressNamesIt(_ row: Known) throws {
        let found = try #require(Recognition.byAddress(row.address))
        #expect(found.entry.name == row.name)
        #expect(found.url == row.url)
        #expect(found.channels == row.channels)
        #expect(AdapterCatalog.entry(url: found.url)?.name == row.name)
        #expect(throws: Never.self) { try found.entry.prepare(FeedSettings(url: found.url)) }
    }

    @Test(arguments: [
        "wss://a.example/", "wss://a.example/live?v=1", "wss://a.example/app/k3y", "wss://a.example/app?protocol=7",
        "wss://a.example/app/k3y?protocol=mine", "wss://a.example/engine.io/?EIO=4", "wss://a.example/x?EIO=new",
        "wss://a.example/socket.io/more", "wss://a.example/echo/websocket", "wss://a.example/abc/x/websocket",
        "wss://a.example/042/x.y/websocket", "wss://ably.net.example/", "wss://notrealtime.ably.net/",
        "wss://piesocket.com.example/v3/r?api_key=K", "wss://demo.piesocket.com/v3/r",
        "pusher://k3y@eu", "sse+https://a.example", "nonsense", "", "wss://", "wss://a b/", "mqtt://a.example",
        // A key in the query is what the service's own protocol would not take.
        "wss://realtime.ably.io/?key=a.b:c", "wss://a.example/socket.io/?EIO=4&token=x",
        "wss://demo.piesocket.com/v3/r?api_key=K&jwt=x",
    ])
    func whatMayBeAnythingIsLeftAlone(_ url: String) {
        #expect(Recognition.byAddress(url)?.url == nil)
    }

    @Test(arguments: [
        ("ws://127.0.0.1:6001/app/k3y", "pusher://k3y@127.0.0.1:6001?tls=false"),
        ("wss://a.example/app/k3y/", "pusher://k3y@a.example:443"),
        ("wss://a.example/app/k3y?client=js&version=8.4", "pusher://k3y@a.example:443"),
        ("wss://a.example/ws/app/k3y", nil), ("wss://a.example/app", nil), ("wss://a.example/app/k3y?token=x", nil),
    ])
    func channelsByNameMakePushersPathPusher(_ url: String, _ expected: String?) {
        #expect(Recognition.byAddress(url) == nil)
        let found = Recognition.byAddress(url, hasChannels: true)
        #expect(found?.url == expected)
        #expect(found.map { $0.entry.name == "pusher" && !$0.isGuess } != false)
    }

    @Test(arguments: [
        ("http://a.example/app/k3y", "taken as Server-Sent Events: sse+http://a.example/app/k3y"),
        ("ws://a.example/app/k?protocol=7", "this is an address of Pusher: taken as pusher://k@a.example:80?tls=false"),
    ])
    func aGuessIsNotToldAsAFact(_ url: String, _ words: String) {
        #expect(Recognition.byAddress(url, hasChannels: true)?.words == words)
    }

    @Test(arguments: [
        ("wss://a.example/x", "wss://a.example/x"), ("wss://a.example/x?key=s", "wss://a.example/x?…"),
        ("pusher://k@h:1?tls=false&path=/a", "pusher://k@h:1?tls=false&path=/a"),
        ("pusher://k@h:1?tls=false&secret=s", "pusher://k@h:1?…"),
    ])
    func queriesAreNotShown(_ url: String, _ expected: String) {
        #expect(Recognition.shown(url) == expected)
    }

    /// All that is said of plain WebSockets holds for one that is watched, but for the one line that names it.
    @Test(arguments: TranscriptFile.all.filter { $0.folder == "websocket" && !$0.text.contains("no-protocol") })
    func nothingIsLost(_ file: TranscriptFile) throws {
        let played = try TranscriptScript.play("with no-protocol\n" + file.text, in: file.folder)
        let changes = played.difference.split(separator: "\n").filter { $0.hasPrefix("- ") || $0.hasPrefix("+ ") }
        #expect(changes.count <= 1)
        #expect(changes.allSatisfy { $0.hasPrefix("+ = status warning ") && $0.contains("no protocol of its own") })
    }
}
