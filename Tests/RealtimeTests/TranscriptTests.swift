import Foundation
import Testing

// A transcript tells one behaviour as a conversation, one line a step:
//
//     # words for people               (also: empty lines)
//     with NAME VALUE                  configuration, before anything else; see `TranscriptSetup.configure`
//     start CHANNEL…                   calls of the driver and the user
//     open [[SUBPROTOCOL]] [at URL] [NAME: VALUE]     the transport is open; what the server chose, where we were sent on to, a field of
//                                      its answer
//     subscribe CHANNEL   unsubscribe CHANNEL   publish CHANNEL EVENT DATA   reconnect   stop
//     close [CODE [REASON]]            the peer's close frame; without a code: a close frame that has none
//     not-offered SUBPROTOCOL          the server chose what nobody had offered
//     lost REASON   ended   unreachable REASON   certificate REASON   upgrade STATUS [retry=SECONDS] REASON
//     answer N STATUS [NAME=VALUE] BODY     the answer to fetch N, with a header if wanted; `answer N failed REASON`: no answer
//     < TEXT                           a message of the server; `<binary TEXT`: the same bytes in a binary message; `<hex 00 ff`: a
//                                      binary message; `<bytes TEXT`: a stretch of a stream, with `\n` and `\r` for line ends
//     +30s   +500ms   +2m              time passes, timers run out; `sleep 2m`: the machine slept, the timers with it
//     > EFFECT                         what we ask for: a text to send, connect|stream|poll URL, close CODE, drop, fetch N [METHOD] URL BODY,
//                                      finish [OUTAGE]; POST goes without saying
//     = EVENT                          what we tell: [CHANNEL:] status NAME …, gap FROM TO PROOF [lost N], presence …, message NAME DATA, with [id=ID]
//                                      [at=TIME] [origin=replay|snapshot] behind
//
// The lines with `>` and `=` after a step are all that it may bring about, each kind in its order. Time starts at 0.000.

/// Every file below `Transcripts`, played.
@Suite struct TranscriptTests {
    @Test(arguments: TranscriptFile.all)
    func plays(_ file: TranscriptFile) throws {
        let played = try TranscriptScript.play(file.text, in: file.folder)
        #expect(played.steps > 0, "\(file) has no steps")
        #expect(played.expectations > 0, "\(file) expects nothing")
        if !played.isAsExpected {
            Issue.record("\(file): '-' was expected, '+' happened instead\n\(played.difference)")
        }
    }

    @Test func thereAreTranscripts() {
        #expect(TranscriptFile.all.count >= 25)
    }

    /// A runner that accepts anything proves nothing.
    @Test(arguments: [
        "start a\n> connect wss://ws-mt1.pusher.com:443/app/other", "start a\n= status connected",
        "start a\n> connect wss://ws-mt1.pusher.com:443/app/key?protocol=7&client=swift-spotter&version=1.0.0",
    ])
    func aWrongTranscriptFails(_ text: String) throws {
        let played = try TranscriptScript.play(text, in: "pusher")
        #expect(!played.isAsExpected)
        #expect(played.difference.contains("+ "))
    }
}

struct TranscriptFile: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String

    var testDescription: String { name }
    /// The protocol's name.
    var folder: String { String(name.prefix { $0 != "/" }) }

    static let all: [TranscriptFile] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Transcripts")
            .resolvingSymlinksInPath()
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".transcript") }.sorted().map { name in
            let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return TranscriptFile(name: name, text: text ?? "this file cannot be read")
        }
    }()
}
