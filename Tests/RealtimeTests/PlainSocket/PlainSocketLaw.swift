@testable import Realtime

extension LawScript {
    static let websocket = LawScript(
        name: "websocket",
        settings: FeedSettings(
            url: "wss://example.com/live",
            values: [
                "subscribe": .text(#"{"subscribe":"{channel}"}"#), "channel_path": .text("topic"),
                "event_path": .text("kind"), "id_path": .text("id"), "time_path": .text("at"),
                "pong": .texts([#"{*"kind":"pong"*}"#]),
            ]),
        greeting: [],
        confirmation: { _ in [] },
        event: { [.text(#"{"topic":"\#($0)","kind":"tick","n":1}"#)] },
        subscriptionMark: #"{"subscribe":"#,
        samples: [
            #"{"topic":"one","kind":"tick","id":7,"at":"2026-11-21T10:00:00Z","data":{"n":1}}"#,
            #"{"topic":7,"kind":null,"id":1e999,"at":-1}"#,
            #"[{"topic":"one","id":1},{"topic":"two","id":"b"}]"#,
            "{\"topic\":\"one\"}\n{\"topic\":\"two\"}\r\n\n[1,2]\n",
            #"{"kind":"pong","at":1763700000}"#,
            "plain words\nin two lines",
            #"[[1,2],{"a":[{"b":null}]},"c"]"#,
        ])
}
