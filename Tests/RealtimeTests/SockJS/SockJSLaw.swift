@testable import Realtime

extension LawScript {
    /// Channels are said to the server, which does not answer that.
    static let sockjs = LawScript(
        name: "sockjs",
        settings: FeedSettings(
            url: "sockjs+https://auction.example/rt",
            values: ["subscribe": .text(#"{"join":"{channel}"}"#), "channel_path": .text("on")]),
        greeting: [.text("o")],
        confirmation: { _ in [] },
        event: { [.text(#"a["{\"on\":\"\#($0)\",\"n\":1}"]"#)] },
        subscriptionMark: "join",
        subscriptionCount: 1,
        samples: [
            "o", "h", #"a["one","two"]"#, #"a[{"n":1},7,null,[]]"#, #"m"one""#, #"c[3000,"Go away!"]"#,
            #"a["{\"on\":\"one\",\"n\":1}"]"#, #"a["{\"on\":7}","{broken"]"#,
        ])
}
