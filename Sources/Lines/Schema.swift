/// Schema 1 of the JSON lines: what `EventLine` writes.
///
/// The keys stand in `Schema+Objects.swift`; the JSON Schema, the filter's check of paths and the documentation come
/// from there.
public enum Schema {
    /// One key of an object.
    public struct Field: Hashable, Sendable {
        public let name: String
        public let shape: Shape
        public let isRequired: Bool
        /// What it is, in a few words; empty where the name says it.
        public let note: String
    }

    /// What a key holds.
    public enum Shape: Hashable, Sendable {
        case text
        /// RFC 3339, UTC, milliseconds.
        case time
        case integer(ClosedRange<Int64>)
        case number(ClosedRange<Double>)
        case choice([String])
        case list
        /// One of `objects`.
        case object(String)
        /// Any JSON value.
        case data
    }

    /// An object that has a name of its own.
    public struct Object: Hashable, Sendable {
        public let name: String
        public let fields: [Field]
    }

    /// The object with that name.
    public static func object(_ name: String) -> Object? {
        objects.first { $0.name == name }
    }
}
