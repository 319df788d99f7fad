internal import JSON

/// A message's data on its way back through the encodings that its publisher applied ("Encoding chain").
enum AblyPayload {
    case none
    case json(JSONValue)
    case text(JSONText)
    /// UTF-8 that came out of bytes.
    case characters([UInt8])
    case bytes([UInt8])

    /// Undoes the encodings, the last one first, and hands on what came of it; good during the call only.
    ///
    /// - Parameter body: is told the encodings that could not be undone, `nil` where all could.
    static func decode(
        _ data: JSONValue?, encoding: JSONText?, key: AESCBC?, with document: JSONDocument,
        _ body: (_ content: Occurrence.Content, _ remaining: String?) -> Void
    ) {
        var payload = AblyPayload(data)
        guard let encoding, encoding.count > 0 else { return payload.withContent { body($0, nil) } }
        if encoding == "json", case .text(let text) = payload {
            return withJSON(text.bytes, document) { body($0, $1 ? nil : "json") }
        }
        var steps = encoding.string.split(separator: "/")
        while let step = steps.last, let undone = payload.undoing(step, key) {
            payload = undone
            steps.removeLast()
        }
        if steps == ["json"], case .characters(let text) = payload {
            return text.withUnsafeBytes { bytes in withJSON(bytes, document) { body($0, $1 ? nil : "json") } }
        }
        let remaining = steps.isEmpty ? nil : steps.joined(separator: "/")
        payload.withContent { body($0, remaining) }
    }

    private init(_ data: JSONValue?) {
        guard let data, !data.isNull else {
            self = .none
            return
        }
        self = data.string.map(AblyPayload.text) ?? .json(data)
    }

    private static func withJSON(
        _ text: UnsafeRawBufferPointer, _ document: JSONDocument, _ body: (Occurrence.Content, Bool) -> Void
    ) {
        do throws(JSONError) {
            try document.read(text) { body(.json($0), true) }
        } catch {
            body(.text(JSONText(text)), false)
        }
    }

    /// `nil` for a step that is unknown, needs a key that we have not, or does not fit what is there. JSON is read at the end.
    private func undoing(_ step: Substring, _ key: AESCBC?) -> AblyPayload? {
        switch (step, self) {
        case ("base64", .text(let text)): SecretBox.bytes(base64: text.bytes).map(AblyPayload.bytes)
        case ("utf-8", .bytes(let bytes)):
            String(validating: bytes, as: UTF8.self) == nil ? nil : .characters(bytes)
        case (let step, .bytes(let bytes)) where key?.encoding == String(step): key?.open(bytes).map(AblyPayload.bytes)
        default: nil
        }
    }

    private func withContent(_ body: (Occurrence.Content) -> Void) {
        switch self {
        case .none: body(.none)
        case .json(let value): body(.json(value))
        case .text(let text): body(.text(text))
        case .characters(let characters): characters.withUnsafeBytes { body(.text(JSONText($0))) }
        case .bytes(let bytes): bytes.withUnsafeBytes { body(.binary($0)) }
        }
    }
}

extension AESCBC {
    /// The step that it undoes.
    fileprivate var encoding: String { "cipher+aes-\(bits)-cbc" }
}
