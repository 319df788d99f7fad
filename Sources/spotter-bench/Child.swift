import Glibc

/// Another program, run to its end, with what it cost.
struct Child {
    /// User and system time, seconds.
    let cpu: Double
    let wall: Double
    /// The most memory it held, bytes.
    let peakMemory: Int
    let status: Int32

    /// Runs a program with standard output thrown away.
    static func run(_ command: [String], environment: [String] = []) throws -> Child {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            (["PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/tmp"] + environment).map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var child: pid_t = 0
        let began = now()
        let code = posix_spawnp(&child, command[0], &actions, nil, &arguments, &variables)
        guard code == 0 else { throw BenchError("\(command[0]) cannot be run: error \(code)") }
        var usage = rusage()
        var status: Int32 = 0
        while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
        return Child(
            cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime), wall: now() - began,
            peakMemory: usage.ru_maxrss * 1_024, status: status)
    }

    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// This process's own CPU seconds.
    static func ownCPU() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) * 1e-6
    }
}
