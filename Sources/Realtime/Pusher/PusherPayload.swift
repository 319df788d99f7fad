internal import JSON

/// A message's `data` after the protocol's second decoding ("the data quirk"): a string that holds JSON is that JSON.
enum PusherPayload {
    case none
    case json(JSONValue)
    /// A string that is not JSON.
    case text(JSONText)

    /// Decodes `data`; strings are read with `document`, so the payload is good during the call only.
    @inline(__always)
    static func decode(_ data: JSONValue?, with document: JSONDocument, _ body: (PusherPayload) -> Void) {
        guard let data, !data.isNull else { return body(.none) }
        guard let text = data.string else { return body(.json(data)) }
        do throws(JSONError) {
            try document.read(text.bytes) { body(.json($0)) }
        } catch {
            body(.text(text))
        }
    }

    var content: Occurrence.Content {
        switch self {
        case .none: .none
        case .json(let value): .json(value)
        case .text(let text): .text(text)
        }
    }

    var json: JSONValue? {
        guard case .json(let value) = self else { return nil }
        return value
    }
}
