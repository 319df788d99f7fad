import Lines
import TOMLKit

/// A table of a TOML file that a person has written; says of what is wrong in it where it stands and what was expected.
public struct SettingsTable {
    private let file: File
    let table: TOMLTable
    private let steps: [KeyStep]

    private struct File {
        let path: String
        let text: String
    }

    /// What a key holds.
    public enum Kind: Hashable, Sendable {
        case text, integer, number, flag, list, table
        /// A date, a time of day or both.
        case moment
    }

    /// The whole file as a table.
    ///
    /// - Parameter path: what to call the file in errors.
    /// - Throws: what is wrong with the notation.
    public init(_ text: String, path: String) throws(SettingsError) {
        // The reader behind takes a zero for the end of the text, and would leave out what follows.
        guard !text.utf8.contains(0) else { throw SettingsError(path: path, "a zero byte: this is no text") }
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let begin = error.source.begin
            throw SettingsError(path: path, place: TextPlace(line: begin.line, column: begin.column), error.description)
        } catch {
            throw SettingsError(path: path, "\(error)")
        }
        file = File(path: path, text: text)
        steps = []
    }

    private init(_ table: TOMLTable, _ file: File, _ steps: [KeyStep]) {
        self.table = table
        self.file = file
        self.steps = steps
    }

    /// In alphabetical order.
    public var keys: [String] { table.keys }

    /// What the key holds; nil where it is missing.
    public func kind(of key: String) -> Kind? {
        switch table[key]?.type {
        case nil: nil
        case .string: .text
        case .int: .integer
        case .double: .number
        case .bool: .flag
        case .array: .list
        case .table: .table
        case .date, .time, .dateTime: .moment
        }
    }

    // MARK: Values; nil where the key is missing

    public func string(_ key: String) throws(SettingsError) -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.string else { throw fault(key, "expected a text in quotes") }
        return text
    }

    /// A text that is shown as it is: one line.
    public func line(_ key: String) throws(SettingsError) -> String? {
        guard let text = try string(key) else { return nil }
        guard text.unicodeScalars.allSatisfy(\.isPrintable) else {
            throw fault(key, "expected one line without control characters")
        }
        return text
    }

    public func bool(_ key: String) throws(SettingsError) -> Bool? {
        guard let value = table[key] else { return nil }
        guard let flag = value.bool else { throw fault(key, "expected true or false") }
        return flag
    }

    /// - Parameter range: what is allowed.
    public func integer(
        _ key: String, in range: ClosedRange<Int> = Int.min...Int.max
    ) throws(SettingsError) -> Int? {
        guard let value = table[key] else { return nil }
        let isAny = range == Int.min...Int.max
        guard let number = value.int, range.contains(number) else {
            throw fault(key, "expected a whole number" + (isAny ? "" : ", \(range.lowerBound) to \(range.upperBound)"))
        }
        return number
    }

    public func strings(_ key: String) throws(SettingsError) -> [String]? {
        guard let value = table[key] else { return nil }
        guard let array = value.array else { throw fault(key, "expected a list, e.g. [\"lots\"]") }
        var texts: [String] = []
        for element in array {
            guard let text = element.string else { throw fault(key, "expected texts in quotes") }
            texts.append(text)
        }
        return texts
    }

    public func table(_ key: String) throws(SettingsError) -> SettingsTable? {
        guard let value = table[key] else { return nil }
        guard let inner = value.table else { throw fault(key, "expected a table") }
        return SettingsTable(inner, file, steps + [.key(key)])
    }

    /// The `[[key]]` tables; none where the key is missing.
    public func tables(_ key: String) throws(SettingsError) -> [SettingsTable] {
        guard let value = table[key] else { return [] }
        guard let array = value.array else { throw fault(key, "expected [[\(name(of: key))]] tables") }
        var tables: [SettingsTable] = []
        for (index, element) in array.enumerated() {
            let steps = steps + [.key(key), .element(index)]
            guard let inner = element.table else { throw fault(steps, "expected a table") }
            tables.append(SettingsTable(inner, file, steps))
        }
        return tables
    }

    /// A text, a number or a truth value as it would be written.
    public func scalar(_ key: String) throws(SettingsError) -> String? {
        guard let value = table[key] else { return nil }
        if let text = value.string { return text }
        if let number = value.int { return String(number) }
        if let number = value.double { return String(number) }
        if let flag = value.bool { return String(flag) }
        throw fault(key, "expected a text, a number, true or false")
    }

    // MARK: Places

    /// The line on which the key, or else the table that holds it, stands, from 1.
    public func line(of key: String) -> Int? {
        KeyLocator(file.text).place(of: steps + [.key(key)])?.line
    }

    // MARK: Faults

    /// - Throws: the first key that is not among those known, with the nearest of them.
    public func check(known: [String]) throws(SettingsError) {
        for key in keys where !known.contains(key) {
            throw fault(key, "unknown key \"\(key)\"" + Self.advice(for: key, among: known))
        }
    }

    /// `; did you mean "text"?`, or else a list of all.
    public static func advice(for word: String, among known: [String]) -> String {
        let nearest = Suggestion.nearest(to: word, among: known)
        return nearest.map { "; did you mean \"\($0)\"?" } ?? "; known: \(known.joined(separator: ", "))"
    }

    /// A fault at a key of this table.
    public func fault(_ key: String, _ advice: String) -> SettingsError {
        fault(steps + [.key(key)], advice)
    }

    /// A fault of the table itself.
    public func fault(_ advice: String) -> SettingsError {
        fault(steps, advice)
    }

    private func fault(_ steps: [KeyStep], _ advice: String) -> SettingsError {
        SettingsError(
            path: file.path, place: KeyLocator(file.text).place(of: steps), key: Self.name(of: steps), advice)
    }

    private func name(of key: String) -> String { Self.name(of: steps + [.key(key)]) }

    private static func name(of steps: [KeyStep]) -> String {
        var keys: [String] = []
        for case .key(let key) in steps { keys.append(key) }
        return keys.joined(separator: ".")
    }
}
