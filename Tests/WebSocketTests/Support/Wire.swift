import WebSocket

/// Frames written to be read: hex, and text in quotes, with `|` between frames.
///
///     81 05 "Hello" | 89 00
enum Wire {
    /// The frames' bytes as a server sends them: not masked.
    static func frames(_ notation: String) -> [[UInt8]] {
        notation.split(separator: "|", omittingEmptySubsequences: false).map { bytes(String($0)) }
    }

    static func bytes(_ notation: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for (place, part) in notation.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            bytes += place % 2 == 1 ? Array(part.utf8) : hex(part)
        }
        return bytes
    }

    private static func hex(_ text: Substring) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    static let key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]

    /// The frame as a client sends it: masked, byte by byte as the RFC says.
    static func masked(_ frame: [UInt8]) -> [UInt8] {
        guard frame.count >= 2 else { return frame }
        let size = headSize(frame[1])
        let payload = frame.dropFirst(size).enumerated().map { $1 ^ key[$0 % 4] }
        return [frame[0], frame[1] | 0x80] + frame[2..<min(size, frame.count)] + key + payload
    }

    /// What a peer of `role` gets to read.
    static func input(_ notation: String, to role: Role) -> [UInt8] {
        frames(notation).flatMap { role == .server ? masked($0) : $0 }
    }

    static func headSize(_ second: UInt8) -> Int {
        switch second & 0x7F {
        case 126: 4
        case 127: 10
        default: 2
        }
    }

    /// A frame with the shortest length.
    static func frame(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let count = payload.count
        switch count {
        case ...125: return [first, UInt8(count)] + payload
        case ...65535: return [first, 126, UInt8(count >> 8), UInt8(count & 0xFF)] + payload
        default: return [first, 127] + withUnsafeBytes(of: UInt64(count).bigEndian) { Array($0) } + payload
        }
    }

    /// Takes the masks off what an endpoint wrote; nil if a frame is masked and should not be, or the reverse.
    static func unmasked(_ bytes: [UInt8], from role: Role) -> [UInt8]? {
        var (plain, index): ([UInt8], Int) = ([], 0)
        while index < bytes.count {
            guard (bytes[index + 1] & 0x80 != 0) == (role == .client) else { return nil }
            let head = headSize(bytes[index + 1])
            let long = bytes[(index + 2)..<(index + head)].reduce(0) { $0 << 8 | Int($1) }
            let length = head > 2 ? long : Int(bytes[index + 1] & 0x7F)
            let keySize = role == .client ? 4 : 0
            let (keyStart, start) = (index + head, index + head + keySize)
            plain += [bytes[index], bytes[index + 1] & 0x7F] + bytes[(index + 2)..<keyStart]
            plain += (0..<length).map { bytes[start + $0] ^ (keySize > 0 ? bytes[keyStart + $0 % 4] : 0) }
            index = start + length
        }
        return plain
    }

    /// Hex; of more than 300 bytes the count and a hash, which is all a comparison needs.
    static func describe(_ bytes: some Sequence<UInt8>) -> String {
        let bytes = Array(bytes)
        guard bytes.count > 300 else {
            return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
        }
        var hasher = Hasher()
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        return "\(bytes.count) bytes with hash \(hasher.finalize())"
    }
}
