/// Finds where a key stands in TOML text that has already been read without fault: the reader itself keeps no places.
struct KeyLocator {
    struct Place: Equatable {
        /// Both from 1.
        var line: Int
        var column: Int
    }

    private var places: [[String]: Place] = [:]

    init(_ text: String) {
        var table: [String] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let indent = line.prefix { $0 == " " || $0 == "\t" }.count
            let body = line.dropFirst(indent)
            let start = Place(line: index + 1, column: indent + 1)
            if body.hasPrefix("[") {
                let name = body.drop { $0 == "[" }.prefix { $0 != "]" }
                table = Self.keys(name)
                note(table, start)
            } else if !body.hasPrefix("#"), let equals = body.firstIndex(of: "=") {
                let key = Self.keys(body[..<equals])
                note(table + key, start)
                noteInline(line, from: line.index(after: equals), under: table + key, index + 1)
            }
        }
    }

    /// Where the key stands, or else the table that holds it.
    func place(of key: [String]) -> Place? {
        var key = key
        while !key.isEmpty {
            if let place = places[key] { return place }
            key.removeLast()
        }
        return nil
    }

    private mutating func note(_ key: [String], _ place: Place) {
        if places[key] == nil { places[key] = place }
    }

    /// The keys of `{ a = 1, b = 2 }` on the same line.
    private mutating func noteInline(_ line: Substring, from: Substring.Index, under key: [String], _ number: Int) {
        guard let brace = line[from...].firstIndex(of: "{") else { return }
        var at = line.index(after: brace)
        while at < line.endIndex {
            let part = line[at...].prefix { $0 != "," && $0 != "}" }
            if let equals = part.firstIndex(of: "=") {
                let name = part[..<equals].drop { $0 == " " }
                let column = line.distance(from: line.startIndex, to: name.startIndex) + 1
                note(key + Self.keys(name), Place(line: number, column: column))
            }
            guard part.endIndex < line.endIndex else { return }
            at = line.index(after: part.endIndex)
        }
    }

    /// `a."b.c".d` in its parts.
    private static func keys(_ text: Substring) -> [String] {
        var keys = [""]
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { keys[keys.count - 1].append(character) }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "." {
                keys.append("")
            } else if character != " " && character != "\t" {
                keys[keys.count - 1].append(character)
            }
        }
        return keys
    }
}
