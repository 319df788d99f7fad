import CThemes
public import Interface
import Lines
public import Settings

/// The themes that are compiled into the program, and a user's own, which win where names are equal.
///
/// Nothing is parsed before it is asked for.
public struct ThemeCatalog: Sendable {
    /// The theme when none is asked for.
    public static let standard = "dark"

    /// Names in the order in which they are offered: a user's own first.
    public let names: [String]
    private let own: [String: ThemeFile]
    private let builtIn: [String: ThemeFile]

    /// - Parameter own: the files of the user's folder.
    public init(own: [ThemeFile] = []) {
        let builtIn = Self.embedded
        self.own = Dictionary(own.map { ($0.name, $0) }) { $1 }
        self.builtIn = Dictionary(builtIn.map { ($0.name, $0) }) { $1 }
        let ownNames = self.own.keys.sorted()
        names = ownNames + builtIn.map(\.name).filter { !ownNames.contains($0) }
    }

    /// A theme as a list shows it.
    public struct Entry: Hashable, Sendable {
        public var name: String
        /// One line.
        public var description: String
        public var appearance: ThemeDefinition.Appearance
        /// Whether it comes from the user's folder.
        public var isOwn: Bool
        /// What is wrong with it; such a theme cannot be chosen.
        public var fault: SettingsError?
    }

    /// - Returns: nil where no theme has that name.
    public func entry(_ name: String) -> Entry? {
        guard names.contains(name) else { return nil }
        let isOwn = own[name] != nil
        do throws(SettingsError) {
            let definition = try definition(named: name)
            return Entry(
                name: name, description: definition.description, appearance: definition.appearance, isOwn: isOwn)
        } catch {
            return Entry(name: name, description: "", appearance: .dark, isOwn: isOwn, fault: error)
        }
    }

    /// - Throws: that there is none of that name, or what is wrong in its file or in one that it inherits from.
    public func theme(named name: String) throws(SettingsError) -> Theme {
        try definition(named: name).theme
    }

    /// The same before colours are looked up.
    public func definition(named name: String) throws(SettingsError) -> ThemeDefinition {
        guard let file = own[name] ?? builtIn[name] else { throw unknown(name) }
        return try read(file, after: [])
    }

    /// - Parameter heirs: the files that inherit from this one, from the one asked for.
    private func read(_ file: ThemeFile, after heirs: [ThemeFile]) throws(SettingsError) -> ThemeDefinition {
        let line = heirs + [file]
        return try file.read { name throws(SettingsError) in
            guard let parent = parent(name, of: file) else { throw unknown(name) }
            if line.contains(parent) {
                let names = (line + [parent]).map(\.name).joined(separator: " → ")
                throw SettingsError("inherits from itself: \(names)")
            }
            return try read(parent, after: line)
        }
    }

    /// Built-in themes rest on built-in ones alone; a user's may bear the name of the built-in one that it changes.
    private func parent(_ name: String, of heir: ThemeFile) -> ThemeFile? {
        guard own[heir.name] == heir else { return builtIn[name] }
        return name == heir.name ? builtIn[name] ?? heir : own[name] ?? builtIn[name]
    }

    private func unknown(_ name: String) -> SettingsError {
        let nearest = Suggestion.nearest(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
        return SettingsError("no theme is named \"\(name)\"\(nearest) (\(names.joined(separator: ", ")))")
    }

    /// The files inside the program. Each begins with its name, as there are no file names here.
    private static let embedded: [ThemeFile] = {
        let files = spotter_themes()
        return UnsafeRawBufferPointer(start: files.bytes, count: files.size).split(separator: 0).map { bytes in
            let name = bytes.split(separator: UInt8(ascii: "\""), maxSplits: 2).dropFirst().first ?? bytes
            let text = String(decoding: name, as: UTF8.self)
            return ThemeFile(name: text, path: "themes/\(text).toml", text: String(decoding: bytes, as: UTF8.self))
        }
    }()
}
