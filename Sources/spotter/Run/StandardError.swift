#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Lines for people. Data goes to standard output, and nothing else does.
enum StandardError {
    /// Writes one line, prefixed with the program's name; control characters from the network are made harmless.
    static func say(_ text: String) {
        let harmless = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory.isHarmless ? $0 : "\u{FFFD}" }))
        let line = Array("spotter: \(harmless)\n".utf8)
        line.withUnsafeBytes { write($0) }
    }

    /// Writes bytes that are fit to be shown.
    static func write(_ bytes: UnsafeRawBufferPointer) {
        #if canImport(Glibc)
        _ = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        #else
        _ = Musl.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        #endif
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isHarmless: Bool {
        self != .control && self != .format && self != .lineSeparator && self != .paragraphSeparator
    }
}
