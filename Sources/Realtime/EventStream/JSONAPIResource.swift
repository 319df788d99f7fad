internal import JSON

/// A resource object of JSON:API 1.1 (§7.2): `{"type":"vehicle","id":"R-1","attributes":{…}}`.
struct JSONAPIResource {
    let type: JSONText

    /// `nil` for what does not look like one.
    ///
    /// - Parameter isRemoval: a removal only identifies its resource (§7.3); of anything else that would be too little.
    init?(_ value: JSONValue, isRemoval: Bool) {
        guard let type = value["type"]?.string, type.count > 0, value["id"]?.string != nil,
            isRemoval || (value["attributes"] ?? value["relationships"])?.kind == .object
        else { return nil }
        self.type = type
    }

    /// Whether these are what a list of that name holds: `vehicles` holds each `vehicle`.
    func isMember(of list: String) -> Bool {
        type == list || (list.hasSuffix("s") && type == String(list.dropLast()))
    }
}
