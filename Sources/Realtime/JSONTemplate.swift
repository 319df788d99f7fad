internal import JSON

/// JSON text with marks such as `{channel}` inside its strings, filled in at each use; what is filled in stays inside its string.
struct JSONTemplate: Hashable {
    let text: String

    /// - Parameter place: the setting's name, for the error.
    init(_ text: String, in place: String) throws(InvalidInput) {
        do throws(JSONError) {
            try JSONDocument().read(text) { _ in }
        } catch {
            throw InvalidInput("it is not JSON (\(error))", in: place, expected: "JSON text")
        }
        self.text = text
    }

    /// The text with `value` in the place of `mark`, braces included.
    func filled(_ mark: String, with value: String) -> String {
        let filled = try? JSONDocument().read(text) { root in
            var writer = JSONWriter()
            Self.append(root, to: &writer, mark, value)
            return writer.text
        }
        return filled ?? text
    }

    private static func append(_ node: JSONValue, to writer: inout JSONWriter, _ mark: String, _ value: String) {
        switch node.kind {
        case .string: writer.string((node.string?.string ?? "").replacing(mark, with: value))
        case .array:
            writer.beginArray()
            for element in node.elements { append(element, to: &writer, mark, value) }
            writer.endArray()
        case .object:
            writer.beginObject()
            for (key, member) in node.members {
                writer.key(key)
                append(member, to: &writer, mark, value)
            }
            writer.endObject()
        case .number, .true, .false, .null: node.appendSource(to: &writer)
        }
    }
}
