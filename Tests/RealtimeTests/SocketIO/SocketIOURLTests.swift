import Testing

@testable import Realtime

@Suite struct SocketIOURLTests {
    private static let good: [(String, String)] = [
        ("socketio+wss://host", "wss host 443 /socket.io/?"),
        ("socketio+wss://host/", "wss host 443 /socket.io/?"),
        ("SOCKETIO+WS://Host:8080", "ws host 8080 /socket.io/?"),
        ("socketio+ws://host/ws/socket.io", "ws host 80 /ws/socket.io/?"),
        ("socketio+wss://host/ws/?room=1", "wss host 443 /ws/?room=1&"),
        ("socketio+wss://host?room=1", "wss host 443 /socket.io/?room=1&"),
        ("socketio+wss://[::1]:1/", "wss ::1 1 /socket.io/?"),
        ("wss://host/x/", "wss host 443 /x/?"),
        ("https://host", "wss host 443 /socket.io/?"),
    ]

    @Test(arguments: good)
    func reads(_ url: String, _ expected: String) throws {
        let request = try SocketIOConfiguration(url: url).request(.four)
        let scheme = request.isSecure ? "wss" : "ws"
        #expect(
            "\(scheme) \(request.host) \(request.port) \(request.path)" == expected + "EIO=4&transport=websocket")
    }

    private static let bad: [(String, String)] = [
        ("", "URL: there is no scheme of this protocol"),
        ("host/socket.io", "URL: there is no scheme of this protocol"),
        ("pusher://key@mt1", "URL: there is no scheme of this protocol"),
        ("socketio+wss://", "host: it is missing"),
        ("socketio+wss://user:pw@host", "URL: a name or password does not belong into a URL"),
        ("socketio+wss://host/#lot", "URL: nothing belongs after a #"),
        ("socketio+wss://host/?token=hush", "URL query: a secret does not belong into a URL"),
        ("socketio+wss://host/?a=1&Access_Token=hush", "URL query: a secret does not belong into a URL"),
    ]

    @Test(arguments: bad)
    func refuses(_ url: String, _ expected: String) {
        let error = #expect(throws: InvalidInput.self) { try SocketIOConfiguration(url: url) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("hush") == false)
    }

    private static let badSettings: [(String, String, String)] = [
        ("namespace", "/a,b", "namespace: it is none"),
        ("namespace", "", "namespace: it is none"),
        ("namespace", "/a?token=1", "namespace: it is none"),
        ("auth", "{broken", "auth: it is not JSON"),
        ("auth", "[1]", "auth: it is no object"),
        ("auth", #"{"token":"{secret}"}"#, "auth: there is no secret"),
        ("token_query", "token", "token_query: there is no secret"),
        ("subscribe", "", "subscribe: it is empty"),
        ("subscribe", "[7]", "subscribe: it does not start with an event's name"),
        ("unsubscribe", "[\"a\"", "unsubscribe: it is not JSON"),
        ("channel_path", "a..b", "channel_path: \"a..b\" is no path"),
    ]

    @Test(arguments: badSettings)
    func refusesSettings(_ name: String, _ value: String, _ expected: String) {
        let settings = FeedSettings(url: "socketio+wss://host", values: [name: .text(value)])
        let error = #expect(throws: InvalidInput.self) { try SocketIOConfiguration(settings) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
    }
}
