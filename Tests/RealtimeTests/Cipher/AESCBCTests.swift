import Testing

@testable import Realtime

@Suite struct AESCBCTests {
    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.compactMap { $0.hexDigitValue.map(UInt8.init) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private static let key = (0..<32).map { UInt8($0) }
    /// The protocol page's vector: `{"amount":125000}`.
    private static let sealed = bytes(
        """
        c8c9cacbcccdcecfd0d1d2d3d4d5d6d7 f60f7022b642d2eed4926decac06f069 73aad69d0f517bb6619f1fb6327429a5
        """)

    @Test func opensAndSealsAMessage() throws {
        let cipher = try #require(AESCBC(key: Self.key))
        let plain = try #require(cipher.open(Self.sealed))
        #expect(String(decoding: plain, as: UTF8.self) == #"{"amount":125000}"#)
        #expect(cipher.seal(plain, vector: Array(Self.sealed.prefix(16))) == Self.sealed)
    }

    private static let plain = bytes(
        """
        6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51 30c81c46a35ce411e5fbc1191a0a52ef
        f69f2445df4f9b17ad2b417be66c3710
        """)

    /// NIST SP 800-38A, F.2.1 and F.2.5: the vector's blocks, and one of padding behind them.
    @Test(arguments: [
        (
            "2b7e151628aed2a6abf7158809cf4f3c",
            """
            7649abac8119b246cee98e9b12e9197d 5086cb9b507219ee95db113a917678b2 73bed6b8e3c1743b7116e69e22229516
            3ff1caa1681fac09120eca307586e1a7
            """
        ),
        (
            "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
            """
            f58c4c04d6e5f1ba779eabfb5f7bfbd6 9cfc4e967edb808d679f777bc6702c7d 39f23369a9d9bacfa530e26304231461
            b2eb05e2c39be9fcda6c19078c6a9d1b
            """
        ),
    ])
    func chainsBlocks(_ key: String, _ sealed: String) throws {
        let cipher = try #require(AESCBC(key: Self.bytes(key)))
        #expect(cipher.bits == key.utf8.count * 4)
        let vector = Self.bytes("000102030405060708090a0b0c0d0e0f")
        let found = cipher.seal(Self.plain, vector: vector)
        #expect(found.count == 16 + 64 + 16)
        #expect(Array(found.dropFirst(16).prefix(64)) == Self.bytes(sealed))
        #expect(cipher.open(found) == Self.plain)
        // Without the block of padding the last one is taken for it.
        #expect(cipher.open(Array(found.dropLast(16))) == nil)
    }

    /// Any padding but the right one, RFC 5652 §6.3: none, too much, or of other bytes. In CBC a bit that is turned in the vector is
    /// turned in the first block.
    @Test(arguments: [0x00, 0x11, 0x80, 0xFF, 0x0D, 0x0F, 0x10] as [UInt8])
    func refusesPadding(_ last: UInt8) throws {
        let cipher = try #require(AESCBC(key: Self.key))
        var sealed = cipher.seal([1, 2], vector: Array(repeating: 9, count: 16))
        #expect(cipher.open(sealed) == [1, 2])
        sealed[15] ^= 0x0E ^ last
        #expect(cipher.open(sealed) == nil)
    }

    /// A byte within the padding counts as much as its last.
    @Test(arguments: 2..<15)
    func refusesPaddingWithAnotherByte(_ place: Int) throws {
        let cipher = try #require(AESCBC(key: Self.key))
        var sealed = cipher.seal([1, 2], vector: Array(repeating: 9, count: 16))
        sealed[place] ^= 1
        #expect(cipher.open(sealed) == nil)
    }

    @Test(arguments: 0...48)
    func opensWhatItSealed(_ length: Int) throws {
        let cipher = try #require(AESCBC(key: Self.key))
        let plain = (0..<length).map { UInt8($0) }
        let sealed = cipher.seal(plain, vector: Array(repeating: 9, count: 16))
        #expect(sealed.count == 16 + (length / 16 + 1) * 16)
        #expect(cipher.open(sealed) == plain)
    }

    @Test func refusesWhatDoesNotFit() throws {
        for length in [0, 1, 15, 17, 24, 31, 33] {
            #expect(AESCBC(key: Array(repeating: 0, count: length)) == nil)
        }
        let cipher = try #require(AESCBC(key: Self.key))
        for length in 0..<Self.sealed.count { #expect(cipher.open(Array(Self.sealed.prefix(length))) == nil) }
        var damaged = Self.sealed
        damaged[damaged.count - 1] ^= 1
        #expect(cipher.open(damaged) == nil)
        #expect(AESCBC(key: Self.key.reversed())?.open(Self.sealed) == nil)
    }
}
