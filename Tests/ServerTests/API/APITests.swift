import Testing

@testable import Server

@Suite("HTTP API")
struct APITests {
    private static func respond(_ request: APIRequest, at time: Int = epoch) -> (APIResponse, [Effect]) {
        var exchange = Exchange(.demo())
        return exchange.respond(to: request, now: .zero, unixTime: time)
    }

    @Test(
        "A signature is good for 600 seconds each way",
        arguments: [(0, 200), (600, 200), (-600, 200), (601, 401), (-601, 401), (Int.max, 401), (Int.min, 401)])
    func time(offset: Int, status: Int) {
        let request = APIRequest.signed(
            "GET", "/apps/42/channels", at: offset.magnitude > 1000 ? offset : epoch + offset)
        #expect(Self.respond(request).0.status == status)
    }

    @Test(
        "What is not as it was signed is refused",
        arguments: [
            ("auth_key=spotkey01", "auth_key=other", 401, "Unknown auth_key 'other'"),
            ("auth_key=spotkey01&", "", 400, "Missing parameter: auth_key"),
            ("auth_timestamp=1760000000&", "", 400, "Missing parameter: auth_timestamp"),
            ("auth_timestamp=1760000000", "auth_timestamp=x", 401, "auth_timestamp must be in seconds since 1970"),
            ("auth_version=1.0", "auth_version=2.0", 401, "auth_version must be 1.0"),
            ("auth_version=1.0&", "", 401, "auth_version must be 1.0"),
            ("&auth_signature=", "&x=", 400, "Missing parameter: auth_signature"),
            ("auth_key=", "Auth_Key=spotkey01&auth_key=", 400, "Repeated parameter: auth_key"),
            ("filter_by_prefix=lot-", "filter_by_prefix=l", 401, "Invalid signature: expected"),
            ("auth_signature=622a", "auth_signature=622b", 401, "Invalid signature: expected"),
        ])
    func tampered(text: String, replacement: String, status: Int, reason: String) throws {
        var request = APIRequest.signed("GET", "/apps/42/channels", [("filter_by_prefix", "lot-")])
        let range = try #require(request.query.firstRange(of: text))
        request.query.replaceSubrange(range, with: replacement)
        let (response, effects) = Self.respond(request)
        #expect(response.status == status)
        #expect(response.body.hasPrefix(reason), "\(response.body)")
        #expect(!response.body.contains("spotter-demo-secret"))
        #expect(effects.isEmpty)
    }

    @Test("Method, path and body are signed too")
    func signedParts() {
        let body = #"{"name":"a","channel":"x","data":"1"}"#
        let request = APIRequest.signed("POST", "/apps/42/events", body: body)
        #expect(Self.respond(request).0.status == 200)
        var changed = request
        changed.body.append(0x20)
        #expect(Self.respond(changed).0 == .refusal(APIRefusal(401, "Invalid body_md5: it is not that of the body")))
        changed = request
        changed.path = "/apps/42/batch_events"
        #expect(Self.respond(changed).0.status == 401)
        let bodiless = APIRequest.signed("POST", "/apps/42/events")
        changed = bodiless
        changed.body = request.body
        #expect(Self.respond(changed).0 == .refusal(APIRefusal(401, "Missing parameter: body_md5")))
    }

    @Test("The MD5 of an empty body may be there, as one vendor's library sends it")
    func emptyBody() {
        let parameters = [("body_md5", "d41d8cd98f00b204e9800998ecf8427e")]
        #expect(Self.respond(.signed("GET", "/apps/42/channels", parameters)).0.status == 200)
        #expect(Self.respond(.signed("GET", "/apps/42/channels", [("body_md5", "00")])).0.status == 401)
    }

    @Test("A wrong secret signs nothing")
    func wrongSecret() {
        let other = Application(id: "42", key: "spotkey01", secret: "other")
        #expect(Self.respond(.signed("GET", "/apps/42/channels", by: other)).0.status == 401)
    }

    @Test(
        "Paths and methods",
        arguments: [
            ("GET", "/", 404), ("GET", "/apps", 404), ("GET", "/apps/42", 404), ("GET", "/apps/42/", 404),
            ("GET", "/apps/43/channels", 404), ("GET", "/apps/42/channels/", 400), ("GET", "/apps/42/channels/x", 200),
            ("GET", "/apps/42/channels/x/y", 404), ("GET", "/apps/42/channels/presence-x/users", 200),
            ("GET", "/apps/42/channels/x/users", 400), ("GET", "/apps/42/channels/a%3Ab", 400),
            ("GET", "/apps/42/events", 405), ("POST", "/apps/42/channels", 405), ("PUT", "/apps/42/events", 405),
            ("POST", "/apps/42/users/u7/terminate_connections", 200),
            ("POST", "/apps/42/users//terminate_connections", 400), ("", "", 404),
        ])
    func routes(method: String, path: String, status: Int) {
        #expect(Self.respond(.signed(method, path)).0.status == status)
    }

