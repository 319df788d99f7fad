internal import JSON

/// A value of the app: a text that holds a JSON document is that document.
enum TextInJSON {
    /// - Parameter document: for the document in the text; the content is good during the call only.
    @inline(__always)
    static func decode(_ value: JSONValue?, with document: JSONDocument, _ body: (Occurrence.Content) -> Void) {
        guard let value, !value.isNull else { return body(.none) }
        guard let text = value.string else { return body(.json(value)) }
        decode(text, with: document, body)
    }

    /// Numbers, `true` and the like on their own stay text: only objects and arrays are taken for documents.
    static func decode(_ text: JSONText, with document: JSONDocument, _ body: (Occurrence.Content) -> Void) {
        let first = text.bytes.first { $0 > 0x20 }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return body(.text(text)) }
        do throws(JSONError) {
            try document.read(text.bytes) { body(.json($0)) }
        } catch {
            body(.text(text))
        }
    }
}
