import Glibc

/// Another program, started and running.
struct Program {
    /// Where standard output goes.
    enum Output {
        case nowhere
        /// This descriptor, of which the caller keeps its own copy.
        case descriptor(CInt)
        /// Standard input and standard error too.
        case terminal(PseudoTerminal)
    }

    /// What it took, from its start to its end.
    struct Cost {
        /// User and system time, seconds.
        let cpu: Double
        let wall: Double
        let status: Int32
    }

    /// POSIX_SPAWN_SETSID, which Swift's Glibc leaves out.
    private static let newSession: Int16 = 0x80

    let id: pid_t
    private let began: Double

    /// - Parameters:
    ///   - results: what the program sees as descriptor 3.
    ///   - showsErrors: whether standard error is ours.
    init(_ command: [String], output: Output = .nowhere, results: CInt? = nil, showsErrors: Bool = false) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        if !showsErrors { posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) }
        switch output {
        case .nowhere: posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, STDOUT_FILENO)
        case .terminal(let terminal):
            // The first terminal that the leader of a session opens is the one that controls it.
            posix_spawnattr_setflags(&attributes, Self.newSession)
            for descriptor in STDIN_FILENO...STDERR_FILENO {
                posix_spawn_file_actions_addopen(&actions, descriptor, terminal.path, O_RDWR, 0)
            }
        }
        if let results { posix_spawn_file_actions_adddup2(&actions, results, Probe.results) }
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = Self.environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var child: pid_t = 0
        began = Clock.monotonic
        let code = posix_spawnp(&child, command[0], &actions, &attributes, &arguments, &variables)
        guard code == 0 else { throw BenchError("\(command[0]) cannot be run: error \(code)") }
        id = child
    }

    private static let environment = ["PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/tmp", "TERM=xterm-256color"]

    /// Seconds of user and system time so far.
    var cpu: Double {
        var clock = clockid_t()
        return clock_getcpuclockid(id, &clock) == 0 ? Clock.read(clock) : .nan
    }

    /// Bytes of memory that it holds now.
    var memory: Double { Self.memory(of: String(id)) }

    /// - Parameter process: an id, or `self`.
    static func memory(of process: String) -> Double {
        guard let file = fopen("/proc/\(process)/statm", "r") else { return .nan }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, Int32(line.count), file) != nil else { return .nan }
        let fields = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).split(
            separator: " ")
        guard fields.count > 1, let pages = Double(fields[1]) else { return .nan }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Waits for its end.
    @discardableResult
    func wait() -> Cost {
        var usage = rusage()
        var status: Int32 = 0
        while wait4(id, &status, 0, &usage) < 0, errno == EINTR {}
        return Cost(
            cpu: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime), wall: Clock.monotonic - began,
            status: status)
    }

    func stop() {
        kill(id, SIGTERM)
        wait()
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) * 1e-6
    }

    /// Does not hand a descriptor on to the programs that are started.
    static func keep(_ descriptor: CInt) {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    /// A program built beside this one.
    static func path(_ name: String) -> String {
        let own = CommandLine.arguments.first ?? ""
        guard let slash = own.lastIndex(of: "/") else { return name }
        return String(own[...slash]) + name
    }
}
