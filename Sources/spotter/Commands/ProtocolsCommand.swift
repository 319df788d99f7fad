import ArgumentParser
import Realtime

/// Lists the services that can be subscribed to, or tells of one.
struct ProtocolsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocols", abstract: "List the services that spotter speaks, with their URLs and settings.")

    @Argument(help: "A protocol's name, for its own page.")
    var name: String?

    @Flag(help: "Print Markdown.")
    var markdown = false

    func run() throws {
        let entries = try name.map { [try ProtocolChoice.named($0)] } ?? AdapterCatalog.all
        if markdown {
            print(entries.map { ProtocolPage($0).markdown }.joined(separator: "\n"))
        } else if name == nil {
            print(entries.map { ProtocolPage($0).summary }.joined(separator: "\n"))
            for service in UnsupportedService.all { print("\n\(service.name) is not spoken. \(service.advice)") }
        } else {
            print(entries.map { ProtocolPage($0).text }.joined(separator: "\n"))
        }
    }
}
