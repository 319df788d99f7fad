import Testing

@testable import Realtime

/// The vectors of the protocol page, made with secret `spotter-demo-secret` and the master key 00…1f.
@Suite struct PusherSignatureTests {
    private let secret = Secret(Array("spotter-demo-secret".utf8))
    private let masterKey = Secret(Array(0..<32))
    private let socketID = "81234.5566778"
    private let channelKey = "0LxLCsRB0BQydQpkrFLk9FDNhik76uQX4KWBb5OZYSE="
    private let nonce = "ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7"
    private let box = "OK0NGpuVLI6UHoMTeKL/3sVkWAiecnHp3Ct6ltbrmDws"

    private func bytes(_ base64: String) -> [UInt8]? {
        Array(base64.utf8).withUnsafeBytes { SecretBox.bytes(base64: $0) }
    }

    @Test func privateChannel() {
        let auth = PusherSignature.channel(
            "private-lot-4711", socketID: socketID, key: "spotkey01", secret: secret)
        #expect(auth == "spotkey01:a0027cce74afca40418ee06c399f991de45a92f34ad96f5a340335e6ae0addfe")
    }

    @Test func presenceChannel() {
        let data = PusherFrame.member(.init(id: "u7", info: #"{"paddle":"P12"}"#), idKey: "user_id")
        #expect(data == #"{"user_id":"u7","user_info":{"paddle":"P12"}}"#)
        let auth = PusherSignature.channel(
            "presence-sale-9", data: data, socketID: socketID, key: "spotkey01", secret: secret)
        #expect(auth == "spotkey01:21d39b445b627616f928904cd80973465f0a9eae1da9dbf50d6f9bde9b30c65a")
    }

    @Test func user() {
        let data = PusherFrame.member(.init(id: "u7"), idKey: "id")
        #expect(data == #"{"id":"u7"}"#)
        let auth = PusherSignature.user(data: data, socketID: socketID, key: "k", secret: secret)
        #expect(auth == "k:d900fb7ee4f1185a600a312928bd67b27cadc6b0c9994c97e5995e81db054366")
    }

    @Test func encryptedChannel() throws {
        let key = PusherSignature.channelKey("private-encrypted-lot-4711", masterKey: masterKey)
        #expect(bytes(channelKey) == key)
        let sealed = try #require(bytes(box))
        let nonce = try #require(bytes(nonce))
        let plain = try #require(SecretBox.open(sealed, nonce: nonce, key: key))
        #expect(String(decoding: plain, as: UTF8.self) == #"{"amount":125000}"#)
    }

    @Test func aChangedBoxStaysShut() throws {
        let key = try #require(bytes(channelKey))
        let nonce = try #require(bytes(nonce))
        let sealed = try #require(bytes(box))
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(SecretBox.open(changed, nonce: nonce, key: key) == nil)
        }
        for length in 0..<sealed.count {
            #expect(SecretBox.open(Array(sealed.prefix(length)), nonce: nonce, key: key) == nil)
        }
        #expect(SecretBox.open(sealed, nonce: Array(nonce.dropLast()), key: key) == nil)
        #expect(SecretBox.open(sealed, nonce: nonce, key: Array(key.dropLast())) == nil)
    }

    @Test(arguments: [("", [UInt8]()), ("AA==", [0]), ("AAE=", [0, 1]), ("AAEC", [0, 1, 2])])
    func base64(_ text: String, _ expected: [UInt8]) {
        #expect(bytes(text) == expected)
    }

    @Test(arguments: ["A", "AA", "AA=", "AA===", "A*==", "AAEC\n", "AA==AA==", "_-_-"])
    func base64Refuses(_ text: String) {
        #expect(bytes(text) == nil)
    }

    private static let socketIDRows: [(String, Bool)] = [
        ("81234.5566778", true), ("1.2", true), ("", false), ("1", false), ("1.", false), (".2", false),
        ("1.2.3", false), ("1.2::user::", false), ("a.b", false), ("1 .2", false),
        (String(repeating: "1", count: 64) + ".2", false),
    ]

    @Test(arguments: socketIDRows)
    func socketIDs(_ text: String, _ isSignable: Bool) {
        #expect(PusherSignature.isSignable(text) == isSignable)
    }
}
