internal import JSON

/// The messages that we send: an engine packet's digit, then the Socket.IO packet.
struct SocketIOFrame {
    /// As packets spell it: nothing for the default namespace.
    private let prefix: String

    init(namespace: String) {
        prefix = namespace == "/" ? "" : namespace + ","
    }

    /// - Parameter payload: JSON text.
    func connect(_ payload: String?) -> String { "40" + prefix + (payload ?? "") }

    /// - Parameters:
    ///   - payload: JSON text of an array.
    ///   - ack: the number under which an acknowledgement is asked for.
    func event(_ payload: String, ack: Int? = nil) -> String {
        "42" + prefix + (ack.map(String.init) ?? "") + payload
    }

    /// A writer that has begun an event's array.
    static func arrayWriter(_ name: String) -> JSONWriter {
        var writer = JSONWriter()
        writer.beginArray()
        writer.string(name)
        return writer
    }
}