    @Test(
        "What may be published",
        arguments: [
            (#"{"name":"a","channel":"x","data":"1"}"#, 200, ""),
            (#"{"name":"a","channels":["x","y"],"data":""}"#, 200, ""),
            ("", 400, "Invalid body: no JSON value"),
            ("{", 400, "Invalid body: not JSON at byte 1"),
            ("{}", 400, "Missing field: name"),
            (#"{"name":"","channel":"x","data":"1"}"#, 400, "Missing field: name"),
            (#"{"name":"a","data":"1"}"#, 400, "Missing field: channel or channels"),
            (#"{"name":"a","channels":[],"data":"1"}"#, 400, "Missing field: channel or channels"),
            (#"{"name":"a","channels":["x",7],"data":"1"}"#, 400, "A channel's name must be a string"),
            (#"{"name":"a","channel":"a:b","data":"1"}"#, 400, "Invalid channel name: 'a:b'"),
            (#"{"name":"a","channel":"x"}"#, 400, "Missing field: data"),
            (#"{"name":"a","channel":"x","data":{}}"#, 400, "The field data must be a string; JSON goes inside it"),
            (
                #"{"name":"pusher:ping","channel":"x","data":"1"}"#, 400,
                "The event name 'pusher:ping' is reserved for the protocol"
            ),
            (
                #"{"name":"pusher_internal:member_added","channel":"x","data":"1"}"#, 400,
                "The event name 'pusher_internal:member_added' is reserved for the protocol"
            ),
            (
                #"{"name":"a","channels":["private-encrypted-x","y"],"data":"1"}"#, 400,
                "An event on an encrypted channel must be on that channel alone"
            ),
            (
                #"{"name":"a","channel":"x","data":"1","socket_id":"1"}"#, 400,
                "Invalid socket id: expected two numbers with a point between them"
            ),
            (#"{"name":"a","channel":"x","data":"1","socket_id":null}"#, 200, ""),
        ])
    func publications(body: String, status: Int, reason: String) {
        let response = Self.respond(.signed("POST", "/apps/42/events", body: body)).0
        #expect(response.status == status)
        #expect(response.body.trimmed == (status == 200 ? "{}" : reason))
    }

    @Test("Limits hold exactly", arguments: [(0, 200, 200, 200, 200), (1, 400, 413, 400, 413)])
    func limits(over: Int, name: Int, data: Int, channels: Int, batch: Int) {
        func status(_ path: String, _ body: String) -> Int {
            Self.respond(.signed("POST", "/apps/42/" + path, body: body)).0.status
        }
        func text(_ count: Int) -> String { String(repeating: "x", count: count + over) }
        #expect(status("events", #"{"name":"\#(text(200))","channel":"x","data":"1"}"#) == name)
        #expect(status("events", #"{"name":"a","channel":"x","data":"\#(text(10240))"}"#) == data)
        let names = (0..<100 + over).map { "\"c\($0)\"" }.joined(separator: ",")
        #expect(status("events", #"{"name":"a","channels":[\#(names)],"data":"1"}"#) == channels)
        let event = #"{"name":"a","channel":"x","data":"1"}"#
        let events = Array(repeating: event, count: 10 + over).joined(separator: ",")
        #expect(status("batch_events", #"{"batch":[\#(events)]}"#) == batch)
    }

    @Test("Nothing of a batch is published if one event of it is refused")
    func batchIsWhole() {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            a> {"event":"pusher:subscribe","data":{"channel":"x"}}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"x","data":"{}"}
            POST /apps/42/batch_events {"batch":[{"name":"a","channel":"x","data":"1"},{"name":"b","channel":"x"}]}
            = 400 Missing field: data
            POST /apps/42/batch_events {"batch":[{"name":"a","channel":"x","data":"1"},{"name":"b","channels":["x"],"data":"1"}]}
            = 400 An event of a batch has one channel: use the field channel
            POST /apps/42/batch_events {"batch":7}
            = 400 Missing field: batch
            POST /apps/42/batch_events {"batch":[{"name":"a","channel":"x","data":"1"},{"name":"b","channel":"x","data":"2","socket_id":"1.1"}]}
            a< {"event":"a","channel":"x","data":"1"}
            = 200 {}
            """#)
    }

    @Test("What is asked about channels is answered")
    func info() {
        var transcript = SubscriptionTests.room()
        transcript.play(
            #"""
            GET /apps/42/channels
            = 200 {"channels":{}}
            a> {"event":"pusher:subscribe","data":{"channel":"lot-1"}}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"lot-1","data":"{}"}
            b> {"event":"pusher:subscribe","data":{"channel":"lot-1"}}
            b< {"event":"pusher_internal:subscription_succeeded","channel":"lot-1","data":"{}"}
            a subscribes presence-x {"user_id":"u7"}
            a< {"event":"pusher_internal:subscription_succeeded","channel":"presence-x","data":"{\"presence\":{\"count\":1,\"ids\":[\"u7\"],\"hash\":{\"u7\":null}}}"}
            GET /apps/42/channels
            = 200 {"channels":{"lot-1":{},"presence-x":{}}}
            GET /apps/42/channels?filter_by_prefix=presence-&info=user_count
            = 200 {"channels":{"presence-x":{"user_count":1}}}
            GET /apps/42/channels?info=user_count
            = 400 user_count is for presence channels only: filter_by_prefix must begin with presence-
            GET /apps/42/channels/lot-1?info=subscription_count
            = 200 {"occupied":true,"subscription_count":2}
            GET /apps/42/channels/lot-1?info=user_count
            = 400 Cannot retrieve the user count unless the channel is a presence channel
            GET /apps/42/channels/lot-1?info=cache
            = 400 Cannot retrieve the cache unless the channel is a cache channel
            GET /apps/42/channels/lot-2
            = 200 {"occupied":false}
            GET /apps/42/channels/presence-y/users
            = 200 {"users":[]}
            POST /apps/42/events {"name":"e","channels":["lot-1","presence-x"],"data":"","info":"user_count,subscription_count"}
            a,b< {"event":"e","channel":"lot-1","data":""}
            a< {"event":"e","channel":"presence-x","data":""}
            = 200 {"channels":{"lot-1":{"subscription_count":2},"presence-x":{"user_count":1,"subscription_count":1}}}
            POST /apps/42/batch_events {"batch":[{"name":"e","channel":"lot-2","data":""},{"name":"e","channel":"lot-2","data":"","info":"subscription_count"}]}
            = 200 {"batch":[{},{"subscription_count":0}]}
            """#)
    }
}
