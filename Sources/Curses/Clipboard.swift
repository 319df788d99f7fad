/// Why a text was not copied; the description is one line for people.
public enum CopyError: Error, Hashable, Sendable {
    /// More than `limit` bytes; terminals cut or refuse longer ones.
    case tooLong(limit: Int)
    /// The terminal is not known to take text for the clipboard.
    case unsupported
    /// The terminal has been given back for a while.
    case suspended
}

extension CopyError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooLong(let limit): "too long to copy: more than \(limit / 1_000) kB"
        case .unsupported: "this terminal cannot be given text to copy"
        case .suspended: "the terminal is not ours at the moment"
        }
    }
}

/// Text on its way to the clipboard (OSC 52, xterm's "Manipulate Selection Data").
///
/// Whether the terminal takes it is its user's choice; it does not answer.
enum Clipboard {
    static let limit = 100_000

    /// The program between us and the terminal, which would keep the sequence for itself.
    enum Multiplexer: Hashable {
        case none, tmux, screen

        /// By the variables `TMUX` and `TERM`.
        init(tmux: String?, term: String?) {
            self = tmux != nil ? .tmux : term?.hasPrefix("screen") == true ? .screen : .none
        }
    }

    /// What to write.
    static func sequence(for text: String, through multiplexer: Multiplexer) throws(CopyError) -> String {
        guard text.utf8.count <= limit else { throw .tooLong(limit: limit) }
        // Ended by BEL, since ESC \ would end the wrapping as well.
        let bare = "\u{1B}]52;c;\(base64(text.utf8))\u{7}"
        return switch multiplexer {
        case .none: bare
        // tmux takes it itself with `set-clipboard on`, or passes it on with `allow-passthrough on`.
        case .tmux: bare + "\u{1B}Ptmux;\(bare.replacing("\u{1B}", with: "\u{1B}\u{1B}"))\u{1B}\\"
        case .screen: chunks(of: bare, 768 - 4).map { "\u{1B}P\($0)\u{1B}\\" }.joined()
        }
    }

    /// RFC 4648 §4, with padding.
    static func base64(_ bytes: some Sequence<UInt8>) -> String {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 1
            guard count == 3 else { continue }
            append(bits, characters: 4, to: &result)
            (bits, count) = (0, 0)
        }
        if count > 0 {
            append(bits << (8 * UInt32(3 - count)), characters: count + 1, to: &result)
            result += repeatElement(UInt8(ascii: "="), count: 3 - count)
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The first characters of 24 bits.
    private static func append(_ bits: UInt32, characters: Int, to result: inout [UInt8]) {
        for index in 0..<characters { result.append(alphabet[Int(bits >> (18 - 6 * UInt32(index)) & 63)]) }
    }

    /// Pieces of ASCII text; GNU screen takes strings of 768 bytes at most.
    private static func chunks(of text: String, _ size: Int) -> [Substring] {
        var rest = text[...]
        var result: [Substring] = []
        while !rest.isEmpty {
            result.append(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return result
    }
}
