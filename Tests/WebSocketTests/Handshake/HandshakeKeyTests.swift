import HTTP1
import Testing

@testable import WebSocket

/// RFC 6455 §1.3, §4.2.2: the key and its proof. RFC 4648 §4 and §10: base64.
struct HandshakeKeyTests {
    @Test(arguments: [
        ("dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),  // §1.3
        ("c3BvdHRlci1ub25jZS0wMQ==", "70olh8oSis5dnQ4UvzU1/0rmQz0="),
    ])
    func accept(_ key: String, _ accept: String) {
        #expect(HandshakeKey.accept(key) == accept)
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("spotter-nonce-01", "c3BvdHRlci1ub25jZS0wMQ=="), ("\u{7FF}?>", "37//Pj8="),
    ])
    func base64(_ text: String, _ encoded: String) {
        // The last one has all the digits' kinds in it.
        let bytes = text == "\u{7FF}?>" ? [0xDF, 0xBF, 0xFF, 0x3E, 0x3F] : Array(text.utf8)
        #expect(Base64.encode(bytes) == encoded)
        #expect(Base64.isEncoding(encoded, ofBytes: bytes.count))
    }

    @Test(arguments: [
        "", "c3BvdHRlci1ub25jZS0wMQ", "c3BvdHRlci1ub25jZS0wMQ=", "c3BvdHRlci1ub25jZS0wMQ===",
        "c3BvdHRlci1ub25jZS0wMTI=", "c3BvdHRlci1ub25jZS0w*Q==", "c3BvdHRlci1ub25jZS0wMQ=A", "=3BvdHRlci1ub25jZS0wMQ==",
        "c3BvdHRlci1ub25jZS0wMQ==\n",
    ])
    func isNoKey(_ text: String) {
        #expect(!HandshakeKey.isValid(text))
    }
}
