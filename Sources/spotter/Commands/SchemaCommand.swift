import ArgumentParser
import Lines

/// Prints the JSON Schema of the lines.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of the lines that tail and demo --json print.")

    func run() {
        print(Schema.document)
    }
}
