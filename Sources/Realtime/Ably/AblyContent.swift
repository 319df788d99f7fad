internal import JSON

/// A message's data as the service takes it: a text as it is, any other JSON as text with a note that says so.
struct AblyContent: Hashable {
    var data: String
    /// `json` for data that is JSON text, `nil` for a plain string.
    var encoding: String?

    init(json: String, with document: JSONDocument) throws(JSONError) {
        self = try document.read(json) { root in
            root.string.map { AblyContent(data: $0.string) } ?? AblyContent(data: root.source, encoding: "json")
        }
    }

    init(data: String, encoding: String? = nil) {
        self.data = data
        self.encoding = encoding
    }
}
