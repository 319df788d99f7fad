import JSON
import Testing

@testable import Realtime

/// The ciphertexts are the official Python SDK's (10.8.0), with the cipher key `enigma`.
@Suite struct PubNubCipherTests {
    private static let object = #"{"amount":125000,"ccy":"EUR"}"#
    private static let list = #"[1,{"a":"xxxxxxxxxxxxxxxxxxxx"}]"#

    private static func open(_ sealed: String, key: String = "enigma") throws -> String? {
        let cipher = try #require(PubNubCipher(key: Secret(Array(key.utf8))))
        let document = JSONDocument()
        return Array(sealed.utf8).withUnsafeBytes { bytes in
            cipher.open(JSONText(bytes), with: document).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    @Test(arguments: [
        (
            object,
            "UE5FRAFBQ1JIEE53yre3dMRjmk7i/4se73KU7FGimjND6vPted0UrsVisUMleTaO1MUtk8a2d2Tqbw=="
        ),
        (#""größer""#, "UE5FRAFBQ1JIEKeUv+GJXyqt07yHsRwKrBRH9kqk7TdVqNaeUnG1AHUZ"),
        ("7", "UE5FRAFBQ1JIEJ1sPfK3RbdaEUnoqBFPeKvm44Eh7iPdlR9+M8LxMp8k"),
        (
            list,
            "UE5FRAFBQ1JIEMi/EoSVFMGcyps5W+IR+j6Rijc+cMwGY+SxYRZ0lEofAQOM3b5a5c2iuoptX2+CS/mDQiEI7JGXJhIZop7q/7I="
        ),
    ])
    func opensThePresentForm(_ plain: String, _ sealed: String) throws {
        #expect(try Self.open(sealed) == plain)
    }

    @Test(arguments: [
        (object, "QAtmtRtriGyiJka45087rdYcpUqhz44LxX6ZsCXmAtU="),
        (#""größer""#, "Ik4PNooIX6+Mh3WjtPziTA=="),
        ("7", "VEcKoS7ts1kePIOLzEt2uQ=="),
        (list, "7QYsp1meNtmGpgrCO3b2LReswZT921gUqPYSdK4Fri3YRRXqLaAUT6EjOzTzbTFU"),
    ])
    func opensTheOlderForm(_ plain: String, _ sealed: String) throws {
        #expect(try Self.open(sealed) == plain)
    }

    @Test(arguments: [
        (object, "a0KYDkiyLI1PEoUZ1Lwd+YXcSMtbIIzs12bHBU4TLC6lViLHTZlzwvAoqGJNwvid"),
        (object, "RkhlTFRFTXNUakdWYUN0c/wEaUy2xq5DVoWZVcPZdJ5zsa75mczbUQFqHvbygz6V"),
        (#""größer""#, "5jCSzTcgr/aWU/+TF+rZYYbhIFtgmdB/M11O9Yrkb0Q="),
        ("7", "BXPzfq6zdHBxiCV6T/i+oezqAXp11sroQ84be8275As="),
        (list, "7uesWYmPoVRWUJh4OaiE9fLq3rln7eQ0dylZnyrwrerScsglWb0ljsi0MHWT1Vpfk8yoYyoqe0a9agao8Yr14A=="),
    ])
    func opensTheOlderFormWithAVectorOfItsOwn(_ plain: String, _ sealed: String) throws {
        #expect(try Self.open(sealed) == plain)
    }

    /// The SDK's own ciphertexts where its random bytes are a0 to af.
    @Test(arguments: [
        (object, "UE5FRAFBQ1JIEKChoqOkpaanqKmqq6ytrq8wFVYGcGfUq+BDs/eUH7ZjP5/EsDxTWMsEU3U/xzVP9w=="),
        (#""größer""#, "UE5FRAFBQ1JIEKChoqOkpaanqKmqq6ytrq9VjO7NudNqtYjglWoD+lQJ"),
        ("7", "UE5FRAFBQ1JIEKChoqOkpaanqKmqq6ytrq/cgQwwtOeNsxnNTO3RIRrC"),
    ])
    func sealsInThePresentForm(_ plain: String, _ sealed: String) throws {
        let cipher = try #require(PubNubCipher(key: Secret(Array("enigma".utf8))))
        #expect(cipher.seal(plain, vector: Array(0xA0..<0xB0)) == "\"\(sealed)\"")
    }

    /// Text without quotes, as one writes it who calls the crypto module by hand.
    @Test func takesTextForText() throws {
        let cipher = try #require(PubNubCipher(key: Secret(Array("enigma".utf8))))
        let sealed = cipher.seal("sold \"twice\"", vector: Array(repeating: 1, count: 16))
        #expect(try Self.open(String(sealed.dropFirst().dropLast())) == #""sold \"twice\"""#)
    }

    @Test(arguments: [
        "", "=", "hello", "UE5F", "UE5FRA==", "UE5FRAFBQ1JI", "UE5FRAFBQ1JIEA==",
        // One block, of the older form, without its end.
        "QAtmtRtriGyiJka45087rQ==",
        // Version 2, then another mode, then a vector of 15 bytes.
        "UE5FRAJBQ1JIEJ1sPfK3RbdaEUnoqBFPeKvm44Eh7iPdlR9+M8LxMp8k",
        "UE5FRAFBQ1JJEJ1sPfK3RbdaEUnoqBFPeKvm44Eh7iPdlR9+M8LxMp8k",
        "UE5FRAFBQ1JID51sPfK3RbdaEUnoqBFPeKvm44Eh7iPdlR9+M8LxMp8k",
    ])
    func refusesWhatIsNone(_ sealed: String) throws {
        #expect(try Self.open(sealed) == nil)
    }

    @Test(arguments: [
        "UE5FRAFBQ1JIEE53yre3dMRjmk7i/4se73KU7FGimjND6vPted0UrsVisUMleTaO1MUtk8a2d2Tqbw==",
        "QAtmtRtriGyiJka45087rdYcpUqhz44LxX6ZsCXmAtU=",
        "a0KYDkiyLI1PEoUZ1Lwd+YXcSMtbIIzs12bHBU4TLC6lViLHTZlzwvAoqGJNwvid",
    ])
    func refusesAnotherKey(_ sealed: String) throws {
        #expect(try Self.open(sealed, key: "Enigma") == nil)
    }
}
