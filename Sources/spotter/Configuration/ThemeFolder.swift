import Themes

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The user's own themes: the files NAME.toml in the folder `themes` beside the configuration file.
enum ThemeFolder {
    static func files(_ configurationFolder: String?) -> [ThemeFile] {
        guard let folder = configurationFolder.map({ $0 + "/themes" }), let directory = opendir(folder) else {
            return []
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".toml"), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted().compactMap { name in
            let path = folder + "/" + name
            // One that cannot be read is missed by its name when it is asked for.
            guard let text = try? TextFile.read(path) else { return nil }
            return ThemeFile(name: String(name.dropLast(5)), path: path, text: text)
        }
    }
}
