import ArgumentParser
import Lines

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The program: finds the command, runs it, and turns what went wrong into one line and an exit status.
@main
struct Spotter: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "spotter",
        abstract: "Live notifications, auction bids and vehicle or ride locations in your terminal.",
        discussion: """
            Subscribes over WebSocket to the realtime service that you already use. Every option also reads SPOTTER_<NAME> from the \
            environment; a flag beats the environment, the environment beats the configuration file.
            """,
        version: version,
        subcommands: [
            DemoCommand.self, WatchCommand.self, TailCommand.self, SendCommand.self, ServeCommand.self,
            DoctorCommand.self, ProtocolsCommand.self, SchemaCommand.self, ThemesCommand.self, KeysCommand.self,
            ConfigCommand.self,
        ])

    static func main() {
        fillStandardDescriptors()
        let environment = Environment.all
        var arguments = Array(CommandLine.arguments.dropFirst())
        do {
            arguments = EnvironmentOptions.complete(arguments, environment, for: configuration.subcommands)
            try check(command: arguments.first)
            var command = try parseAsRoot(arguments)
            try command.run()
            leave(.done)
        } catch let status as ExitStatus {
            leave(status)
        } catch let error as UsageError {
            StandardError.say(error.description)
            leave(.usage)
        } catch {
            end(with: error)
        }
    }

    private static func check(command: String?) throws(UsageError) {
        let known = configuration.subcommands.map { $0._commandName } + ["help"]
        guard let command, !command.hasPrefix("-"), !known.contains(command) else { return }
        let question = Suggestion.nearest(to: command, among: known).map { "; did you mean \($0)?" } ?? ""
        throw UsageError("no command is named \"\(command)\"\(question) (\(known.joined(separator: ", ")))")
    }

    /// Help and version go to standard output and succeed; anything else that the parser says is a fault of usage.
    private static func end(with error: any Error) -> Never {
        guard exitCode(for: error) != .success else {
            print(fullMessage(for: error))
            leave(.done)
        }
        let message = message(for: error).split(separator: "\n").joined(separator: " ")
        StandardError.say("\(message) (see spotter --help)")
        leave(.usage)
    }

    /// A closed standard descriptor would be the next file or socket to be opened, and what is said would go there.
    private static func fillStandardDescriptors() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // Not for writing in the place of standard output, so that its absence is still noticed.
            _ = open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    private static func leave(_ status: ExitStatus) -> Never {
        var status = status
        if fflush(nil) != 0, status == .done {
            StandardError.say("cannot write to standard output: \(Errno.words)")
            status = .unexpected
        }
        #if canImport(Glibc)
        Glibc.exit(status.rawValue)
        #else
        Musl.exit(status.rawValue)
        #endif
    }
}

/// The process's environment.
enum Environment {
    static var all: [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let line = String(cString: text)
            if let equals = line.firstIndex(of: "=") {
                variables[String(line[..<equals])] = String(line[line.index(after: equals)...])
            }
            entry += 1
        }
        return variables
    }
}
