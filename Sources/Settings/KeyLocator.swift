/// A step from a table or a list to what is in it.
enum KeyStep: Hashable {
    case key(String)
    case element(Int)
}

/// Finds where a key stands in TOML text that has already been read without fault: the reader itself keeps no places.
struct KeyLocator {
    private var cursor: TOMLCursor
    /// The first byte of each key.
    private var starts: [[KeyStep]: Int] = [:]
    /// How many elements each `[[list]]` has so far.
    private var counts: [[KeyStep]: Int] = [:]

    init(_ text: String) {
        cursor = TOMLCursor(text)
        var table: [KeyStep] = []
        while let byte = cursor.nextOnAnyLine() {
            if byte == UInt8(ascii: "[") {
                table = header()
            } else {
                pair(under: table)
            }
        }
    }

    /// Where the key stands, or else the table that holds it.
    func place(of path: [KeyStep]) -> TextPlace? {
        var path = path
        while !path.isEmpty {
            if let start = starts[path] { return place(at: start) }
            path.removeLast()
        }
        return nil
    }

    private func place(at start: Int) -> TextPlace {
        let lines = cursor.text[..<start].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return TextPlace(
            line: lines.count, column: 1 + (lines.last.map { String(decoding: $0, as: UTF8.self).count } ?? 0))
    }

    private mutating func note(_ path: [KeyStep], _ start: Int) {
        if starts[path] == nil { starts[path] = start }
    }

    /// `[table]` or `[[list]]`, and the path it leads to: through a list it is the last element's.
    private mutating func header() -> [KeyStep] {
        let start = cursor.at
        cursor.advance()
        let isList = cursor.next() == UInt8(ascii: "[")
        if isList { cursor.advance() }
        let keys = cursor.keys()
        cursor.skipLine()
        var path: [KeyStep] = []
        for (index, key) in keys.enumerated() {
            path.append(.key(key))
            note(path, start)
            let isNew = isList && index == keys.count - 1
            if isNew { counts[path, default: 0] += 1 }
            guard let count = counts[path] else { continue }
            path.append(.element(count - 1))
            note(path, start)
        }
        return path
    }

    /// `key = value`.
    private mutating func pair(under table: [KeyStep]) {
        let start = cursor.at
        var path = table
        for key in cursor.keys() {
            path.append(.key(key))
            note(path, start)
        }
        // What is no pair is no TOML; going on with the next line ends the reading all the same.
        guard cursor.next() == UInt8(ascii: "=") else { return cursor.skipLine() }
        cursor.advance()
        value(under: path)
    }

    private mutating func value(under path: [KeyStep]) {
        switch cursor.next() {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): cursor.string()
        case UInt8(ascii: "["): list(under: path)
        case UInt8(ascii: "{"): inlineTable(under: path)
        default: cursor.skipWord()
        }
    }

    private mutating func list(under path: [KeyStep]) {
        cursor.advance()
        var index = 0
        while let byte = cursor.nextOnAnyLine(past: [UInt8(ascii: ",")]), byte != UInt8(ascii: "]") {
            let start = cursor.at
            note(path + [.element(index)], start)
            value(under: path + [.element(index)])
            index += 1
            if cursor.at == start { cursor.advance() }
        }
        cursor.advance()
    }

    private mutating func inlineTable(under path: [KeyStep]) {
        cursor.advance()
        while let byte = cursor.nextOnAnyLine(past: [UInt8(ascii: ",")]), byte != UInt8(ascii: "}") {
            let start = cursor.at
            pair(under: path)
            if cursor.at == start { cursor.advance() }
        }
        cursor.advance()
    }
}
