#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Fetches secrets from where they are kept. No error text holds one.
struct SecretReader {
    let environment: [String: String]
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
        case .command(let command): text = try run(command)
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

    private func run(_ command: [String]) throws(UsageError) -> String {
        let name = command.first ?? "the command"
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0 else { throw UsageError("\(name): \(Errno.words)") }
        defer { close(ends[0]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, command[0], &actions, nil, &arguments, &variables)
        close(ends[1])
        guard code == 0 else { throw UsageError("\(name): cannot be run: \(Errno.words(code))") }
        let text = try TextFile.contents(of: ends[0], name: name)
        var status: CInt = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        guard status & 0x7F == 0 else { throw UsageError("\(name): ended by signal \(status & 0x7F)") }
        guard status == 0 else { throw UsageError("\(name): ended with status \((status >> 8) & 0xFF)") }
        return text
    }
}
