/// Reading AES in CBC mode with PKCS #7 padding (FIPS 197, NIST SP 800-38A §6.2, RFC 5652 §6.3).
///
/// The library for the other ciphers has this mode only in a further product, with ASN.1 and much else behind it. Reading alone is needed.
struct AESDecryption {
    static let blockLength = 16

    /// The round keys, one block each.
    private let schedule: [UInt8]
    private let rounds: Int
    /// The key's length.
    var bits: Int { (rounds - 6) * 32 }

    /// - Parameter key: 16 or 32 bytes; `nil` for any other number.
    init?(key: [UInt8]) {
        guard key.count == 16 || key.count == 32 else { return nil }
        rounds = key.count / 4 + 6
        schedule = Self.expand(key, rounds: rounds)
    }

    /// What follows an initialisation vector of one block; `nil` where the length or the padding shows that key or text are wrong.
    func open(_ sealed: [UInt8]) -> [UInt8]? {
        guard sealed.count >= 2 * Self.blockLength, sealed.count % Self.blockLength == 0 else { return nil }
        var plain: [UInt8] = []
        plain.reserveCapacity(sealed.count)
        var block = [UInt8](repeating: 0, count: Self.blockLength)
        for start in stride(from: Self.blockLength, to: sealed.count, by: Self.blockLength) {
            for index in 0..<Self.blockLength { block[index] = sealed[start + index] }
            invert(&block)
            for index in 0..<Self.blockLength { plain.append(block[index] ^ sealed[start - Self.blockLength + index]) }
        }
        guard let padding = plain.last.map(Int.init), (1...Self.blockLength).contains(padding),
            plain.suffix(padding).allSatisfy({ Int($0) == padding })
        else { return nil }
        plain.removeLast(padding)
        return plain
    }

    /// The inverse cipher of one block (FIPS 197 §5.3).
    func invert(_ block: inout [UInt8]) {
        addKey(rounds, &block)
        for round in stride(from: rounds - 1, through: 0, by: -1) {
            unshiftAndSubstitute(&block)
            addKey(round, &block)
            if round > 0 { unmixColumns(&block) }
        }
    }

    private func addKey(_ round: Int, _ block: inout [UInt8]) {
        for index in 0..<Self.blockLength { block[index] ^= schedule[round * Self.blockLength + index] }
    }

    /// Row r moves r places to the right; each byte passes the inverse S-box.
    private func unshiftAndSubstitute(_ block: inout [UInt8]) {
        let old = block
        for column in 0..<4 {
            for row in 0..<4 {
                block[(column + row) % 4 * 4 + row] = Self.tables.inverse[Int(old[column * 4 + row])]
            }
        }
    }

    private func unmixColumns(_ block: inout [UInt8]) {
        let tables = Self.tables
        for start in stride(from: 0, to: Self.blockLength, by: 4) {
            let (a, b) = (Int(block[start]), Int(block[start + 1]))
            let (c, d) = (Int(block[start + 2]), Int(block[start + 3]))
            block[start] = tables.by14[a] ^ tables.by11[b] ^ tables.by13[c] ^ tables.by9[d]
            block[start + 1] = tables.by9[a] ^ tables.by14[b] ^ tables.by11[c] ^ tables.by13[d]
            block[start + 2] = tables.by13[a] ^ tables.by9[b] ^ tables.by14[c] ^ tables.by11[d]
            block[start + 3] = tables.by11[a] ^ tables.by13[b] ^ tables.by9[c] ^ tables.by14[d]
        }
    }

    /// FIPS 197 §5.2.
    private static func expand(_ key: [UInt8], rounds: Int) -> [UInt8] {
        var schedule = key
        let words = key.count / 4
        var constant: UInt8 = 1
        for index in words..<4 * (rounds + 1) {
            var word = Array(schedule.suffix(4))
            if index % words == 0 {
                word = [word[1], word[2], word[3], word[0]].map { tables.forward[Int($0)] }
                word[0] ^= constant
                constant = double(constant)
            } else if words > 6, index % words == 4 {
                word = word.map { tables.forward[Int($0)] }
            }
            let earlier = schedule.count - key.count
            for place in 0..<4 { schedule.append(schedule[earlier + place] ^ word[place]) }
        }
        return schedule
    }

    // MARK: The field GF(2⁸) (FIPS 197 §4)

    private struct Tables {
        var forward = [UInt8](repeating: 0x63, count: 256)
        var inverse = [UInt8](repeating: 0, count: 256)
        let by9 = (0...255).map { multiply($0, 9) }
        let by11 = (0...255).map { multiply($0, 11) }
        let by13 = (0...255).map { multiply($0, 13) }
        let by14 = (0...255).map { multiply($0, 14) }

        init() {
            // 3 generates the field's every element but 0, and 0xF6 is its inverse: the two run through it in opposite directions.
            var element: UInt8 = 1
            var reciprocal: UInt8 = 1
            repeat {
                element = multiply(element, 3)
                reciprocal = multiply(reciprocal, 0xF6)
                let turned = (1...4).reduce(reciprocal) { $0 ^ (reciprocal << $1 | reciprocal >> (8 - $1)) }
                forward[Int(element)] = turned ^ 0x63
            } while element != 1
            for (index, value) in forward.enumerated() { inverse[Int(value)] = UInt8(truncatingIfNeeded: index) }
        }
    }

    private static let tables = Tables()

    private static func double(_ value: UInt8) -> UInt8 {
        value << 1 ^ (value & 0x80 == 0 ? 0 : 0x1B)
    }

    private static func multiply(_ value: UInt8, _ factor: UInt8) -> UInt8 {
        var (product, value, factor): (UInt8, UInt8, UInt8) = (0, value, factor)
        while factor != 0 {
            if factor & 1 == 1 { product ^= value }
            value = double(value)
            factor >>= 1
        }
        return product
    }
}
