import Diagnosis
import Domain
import JSON
import Realtime
import Testing

/// The report for programs.
struct ReportJSONTests {
    @Test func everyStageHasItsTimeAndFacts() throws {
        var visit = Visit()
        visit.greet()
        visit.subscribe()
        visit.message("lot.updated", "lots", after: 840)
        visit.examination.note(clockOffset: .milliseconds(212), error: .milliseconds(180))
        visit.examination.finish(at: visit.now)
        #expect(
            pretty(visit.report.json) == """
                {"v":1,"target":"pusher://4f3c2b1a@eu","service":"Pusher","ok":true,"exit":0,
                  "summary":"Everything works: Pusher answers, 1 channel subscribed, ready after 189 ms.","stages":[
                {"stage":"name","outcome":"passed","ms":12,
                  "result":"ws-eu.pusher.com has 2 addresses: 52.1.2.3, 2a05:d018::1",
                  "facts":{"host":"ws-eu.pusher.com","addresses":["52.1.2.3","2a05:d018::1"]}},
                {"stage":"connection","outcome":"passed","ms":31,
                  "result":"52.1.2.3:443",
                  "facts":{"address":"52.1.2.3:443"}},
                {"stage":"tls","outcome":"passed","ms":64,
                  "result":"TLS 1.3, certificate for *.pusher.com by Amazon RSA 2048 M02, until 2027-03-01 (100 days)",
                  "facts":{"version":"TLS 1.3","verified":true,"subject":"*.pusher.com","issuer":"Amazon RSA 2048 M02","names":["*.pusher.com","pusher.com"],"valid_from":"2026-05-05","valid_until":"2027-03-01","days_left":100,"chain":["*.pusher.com","Amazon RSA 2048 M02"]}},
                {"stage":"upgrade","outcome":"passed","ms":40,
                  "result":"WebSocket open, compressed, server nginx",
                  "facts":{"status":101,"extensions":"permessage-deflate; client_no_context_takeover","server":"nginx"}},
                {"stage":"greeting","outcome":"passed","ms":9,
                  "result":"Pusher accepts the connection",
                  "facts":{"service":"Pusher"}},
                {"stage":"subscription","outcome":"passed","ms":33,
                  "result":"lots",
                  "facts":{"channel":"lots"}},
                {"stage":"first_message","outcome":"passed","ms":840,
                  "result":"lot.updated on lots",
                  "facts":{"event":"lot.updated","channel":"lots"}},
                {"stage":"round_trip","outcome":"passed","ms":28.4,
                  "result":"there and back",
                  "facts":{"pings":1}},
                {"stage":"clock","outcome":"passed",
                  "result":"the server's clock is 212 ms ahead of this one, give or take 180 ms",
                  "facts":{"offset_ms":212,"error_ms":180}}]}
                """)
    }

    @Test func aFailureHasItsCauseAndWhatToTry() throws {
        var visit = Visit("pusher://key@127.0.0.1:6001?tls=false")
        visit.link(.began(host: "127.0.0.1", port: 6001, isSecure: false, proxy: nil))
        visit.link(.trying(address: "127.0.0.1:6001"))
        visit.fault(.noConnection([ConnectAttempt(address: "127.0.0.1:6001", outcome: .refused)]), after: 1)
        #expect(
            pretty(visit.report.json) == """
                {"v":1,"target":"pusher://key@127.0.0.1:6001?tls=false","service":"Pusher","ok":false,"exit":3,
                  "summary":"Stops at the connection: 127.0.0.1:6001: connection refused.","stages":[
                {"stage":"name","outcome":"passed","ms":0,
                  "result":"127.0.0.1 is an address: nothing to look up",
                  "facts":{}},
                {"stage":"connection","outcome":"failed","ms":1,
                  "result":"127.0.0.1:6001: connection refused",
                  "facts":{"tried":["127.0.0.1:6001: connection refused"]},
                  "cause":"The computer is there, but no program listens at port 6001: the server is not running, or it uses another port.",
                  "try":["Start the server. To see what listens on this computer, run: ss -ltn","Compare the port in the address with the one in the server's settings.","If it should be open, ask those who run it whether a firewall turns you away."]},
                {"stage":"upgrade","outcome":"skipped",
                  "result":"not reached",
                  "facts":{}},
                {"stage":"greeting","outcome":"skipped",
                  "result":"not reached",
                  "facts":{}},
                {"stage":"subscription","outcome":"skipped",
                  "result":"not reached",
                  "facts":{"channel":"lots"}},
                {"stage":"first_message","outcome":"skipped",
                  "result":"not reached",
                  "facts":{}},
                {"stage":"round_trip","outcome":"skipped",
                  "result":"not reached",
                  "facts":{}},
                {"stage":"clock","outcome":"skipped",
                  "result":"not reached",
                  "facts":{}}]}
                """)
    }

    @Test func itIsOneJSONDocument() throws {
        for fault in AdviceTests.faults {
            var visit = Visit()
            visit.fault(fault)
            let json = visit.report.json
            try JSONDocument().read(json) { root in
                #expect(root["v"]?.source == "1")
                #expect(root["ok"]?.bool == false)
                #expect(root["exit"]?.source == "\(visit.report.conclusion.rawValue)")
                let stages = root["stages"]?.elements.map { $0["outcome"]?.string?.string } ?? []
                #expect(stages.count { $0 == "failed" } == 1)
            }
        }
    }

    /// Some lines for each stage.
    private func pretty(_ json: String) -> String {
        [#"{"stage""#, #""result""#, #""facts""#, #""cause""#, #""try""#, #""summary""#].reduce(json) { text, mark in
            text.replacing(mark, with: (mark.hasPrefix("{") ? "\n" : "\n  ") + mark)
        }
    }
}
