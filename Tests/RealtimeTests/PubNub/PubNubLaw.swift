@testable import Realtime

extension LawScript {
    static let pubNub = LawScript(
        name: "pubnub",
        greeting: [.answer(status: 200, #"{"t":{"t":"17637000000000000","r":12},"m":[]}"#)],
        confirmation: { _ in [] },
        resumption: { _ in [.answer(status: 200, #"{"t":{"t":"17637000000010000","r":12},"m":[]}"#)] },
        event: {
            [
                .answer(
                    status: 200,
                    #"{"t":{"t":"17637000000020000","r":12},"m":[{"c":"\#($0)","p":{"t":"17637000000019999"},"d":{"n":1}}]}"#
                )
            ]
        },
        subscriptionMark: "tt=0&", subscriptionCount: 1,
        samples: [
            #"{"t":{"t":"17637000000000000","r":12},"m":[]}"#,
            #"{"t":{"t":"17637000000030000","r":12},"m":[{"a":"2","f":514,"i":"u","s":7,"p":{"t":"17637000000029999","r":12},"k":"sub-c-0123abcd","c":"one","d":{"amount":125000},"b":"one","u":{"kind":"bid"},"cmt":"bid"}]}"#,
            #"{"t":{"t":"17637000000040000","r":12},"m":[{"c":"one-pnpres","p":{"t":"17637000000039999"},"d":{"action":"join","uuid":"u7","occupancy":3}}]}"#,
            #"{"t":{"t":"17637000000050000","r":12},"m":[{"c":"one-pnpres","p":{"t":"17637000000049999"},"d":{"action":"interval","join":["a"],"leave":["b",7],"here_now_refresh":true}}]}"#,
            #"{"message":"Forbidden","payload":{"channels":["two"],"channel-groups":[":g"]},"error":true,"service":"Access Manager","status":403}"#,
            #"{"status":200,"error":false,"channels":{"one":[{"message":{"a":1},"timetoken":"17637000000000009"}]}}"#,
            #"{"status":200,"channels":{"one":12}}"#, #"{"status":200,"occupancy":2,"uuids":["u7"]}"#,
            #"[0,"Message Too Large","17637000000000000"]"#,
        ])
}
