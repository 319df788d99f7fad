internal import JSON

extension Schema {
    /// The JSON Schema (draft 2020-12) of a line. Keys that it does not name are allowed, since later versions may add
    /// some.
    public static let document = SchemaWriter.document(isStrict: false)

    /// The same, but with keys that it does not name forbidden: exactly what this version writes.
    public static let strictDocument = SchemaWriter.document(isStrict: true)
}

private struct SchemaWriter: ~Copyable {
    private let isStrict: Bool
    private var json = JSONWriter(capacity: 16_384)

    private init(isStrict: Bool) {
        self.isStrict = isStrict
    }

    static func document(isStrict: Bool) -> String {
        var writer = SchemaWriter(isStrict: isStrict)
        writer.document()
        return writer.json.text
    }

    private mutating func document() {
        json.beginObject()
        member("$schema", "https://json-schema.org/draft/2020-12/schema")
        member("title", "spotter JSON lines, schema \(EventLine.version)")
        body(of: Schema.line)
        // Each payload goes with its kind, and each kind with its payload.
        json.key("dependentSchemas")
        json.beginObject()
        for kind in kinds {
            json.key(kind)
            constant(kind)
        }
        json.endObject()
        json.key("allOf")
        json.beginArray()
        for kind in kinds { implication(kind) }
        json.endArray()
        json.key("$defs")
        json.beginObject()
        for object in Schema.objects {
            json.key(object.name)
            json.beginObject()
            body(of: object)
            json.endObject()
        }
        json.endObject()
        json.endObject()
    }

    private var kinds: [String] {
        for field in Schema.line.fields where field.name == "kind" {
            if case .choice(let kinds) = field.shape { return kinds }
        }
        return []
    }

    private mutating func implication(_ kind: String) {
        json.beginObject()
        json.key("if")
        constant(kind)
        json.key("then")
        json.beginObject()
        json.key("required")
        json.beginArray()
        json.string(kind)
        json.endArray()
        json.endObject()
        json.endObject()
    }

    private mutating func constant(_ kind: String) {
        json.beginObject()
        json.key("properties")
        json.beginObject()
        json.key("kind")
        json.beginObject()
        member("const", kind)
        json.endObject()
        json.endObject()
        json.endObject()
    }

    private mutating func body(of object: Schema.Object) {
        member("type", "object")
        json.key("properties")
        json.beginObject()
        for field in object.fields {
            json.key(field.name)
            json.beginObject()
            shape(field.shape)
            if !field.note.isEmpty { member("description", field.note) }
            json.endObject()
        }
        json.endObject()
        let required = object.fields.filter(\.isRequired)
        if !required.isEmpty {
            json.key("required")
            strings(required.map(\.name))
        }
        if isStrict {
            json.key("additionalProperties")
            json.bool(false)
        }
    }

    private mutating func shape(_ shape: Schema.Shape) {
        switch shape {
        case .text: member("type", "string")
        case .time:
            member("type", "string")
            member("format", "date-time")
            member("pattern", "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$")
        case .integer(let range):
            member("type", "integer")
            if range.lowerBound > Int64.min { bound("minimum", range.lowerBound) }
            if range.upperBound < Int64.max { bound("maximum", range.upperBound) }
        case .number(let range):
            member("type", "number")
            if range.lowerBound > -Double.greatestFiniteMagnitude { bound("minimum", Int64(range.lowerBound)) }
            if range.upperBound < Double.greatestFiniteMagnitude { bound("maximum", Int64(range.upperBound)) }
        case .choice(let words):
            json.key("enum")
            strings(words)
        case .list:
            member("type", "array")
            json.key("items")
            json.beginObject()
            member("type", "string")
            json.endObject()
        case .object(let name): member("$ref", "#/$defs/\(name)")
        case .data: break
        }
    }

    private mutating func member(_ key: StaticString, _ value: String) {
        json.key(key)
        json.string(value)
    }

    private mutating func bound(_ key: StaticString, _ value: Int64) {
        json.key(key)
        json.int(value)
    }

    private mutating func strings(_ values: [String]) {
        json.beginArray()
        for value in values { json.string(value) }
        json.endArray()
    }
}
