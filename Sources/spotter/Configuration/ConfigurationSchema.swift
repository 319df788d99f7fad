import Domain
import Interface
import JSON
import Realtime

/// Writes the JSON Schema (draft 2020-12) of the configuration file, as its reader knows it.
struct ConfigurationSchema: ~Copyable {
    private var json = JSONWriter(capacity: 32_768)

    static var document: String {
        var schema = ConfigurationSchema()
        schema.write()
        return schema.json.text
    }

    private mutating func write() {
        object { schema in
            schema.member("$schema", "https://json-schema.org/draft/2020-12/schema")
            schema.member("title", "spotter configuration file")
            schema.member("type", "object")
            schema.properties(ConfigurationKey.top)
            schema.member("additionalProperties", false)
            schema.object("$defs") { schema in
                schema.object("feed") { $0.feed() }
                schema.object("profile") { $0.profile() }
                schema.object("secret") { $0.secret() }
                schema.object("headers") { $0.table(of: "textOrSecret") }
                schema.object("textOrSecret") { $0.either("text", "secret") }
                schema.object("oneOrMore") { $0.either("text", "texts") }
                schema.object("text") { $0.member("type", "string") }
                schema.object("texts") { $0.list(of: "text") }
                schema.object("keymap") { $0.fixed(Command.allCases.map(\.rawValue), of: "oneOrMore") }
                schema.object("rule") { $0.rule() }
                schema.object("scalar") { $0.words("type", ["string", "number", "boolean"]) }
            }
        }
    }

    // MARK: Feeds

    private mutating func feed() {
        member("type", "object")
        properties(ConfigurationKey.feed)
        words("required", ["url"])
        json.key("allOf")
        json.beginArray()
        for entry in AdapterCatalog.all where !entry.settings.isEmpty {
            object { schema in
                schema.object("if") { $0.condition(entry) }
                schema.object("then") { $0.properties(entry.settings.map { ConfigurationKey($0) }) }
            }
        }
        json.endArray()
        member("unevaluatedProperties", false)
    }

    private mutating func profile() {
        member("type", "object")
        properties(ConfigurationKey.profile)
        words("required", ["feeds"])
        member("additionalProperties", false)
    }

    /// The protocol is the one that is named, or else the one that the URL's scheme belongs to.
    private mutating func condition(_ entry: ProtocolEntry) {
        object("if") { $0.words("required", ["protocol"]) }
        object("then") { schema in
            schema.object("properties") { $0.object("protocol") { $0.member("const", entry.name) } }
        }
        object("else") { schema in
            schema.object("properties") { $0.object("url") { $0.member("pattern", Self.pattern(entry.schemes)) } }
        }
    }

    /// Schemes in either case of letters.
    private static func pattern(_ schemes: [String]) -> String {
        let choices = schemes.map { scheme in
            scheme.map { $0.isLetter ? "[\($0)\($0.uppercased())]" : "[\($0)]" }.joined()
        }
        return "^(\(choices.joined(separator: "|")))://"
    }

    // MARK: Keys

    private mutating func properties(_ keys: [ConfigurationKey]) {
        object("properties") { schema in
            for key in keys {
                schema.object(key.name) { schema in
                    schema.kind(key.kind)
                    schema.member("description", key.summary)
                }
            }
        }
    }

    private mutating func kind(_ kind: ConfigurationKey.Kind) {
        switch kind {
        case .text, .url: member("type", "string")
        case .flag: member("type", "boolean")
        case .texts: reference("texts")
        case .oneOrMore: reference("oneOrMore")
        case .number(let range):
            member("type", "integer")
            json.key("minimum")
            json.int(range.lowerBound)
            json.key("maximum")
            json.int(range.upperBound)
        case .choice(let choices): words("enum", choices)
        case .secret: reference("secret")
        case .textOrSecret: reference("textOrSecret")
        case .headers: reference("headers")
        case .keymap: reference("keymap")
        case .rules: list(of: "rule")
        case .feeds: table(of: "feed")
        case .profiles: table(of: "profile")
        }
    }

    private mutating func secret() {
        member("type", "object")
        object("properties") { schema in
            schema.object("env") { $0.reference("text") }
            schema.object("file") { $0.reference("text") }
            schema.object("command") { schema in
                schema.reference("texts")
                schema.json.key("minItems")
                schema.json.int(1)
            }
        }
        member("additionalProperties", false)
        for limit in ["minProperties", "maxProperties"] {
            json.key(limit)
            json.int(1)
        }
    }

    private mutating func rule() {
        member("type", "object")
        object("properties") { schema in
            for key in MappingKey.all {
                schema.object(key.name) { schema in
                    if case .choice(let words) = key.kind {
                        schema.words("enum", words)
                    } else {
                        schema.reference("scalar")
                    }
                    let events = key.events.map(\.rawValue).joined(separator: ", ")
                    schema.member("description", events.isEmpty ? key.summary : "\(events): \(key.summary)")
                }
            }
        }
        member("additionalProperties", false)
    }

    // MARK: Parts of the notation

    private mutating func object(_ body: (inout ConfigurationSchema) -> Void) {
        json.beginObject()
        body(&self)
        json.endObject()
    }

    private mutating func object(_ name: String, _ body: (inout ConfigurationSchema) -> Void) {
        json.key(name)
        object(body)
    }

    private mutating func member(_ name: String, _ value: String) {
        json.key(name)
        json.string(value)
    }

    private mutating func member(_ name: String, _ value: Bool) {
        json.key(name)
        json.bool(value)
    }

    private mutating func words(_ name: String, _ words: [String]) {
        json.key(name)
        json.beginArray()
        for word in words { json.string(word) }
        json.endArray()
    }

    private mutating func reference(_ name: String) {
        member("$ref", "#/$defs/\(name)")
    }

    private mutating func list(of name: String) {
        member("type", "array")
        object("items") { $0.reference(name) }
    }

    /// Any keys.
    private mutating func table(of name: String) {
        member("type", "object")
        object("additionalProperties") { $0.reference(name) }
    }

    /// These keys.
    private mutating func fixed(_ keys: [String], of name: String) {
        member("type", "object")
        object("properties") { schema in
            for key in keys { schema.object(key) { $0.reference(name) } }
        }
        member("additionalProperties", false)
    }

    private mutating func either(_ first: String, _ second: String) {
        json.key("anyOf")
        json.beginArray()
        object { $0.reference(first) }
        object { $0.reference(second) }
        json.endArray()
    }
}
