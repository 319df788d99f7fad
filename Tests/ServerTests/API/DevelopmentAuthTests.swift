import Testing

@testable import Server

@Suite("Authorisation while developing")
struct DevelopmentAuthTests {
    private static func post(_ path: String, _ form: String, _ auth: DevelopmentAuth?) -> APIResponse {
        let request = APIRequest(method: "POST", target: path, body: Array(form.utf8))
        return DevelopmentAuth.respond(to: request, auth, .demo)
    }

    @Test("It is off unless switched on")
    func off() {
        #expect(ServerConfiguration.demo().developmentAuth == nil)
        let response = Self.post("/pusher/auth", "socket_id=1.1&channel_name=private-x", nil)
        #expect(response.status == 403)
        #expect(!response.allowsAnyOrigin)
    }

    @Test(
        "What it signs is what the server takes",
        arguments: ["private-x", "presence-x", "private-encrypted-x"])
    func signs(channel: String) throws {
        let auth = DevelopmentAuth(masterKey: Array(0..<32))
        let answer = Self.post("/pusher/auth", "socket_id=1.1&channel_name=\(channel)&user_id=u7", auth)
        #expect(answer.status == 200)
        var transcript = SubscriptionTests.room()
        let members = answer.body.dropFirst().dropLast()
        let outcome = transcript.send(
            #"{"event":"pusher:subscribe","data":{"channel":"\#(channel)",\#(members)}}"#, from: SocketID(1, 1))
        #expect(outcome.count == 1)
        #expect(outcome.first?.contains("subscription_succeeded") == true)
    }

    @Test("A user is signed in as who was asked for")
    func user() {
        let answer = Self.post("/pusher/user-auth", "socket_id=81234.5566778&user_id=u7", DevelopmentAuth())
        #expect(
            answer.body == #"{"auth":"spotkey01:d900fb7ee4f1185a600a312928bd67b27cadc6b0c9994c97e5995e81db054366","#
                + #""user_data":"{\"id\":\"u7\"}"}"#)
    }

    @Test("An encrypted channel's key is the one of the protocol's reference")
    func sharedSecret() {
        let answer = Self.post(
            "/pusher/auth", "socket_id=1.1&channel_name=private-encrypted-lot-4711",
            DevelopmentAuth(masterKey: Array(0..<32)))
        #expect(answer.body.contains(#""shared_secret":"0LxLCsRB0BQydQpkrFLk9FDNhik76uQX4KWBb5OZYSE=""#))
    }

    @Test(
        "What it cannot sign it refuses",
        arguments: [
            ("", 400), ("socket_id=x&channel_name=private-x", 400), ("socket_id=1.1", 400),
            ("socket_id=1.1&channel_name=a%3Ab", 400), ("socket_id=1.1&channel_name=private-encrypted-x", 403),
        ])
    func refused(form: String, status: Int) {
        #expect(Self.post("/pusher/auth", form, DevelopmentAuth()).status == status)
    }
}
