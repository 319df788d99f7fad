import ArgumentParser
import Realtime

/// Lists the services that can be subscribed to.
struct ProtocolsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocols", abstract: "List the services that spotter speaks, with their URLs.")

    func run() {
        for entry in AdapterCatalog.all { print("\(entry.name)\t\(entry.urlForms)\t\(entry.summary)") }
    }
}
