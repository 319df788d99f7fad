import Testing

@testable import Realtime

/// Notifications in the shapes of push services, alerting systems and webhooks.
@Suite struct MappingNotificationTests {
    private static let shapes: [Sample] = [
        Sample(
            "notification@user.42", #"{"id":"n1","title":"Lot 17 closes soon","body":"été ✓","priority":"high"}"#,
            "notification title=Lot 17 closes soon body=été ✓ priority=4 id=n1"),
        Sample(
            "",
            #"{"id":"SLi","time":1635528741,"event":"message","topic":"mytopic","message":"Disk full","priority":5,"tags":["warning","disk"],"click":"https://example.com","expires":1635571941,"actions":[{"action":"view","label":"Open","url":"x"}]}"#,
            "notification body=Disk full priority=5 tags=warning,disk url=https://example.com actions=Open expires=2021-10-30T05:32:21Z ts=2021-10-29T17:32:21Z id=SLi"
        ),
        Sample("", #"{"id":"hwQ","time":1635528757,"event":"open","topic":"mytopic"}"#, "message"),
        Sample("", #"{"id":"DGU","time":1635528787,"event":"keepalive","topic":"mytopic"}"#, "message"),
        Sample(
            "",
            #"{"appid":5,"date":"2018-02-27T19:36:10.5045044+01:00","extras":{"client::notification":{"click":{"url":"https://e.org"}}},"id":25,"message":"**Backup** was successfully finished.","priority":2,"title":"Backup"}"#,
            "notification title=Backup body=**Backup** was successfully finished. priority=2 url=https://e.org ts=2018-02-27T18:36:10.504Z id=25"
        ),
        Sample("", #"{"appid":5,"id":26,"message":"m","priority":8}"#, "notification body=m priority=4 id=26"),
        Sample("", #"{"aps":{"alert":{"title":"Hi","body":"There"},"badge":1}}"#, "notification title=Hi body=There"),
        Sample("", #"{"aps":{"alert":"Only text"}}"#, "notification body=Only text"),
        Sample(
            "", #"{"notification":{"title":"T","body":"B","click_action":"https://e.org"},"data":{"k":"v"}}"#,
            "notification title=T body=B url=https://e.org"),
        Sample(
            "", #"{"publishId":"p1","web":{"notification":{"title":"T","body":"B","deep_link":"https://e.org"}}}"#,
            "notification title=T body=B url=https://e.org id=p1"),
        Sample(
            "alert", #"{"text":"Motor overheated","severity":"critical"}"#,
            "notification body=Motor overheated priority=5"),
        Sample("", #"{"type":"alert","data":{"message":"x","level":"warn"}}"#, "notification body=x priority=4"),
        Sample("created@private-notifications-42", #"{"title":"New follower"}"#, "notification title=New follower"),
        Sample("", #"{"title":"Server down"}"#, "notification title=Server down"),
        Sample(
            "", #"{"subject":"Weekly","body":"Report","ttl":60,"timestamp":1795255200}"#,
            "notification title=Weekly body=Report expires=2026-11-21T10:01:00Z ts=2026-11-21T10:00:00Z"),
        Sample(
            "notify", #"{"title":"T","tags":"a,b","actions":["Yes",{"title":"No"}],"url":"https://e.org"}"#,
            "notification title=T tags=a,b url=https://e.org actions=Yes,No"),
        Sample("", #"{"title":"T","message":"M","priority":9}"#, "notification title=T body=M"),
        Sample("", #"{"title":"T","message":"M","priority":0}"#, "notification title=T body=M"),
        Sample("", #"{"title":"T","message":"M","level":"ERROR"}"#, "notification title=T body=M priority=4"),
        Sample(
            "",
            #"{"entity":[{"id":"a1","alert":{"header_text":{"translation":[{"text":"Ei junia","language":"fi"},{"text":"No trains","language":"en"}]},"description_text":{"translation":[{"text":"Track works"}]},"severity_level":"WARNING"}},{"id":"x"}]}"#,
            "notification title=No trains body=Track works priority=4 + message"),
        Sample(
            "",
            #"{"version":"4","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"HighLoad","severity":"critical"},"annotations":{"summary":"Load is high","description":"15m > 8"},"startsAt":"2026-11-21T09:58:00Z","generatorURL":"http://p/g","fingerprint":"f1"}]}"#,
            "notification title=Load is high body=15m > 8 priority=5 tags=firing,HighLoad url=http://p/g ts=2026-11-21T09:58:00Z"
        ),
        Sample(
            "",
            #"{"specversion":"1.0","id":"ce-1","type":"org.e.notification.created","time":"2026-11-21T10:00:00Z","source":"/x","data":{"title":"T"}}"#,
            "notification title=T ts=2026-11-21T10:00:00Z id=ce-1"),
        Sample(
            "", #"[{"title":"A","body":"1"},{"title":"B","body":"2"}]"#,
            "notification title=A body=1 + notification title=B body=2"),
    ]

    private static let webhooks: [Sample] = [
        Sample(
            "workflow_run",
            #"{"action":"completed","workflow_run":{"name":"CI","conclusion":"failure","head_branch":"main","head_commit":{"message":"Fix it\n\nlong"},"html_url":"https://h/r/1","updated_at":"2026-11-21T09:00:00Z"},"repository":{"full_name":"o/r","html_url":"https://h/o/r"},"sender":{"login":"anna"}}"#,
            "notification title=o/r: CI failure body=on main: Fix it priority=4 tags=anna url=https://h/r/1 ts=2026-11-21T09:00:00Z"
        ),
        Sample(
            "issues",
            #"{"action":"opened","issue":{"number":1,"title":"Spelling","html_url":"https://h/i/1"},"repository":{"full_name":"o/r"},"sender":{"login":"b"}}"#,
            "notification title=o/r: issue #1 opened body=Spelling tags=b url=https://h/i/1"),
        Sample(
            "issue_comment",
            #"{"action":"created","issue":{"number":1,"title":"Spelling"},"comment":{"body":"Me too","html_url":"https://h/c/1"},"repository":{"full_name":"o/r"},"sender":{"login":"b"}}"#,
            "notification title=o/r: issue #1 commented body=Me too tags=b url=https://h/c/1"),
        Sample(
            "pull_request",
            #"{"action":"closed","pull_request":{"number":2,"title":"Add","html_url":"u"},"repository":{"full_name":"o/r"},"sender":{"login":"b"}}"#,
            "notification title=o/r: pull request #2 closed body=Add tags=b url=u"),
        Sample(
            "release",
            #"{"action":"published","release":{"tag_name":"1.0","name":"One","body":null,"html_url":"u","published_at":"2026-11-21T08:00:00Z"},"repository":{"full_name":"o/r"},"sender":{"login":"b"}}"#,
            "notification title=o/r: release 1.0 published body=One tags=b url=u ts=2026-11-21T08:00:00Z"),
        Sample(
            "push",
            #"{"ref":"refs/heads/main","commits":[{"id":"1"},{"id":"2"}],"head_commit":{"message":"Two"},"compare":"u","repository":{"full_name":"o/r"},"sender":{"login":"b"}}"#,
            "notification title=o/r: 2 commits pushed to main body=Two tags=b url=u"),
        Sample(
            "push",
            #"{"ref":"refs/tags/v1","deleted":true,"commits":[],"head_commit":null,"compare":"u","repository":{"full_name":"o/r"},"sender":{"login":"b"}}"#,
            "notification title=o/r: tag v1 deleted tags=b url=u"),
        Sample(
            "watch", #"{"action":"started","repository":{"full_name":"o/r","html_url":"h"},"sender":{"login":"b"}}"#,
            "notification title=o/r: watch started tags=b url=h"),
    ]

    @Test(arguments: shapes + webhooks)
    func becomes(_ sample: Sample) throws {
        #expect(try line(sample) == sample.expected)
    }
}
