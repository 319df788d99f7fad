import Domain
import TUI

/// A message's data laid out for reading: JSON indented and in colours, other text by line, bytes as a hex dump.
///
/// The JSON is cut into its marks, never parsed: what is no JSON after all is shown as it came.
struct PayloadPicture {
    private let payload: Payload
    private let theme: Theme

    init(_ payload: Payload, theme: Theme) {
        self.payload = payload
        self.theme = theme
    }

    /// At most so many lines.
    func lines(limit: Int) -> [StyledText] {
        switch payload {
        case .json(let text):
            var layout = JSONLayout(theme: theme, limit: limit)
            return layout.lines(of: text)
        case .text(let text):
            return text.split(separator: "\n", maxSplits: limit, omittingEmptySubsequences: false).prefix(limit)
                .map { StyledText(String($0.prefix(2_000)), theme[.text]) }
        case .binary(let bytes): return Self.dump(bytes.prefix(limit * 16)).map { StyledText($0, theme[.text]) }
        }
    }

    /// `0010  48 65 6c 6c 6f …`.
    private static func dump(_ bytes: ArraySlice<UInt8>) -> [String] {
        stride(from: bytes.startIndex, to: bytes.endIndex, by: 16).map { start in
            let row = bytes[start..<min(start + 16, bytes.endIndex)]
            return hex(UInt64(start), digits: 4) + "  " + row.map { hex(UInt64($0), digits: 2) }.joined(separator: " ")
        }
    }

    private static func hex(_ number: UInt64, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}

/// JSON text, line by line.
private struct JSONLayout {
    let theme: Theme
    let limit: Int
    private var lines: [StyledText] = []
    private var line = StyledText.empty
    private var depth = 0

    init(theme: Theme, limit: Int) {
        self.theme = theme
        self.limit = limit
    }

    mutating func lines(of text: String) -> [StyledText] {
        let bytes = Array(text.utf8)
        var at = 0
        while at < bytes.count, lines.count < limit {
            switch bytes[at] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                let isEmpty = Self.isClosed(bytes, after: at)
                add(bytes[at], isEmpty ? bytes[at] + 2 : nil)
                at = isEmpty ? Self.next(bytes, at + 1) : at
                if !isEmpty {
                    depth += 1
                    breakLine()
                }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth = max(0, depth - 1)
                breakLine()
                add(bytes[at], nil)
            case UInt8(ascii: ","):
                add(bytes[at], nil)
                breakLine()
            case UInt8(ascii: ":"): line += StyledText(": ", theme[.jsonMark])
            case UInt8(ascii: "\""): at = addString(bytes, at)
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
            default: at = addWord(bytes, at)
            }
            at += 1
        }
        if !line.isEmpty { lines.append(line) }
        if at < bytes.count { lines.append(StyledText("…", theme[.faint])) }
        return lines
    }

    private mutating func add(_ mark: UInt8, _ second: UInt8?) {
        let text = String(decoding: [mark] + (second.map { [$0] } ?? []), as: UTF8.self)
        line += StyledText(text, theme[.jsonMark])
    }

    private mutating func breakLine() {
        lines.append(line)
        line = StyledText(String(repeating: "  ", count: min(depth, 24)))
    }

    /// A key where a colon follows. Answers where its last byte is.
    private mutating func addString(_ bytes: [UInt8], _ start: Int) -> Int {
        var end = start + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        end = min(end, bytes.count - 1)
        let next = Self.next(bytes, end + 1)
        let isKey = next < bytes.count && bytes[next] == UInt8(ascii: ":")
        line += StyledText(text(bytes, start, end), theme[isKey ? .jsonKey : .jsonString])
        return end
    }

    /// A number, `true`, `false`, `null`.
    private mutating func addWord(_ bytes: [UInt8], _ start: Int) -> Int {
        let ends = Array(",]}: \n\t\r\"[{".utf8)
        var end = start
        while end + 1 < bytes.count, !ends.contains(bytes[end + 1]) { end += 1 }
        let isNumber = bytes[start] == UInt8(ascii: "-") || bytes[start] &- UInt8(ascii: "0") < 10
        line += StyledText(text(bytes, start, end), theme[isNumber ? .jsonNumber : .jsonWord])
        return end
    }

    /// The bytes of one mark; a long one is cut.
    private func text(_ bytes: [UInt8], _ start: Int, _ end: Int) -> String {
        let longest = 2_000
        guard end - start > longest else { return String(decoding: bytes[start...end], as: UTF8.self) }
        return String(decoding: bytes[start..<start + longest], as: UTF8.self) + "…"
    }

    /// Whether nothing stands between an opening mark and its closing one.
    private static func isClosed(_ bytes: [UInt8], after start: Int) -> Bool {
        let place = next(bytes, start + 1)
        return place < bytes.count && bytes[place] == bytes[start] + 2
    }

    /// The next byte that is no white space.
    private static func next(_ bytes: [UInt8], _ start: Int) -> Int {
        var place = start
        while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
        return place
    }
}
