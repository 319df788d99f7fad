extension LawScript {
    /// Channels are names of events, and the server recovers sessions.
    static let socketio = LawScript(
        name: "socketio",
        greeting: [
            .text(#"0{"sid":"e1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#)
        ],
        confirmation: { [.text(#"40{"sid":"s1","pid":"p1"}"#), .text(#"42["\#($0)",1,"1763700000000-7"]"#)] },
        resumption: { _ in [.text(#"40{"sid":"s1","pid":"p1"}"#)] },
        event: { [.text(#"40{"sid":"s1","pid":"p1"}"#), .text(#"42["\#($0)",{"n":1}]"#)] },
        subscriptionCount: 0,
        samples: [
            #"0{"sid":"e1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#,
            #"40{"sid":"s1","pid":"p1"}"#,
            #"42["one",{"n":1},"1763700000000-8"]"#,
            #"427["one",{"n":1},[2],null]"#,
            #"43/nsp,12[{"status":"joined"}]"#,
            #"44{"message":"no","data":{"code":7}}"#,
            #"452-["one",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]"#,
            #"450-["one",{"a":[{}]}]"#,
            #"461-3[{"_placeholder":true,"num":0}]"#,
            "bAAEC", "2", "3", "6", "41",
        ])
}
