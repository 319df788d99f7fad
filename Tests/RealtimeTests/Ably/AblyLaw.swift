@testable import Realtime

extension LawScript {
    static let ably = LawScript(
        name: "ably",
        settings: FeedSettings(url: "ably://main", secret: Secret(Array("app.key:secret".utf8))),
        greeting: [.text(greetingFrame)],
        confirmation: { [.text(#"{"action":11,"channel":"\#($0)","channelSerial":"108@1-1","flags":0}"#)] },
        resumption: { [.text(#"{"action":11,"channel":"\#($0)","channelSerial":"108@1-2","flags":4}"#)] },
        event: {
            [
                .text(
                    #"{"action":15,"id":"x:1","channel":"\#($0)","messages":[{"name":"tick","data":"{}","encoding":"json"}]}"#
                )
            ]
        },
        subscriptionMark: #"{"action":10,"#,
        samples: [
            greetingFrame,
            #"{"action":0}"#,
            #"{"action":1,"msgSerial":0,"count":9223372036854775807}"#,
            #"{"action":2,"msgSerial":-9223372036854775808,"count":1,"error":{"code":40160,"statusCode":401,"message":"no"}}"#,
            #"{"action":6,"error":{"code":80003,"statusCode":500,"message":"m"}}"#,
            #"{"action":8}"#,
            #"{"action":9,"error":{"code":40142,"statusCode":401,"message":"m"}}"#,
            #"{"action":9,"channel":"two","error":{"code":40160,"statusCode":401,"message":"m"}}"#,
            #"{"action":11,"channel":"one","channelSerial":"108@1-3","flags":327681,"timestamp":1763700000000,"params":{"rewind":"1"}}"#,
            #"{"action":13,"channel":"one","error":{"code":90198,"message":"m"}}"#,
            #"{"action":14,"id":"c:1","connectionId":"c","channel":"one","presence":[{"action":2,"clientId":"u","data":"x"}]}"#,
            #"{"action":15,"id":"c:2","channel":"one","timestamp":1763700000000,"messages":[{"name":"tick","data":"AAEC","encoding":"base64"},{"data":{"a":[1]}}]}"#,
            #"{"action":15,"id":"c:3","channel":"one","messages":[{"data":"yMnKy8zNzs/Q0dLT1NXW1w==","encoding":"json/utf-8/cipher+aes-256-cbc/base64"}]}"#,
            #"{"action":16,"channel":"one","channelSerial":"7:","presence":[{"action":1,"clientId":"u","connectionId":"c","id":"c:0:0"}]}"#,
            #"{"action":17}"#,
            #"{"action":21,"channel":"one"}"#,
        ])

    private static let greetingFrame =
        #"{"action":4,"connectionId":"c","connectionDetails":{"connectionKey":"c!k","maxIdleInterval":15000,"connectionStateTtl":120000}}"#
}
