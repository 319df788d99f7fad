import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A command that prints a secret.
struct SecretCommand {
    let words: [String]
    let environment: [String: String]
    /// Whether nobody can be asked for a password: then it reads nothing, has less time, and ends with the program.
    let isUnattended: Bool

    private var name: String { words.first ?? "the command" }

    /// A person takes longer than a program.
    private var limit: Duration { isUnattended ? .seconds(30) : .seconds(180) }

    private var late: UsageError { UsageError("\(name): not done within \(limit.components.seconds) s") }

    /// What it prints.
    ///
    /// - Throws: why there is nothing, without what was printed.
    func answer() throws(UsageError) -> String {
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0 else { throw UsageError("\(name): \(Errno.words)") }
        defer { close(ends[0]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let deadline = ContinuousClock.now + limit
        let (child, code) = start(output: ends[1])
        close(ends[1])
        guard code == 0 else { throw UsageError("\(name): cannot be run: \(Errno.words(code))") }
        let text: String
        do throws(UsageError) {
            text = try TextFile.contents(of: ends[0], name: name, until: deadline)
        } catch {
            end(child)
            throw ContinuousClock.now < deadline ? error : late
        }
        guard let status = wait(for: child, until: deadline) else {
            end(child)
            throw late
        }
        guard status & 0x7F == 0 else { throw UsageError("\(name): ended by signal \(status & 0x7F)") }
        guard status == 0 else { throw UsageError("\(name): ended with status \((status >> 8) & 0xFF)") }
        return text
    }

    // MARK: Processes

    /// Those that nobody attends to, each the first of a group of its own.
    private struct Unattended {
        var groups: Set<pid_t> = []
        /// Whether the program is about to end.
        var isOver = false
    }

    private static let unattended = Mutex(Unattended())

    private static let endsAllAtExit: Void = {
        _ = atexit { SecretCommand.endAll() }
    }()

    /// Kills those that would outlive the program, and starts no more.
    static func endAll() {
        unattended.withLock { unattended in
            unattended.isOver = true
            for group in unattended.groups { kill(-group, SIGKILL) }
        }
    }

    /// - Returns: the process, and an error's number or 0.
    private func start(output: CInt) -> (pid_t, CInt) {
        guard isUnattended else { return spawn(output: output) }
        _ = Self.endsAllAtExit
        return Self.unattended.withLock { unattended in
            guard !unattended.isOver else { return (0, ECANCELED) }
            let (child, code) = spawn(output: output)
            if code == 0 { unattended.groups.insert(child) }
            return (child, code)
        }
    }

    private func spawn(output: CInt) -> (pid_t, CInt) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        if isUnattended {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            // What we ignore by now, so that our handlers are asked, it would ignore too.
            var signals = sigset_t()
            sigemptyset(&signals)
            for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, number) }
            posix_spawnattr_setsigdefault(&attributes, &signals)
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGDEF))
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, words[0], &actions, &attributes, &arguments, &variables)
        return (child, code)
    }

    /// - Returns: how it ended; `nil` where it has not by then.
    private func wait(for child: pid_t, until deadline: ContinuousClock.Instant) -> CInt? {
        while true {
            if let status = reap(child, WNOHANG) { return status }
            guard ContinuousClock.now < deadline else { return nil }
            usleep(2_000)
        }
    }

    private func end(_ child: pid_t) {
        kill(isUnattended ? -child : child, SIGKILL)
        _ = reap(child, 0)
    }

    /// Once its end is taken note of, its number may be another process's: it must be forgotten in the same moment.
    private func reap(_ child: pid_t, _ options: CInt) -> CInt? {
        Self.unattended.withLock { unattended in
            var status: CInt = 0
            var found: pid_t
            repeat { found = waitpid(child, &status, options) } while found < 0 && errno == EINTR
            guard found != 0 else { return nil }
            unattended.groups.remove(child)
            return status
        }
    }
}
