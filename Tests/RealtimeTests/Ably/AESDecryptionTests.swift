import Testing

@testable import Realtime

@Suite struct AESDecryptionTests {
    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.compactMap { $0.hexDigitValue.map(UInt8.init) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// FIPS 197, appendices B, C.1 and C.3.
    @Test(arguments: [
        (
            "2b7e151628aed2a6abf7158809cf4f3c", "3925841d02dc09fbdc118597196a0b32",
            "3243f6a8885a308d313198a2e0370734"
        ),
        (
            "000102030405060708090a0b0c0d0e0f", "69c4e0d86a7b0430d8cdb78070b4c55a",
            "00112233445566778899aabbccddeeff"
        ),
        (
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "8ea2b7ca516745bfeafc49904b496089",
            "00112233445566778899aabbccddeeff"
        ),
    ])
    func invertsABlock(_ key: String, _ sealed: String, _ plain: String) throws {
        let decryption = try #require(AESDecryption(key: Self.bytes(key)))
        var block = Self.bytes(sealed)
        decryption.invert(&block)
        #expect(block == Self.bytes(plain))
    }

    private static let key = (0..<32).map { UInt8($0) }
    /// The protocol page's vector: `{"amount":125000}`.
    private static let sealed = bytes(
        """
        c8c9cacbcccdcecfd0d1d2d3d4d5d6d7 f60f7022b642d2eed4926decac06f069 73aad69d0f517bb6619f1fb6327429a5
        """)

    @Test func opensAMessage() throws {
        let decryption = try #require(AESDecryption(key: Self.key))
        let plain = try #require(decryption.open(Self.sealed))
        #expect(String(decoding: plain, as: UTF8.self) == #"{"amount":125000}"#)
    }

    @Test func refusesWhatDoesNotFit() throws {
        for length in [0, 1, 15, 17, 24, 31, 33] {
            #expect(AESDecryption(key: Array(repeating: 0, count: length)) == nil)
        }
        let decryption = try #require(AESDecryption(key: Self.key))
        for length in 0..<Self.sealed.count { #expect(decryption.open(Array(Self.sealed.prefix(length))) == nil) }
        var damaged = Self.sealed
        damaged[damaged.count - 1] ^= 1
        #expect(decryption.open(damaged) == nil)
        #expect(AESDecryption(key: Self.key.reversed())?.open(Self.sealed) == nil)
    }
}
