#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Both ends of our WebSocket for the Autobahn testsuite, and the judge of what it says of them.
///
///     spotter-conformance client PORT                 runs the cases of a fuzzing server on loopback
///     spotter-conformance server PORT                 echoes; 0 is any port, which is printed
///     spotter-conformance check ROLE INDEX EXPECTED   compares a report's index.json with what is expected
@main
struct Conformance {
    static func main() {
        do {
            try run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            print("spotter-conformance: \(error)")
            exit(1)
        }
    }

    private static func run(_ arguments: [String]) throws {
        switch (arguments.first, arguments.count) {
        case ("client", 2): try FuzzedClient.run(host: "127.0.0.1", port: port(arguments[1]))
        case ("server", 2): try EchoServer.run(port: port(arguments[1]))
        case ("check", 4):
            let differences = try Comparison(role: arguments[1], report: arguments[2], expected: arguments[3]).run()
            guard differences == 0 else { throw ConformanceError("\(differences) cases differ from what is expected") }
        default: throw ConformanceError("expected client PORT, server PORT, or check ROLE INDEX EXPECTED")
        }
    }

    private static func port(_ text: String) throws -> Int {
        guard let port = UInt16(text) else { throw ConformanceError("\(text) is no port") }
        return Int(port)
    }
}

struct ConformanceError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
