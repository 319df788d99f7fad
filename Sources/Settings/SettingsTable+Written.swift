import TOMLKit

extension SettingsTable {
    /// The key's value as TOML on one line; `nil` where the key is missing.
    public func written(_ key: String) -> String? {
        table[key].map(Self.written)
    }

    private static func written(_ value: any TOMLValueConvertible) -> String {
        if let text = value.string { return quoted(text) }
        if let list = value.array { return "[\(list.map(written).joined(separator: ", "))]" }
        if let table = value.table {
            let pairs = table.keys.map { key in "\(key) = \(table[key].map(written) ?? "")" }
            return "{ \(pairs.joined(separator: ", ")) }"
        }
        if let number = value.int { return String(number) }
        if let number = value.double { return String(number) }
        return value.bool.map { String($0) } ?? value.debugDescription
    }

    /// A basic string (TOML 1.0, "String").
    public static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.isPrintable: quoted.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\U" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
            }
        }
        return quoted + "\""
    }
}
