import JSON

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The data of a message as it is typed or piped.
enum SendData {
    /// - Parameter word: JSON text, or `-` for standard input; without it an empty object.
    static func json(_ word: String?) throws(UsageError) -> String {
        let text = try word == "-" ? TextFile.contents(of: STDIN_FILENO, name: "standard input") : word ?? "{}"
        do throws(JSONError) {
            try JSONDocument().read(text) { _ in }
            return text
        } catch {
            let place = word == "-" ? "standard input" : "DATA"
            throw UsageError(
                "\(place): \(error); text needs double quotes inside the shell's, e.g. '\"\(example(text))\"'")
        }
    }

    /// The text itself where it can be shown in both kinds of quotes.
    private static func example(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && !text.contains { "'\"\\{[".contains($0) }
        return isPlain && (1...40).contains(text.utf8.count) ? text : "sold"
    }
}
