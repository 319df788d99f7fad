import HTTP1
import Domain
import JSON
import Testing

@testable import Realtime

/// "Packet encoding", row by row.
@Suite struct SocketIOPacketTests {
    private func words(_ text: String) -> String {
        Array(text.utf8).withUnsafeBytes { bytes in
            do throws(SocketIOPacket.Fault) {
                let packet = try SocketIOPacket(bytes)
                let id = packet.id.map(String.init) ?? "-"
                let payload = String(decoding: packet.payload, as: UTF8.self)
                return "\(packet.kind) \(packet.attachments) \(packet.namespace.string) \(id) \(payload)"
            } catch {
                return "fault \(error)"
            }
        }
    }

    private static let rows: [(String, String)] = [
        ("0", "connect 0 / - "),
        (#"0{"sid":"a"}"#, #"connect 0 / - {"sid":"a"}"#),
        (#"0/auctions,{"sid":"a"}"#, #"connect 0 /auctions - {"sid":"a"}"#),
        ("0/nope", "connect 0 /nope - "),
        ("0/nope?token=x", "connect 0 /nope - "),
        ("0/nope?token=x,", "connect 0 /nope - "),
        ("1/auctions,", "disconnect 0 /auctions - "),
        (#"2["a",1]"#, #"event 0 / - ["a",1]"#),
        (#"27["a"]"#, #"event 0 / 7 ["a"]"#),
        (#"2/n,12["a"]"#, #"event 0 /n 12 ["a"]"#),
        (#"3/n,12[]"#, #"ack 0 /n 12 []"#),
        (#"4"no""#, #"connectError 0 / - "no""#),
        (#"50-["a"]"#, #"binaryEvent 0 / - ["a"]"#),
        (#"51-/n,3["a"]"#, #"binaryEvent 1 /n 3 ["a"]"#),
        (#"610-1[]"#, #"binaryAck 10 / 1 []"#),
        ("", "fault kind"), ("7", "fault kind"), ("x", "fault kind"),
        (#"5["a"]"#, "fault attachments"), (#"511-["a"]"#, "fault attachments"), (#"51["a"]"#, "fault attachments"),
        (#"5-["a"]"#, "fault attachments"),
        (#"299999999999999999999["a"]"#, "fault id"),
        ("2/" + String(repeating: "n", count: 2_000), "fault namespace"),
    ]

    @Test(arguments: rows)
    func reads(_ text: String, _ expected: String) {
        #expect(words(text) == expected)
    }

    private static let offsets: [(String, Bool)] = [
        ("PgajaK0", true), ("PgajaK0.1", true), ("PgajaK0.a.b", false), ("PgajaK0.", false),
        ("1763700000000-0", true), ("1763700000000-12", true), ("1763700000000", false), ("176370-0", false),
        ("6745d2a1f0a1b2c3d4e5f601", true), ("6745d2a1f0a1b2c3d4e5f60", false),
        ("Spotted", false), ("hello", false), ("0000000", false), ("zzzzzzz", false), ("", false),
    ]

    @Test(arguments: offsets)
    func knowsOffsets(_ text: String, _ expected: Bool) throws {
        var writer = JSONWriter()
        writer.string(text)
        let isOffset = try JSONDocument().read(writer.text) { value in
            value.string.map { SocketIOOffset.isOffset($0, at: Timestamp(milliseconds: 1_763_700_000_000)) }
        }
        #expect(isOffset == expected)
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy"),
    ])
    func base64(_ text: String, _ expected: String) {
        #expect(Base64.encode(Array(text.utf8)) == expected)
    }

    @Test func templatesKeepWhatIsFilledInInsideItsString() throws {
        let template = try JSONTemplate(#"{"a":"x {c}","b":[1.50,{"{c}":"{c}{c}"}],"n":null}"#, in: "auth")
        #expect(
            template.filled("{c}", with: "\"}\\") == #"{"a":"x \"}\\","b":[1.50,{"{c}":"\"}\\\"}\\"}],"n":null}"#)
    }
}
