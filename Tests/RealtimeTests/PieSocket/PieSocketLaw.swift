@testable import Realtime

extension LawScript {
    static let piesocket = LawScript(
        name: "piesocket", channels: ["one"], greeting: [],
        confirmation: { _ in
            [.text(#"{"event":"system:member_list","data":{"members":[{"uuid":"u-1","user":"anonymous"}]}}"#)]
        },
        event: { _ in [.text(#"{"event":"tick","data":{"n":1}}"#)] },
        subscriptionMark: "/v3/one?",
        subscriptionCount: 1,
        samples: [
            #"{"event":"system:member_list","data":{"members":[{"uuid":"u-1","user":"anonymous"},{"uuid":7,"user":{"id":8}}]}}"#,
            #"{"event":"system:member_joined","data":{"member":{"uuid":"u-2"},"members":[{"uuid":"u-2","user":"anna"}]}}"#,
            #"{"event":"system:member_left","data":{"members":null}}"#,
            #"{"event":"tick","data":"{\"n\":1}","meta":{"a":[]}}"#,
            #"{"event":"system:video_offer","data":{"from":"u-2"}}"#,
            "plain words",
        ])
}
