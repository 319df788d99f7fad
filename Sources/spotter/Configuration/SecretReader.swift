#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Fetches secrets from where they are kept. No error text holds one.
struct SecretReader {
    let environment: [String: String]
    /// Whether the program runs already, so that nobody can be asked for a password at its start.
    var isUnattended = false
    /// Told of what is not wrong but unwise.
    let warn: (String) -> Void

    /// The secret without the line break that files and commands end in.
    func read(_ source: SecretSource) throws(UsageError) -> String {
        let text: String
        switch source {
        case .environment(let name):
            guard let value = environment[name] else { throw UsageError("the environment variable \(name) is not set") }
            text = value
        case .file(let path): text = try self.text(of: path)
        case .command(let command): text = try answer(of: command)
        case .literal(let value): text = value
        }
        let secret = String(text.reversed().drop { $0.isNewline }.reversed())
        guard !secret.isEmpty else { throw UsageError("\(Self.name(of: source)) is empty: expected a secret") }
        guard !secret.contains(where: \.isNewline) else {
            throw UsageError("\(Self.name(of: source)) has several lines: expected one secret")
        }
        return secret
    }

    private static func name(of source: SecretSource) -> String {
        switch source {
        case .environment(let name): "the environment variable \(name)"
        case .file(let path): path
        case .command(let command): "the answer of \(command.first ?? "the command")"
        case .literal: "the text"
        }
    }

    /// A file that holds a secret, or several.
    func text(of path: String) throws(UsageError) -> String {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & (S_IRWXG | S_IRWXO) != 0, status.st_mode & S_IFMT == S_IFREG {
            warn("\(path): others can read this secret; chmod 600 \(path)")
        }
        return try TextFile.read(path)
    }

    private func answer(of command: [String]) throws(UsageError) -> String {
        try SecretCommand(words: command, environment: environment, isUnattended: isUnattended).answer()
    }
}
