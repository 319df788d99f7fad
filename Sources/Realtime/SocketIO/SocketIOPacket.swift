internal import JSON

/// One Socket.IO packet, read but for its payload (socket.io-protocol 5, "Packet encoding"). Good as long as the bytes that it was read from.
struct SocketIOPacket {
    enum Kind: UInt8 {
        case connect = 0x30
        case disconnect, event, ack, connectError, binaryEvent, binaryAck

        var hasAttachments: Bool { self == .binaryEvent || self == .binaryAck }
    }

    enum Fault: Error {
        case kind, attachments, namespace, id

        var words: String {
            switch self {
            case .kind: "a packet of an unknown type"
            case .attachments: "a packet with a wrong number of attachments"
            case .namespace: "a packet with a wrong namespace"
            case .id: "a packet with a wrong acknowledgement number"
            }
        }
    }

    /// The most attachments that a packet may have, as in the reference parser.
    static let attachmentLimit = 10

    var kind: Kind
    /// How many binary messages follow.
    var attachments = 0
    /// Without what older servers append after a `?`.
    var namespace: JSONText
    var id: Int?
    /// JSON, or nothing.
    var payload: UnsafeRawBufferPointer

    /// - Parameter bytes: what follows the engine packet's digit.
    init(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
        guard let first = bytes.first, let kind = Kind(rawValue: first) else { throw .kind }
        self.kind = kind
        var rest = bytes.dropFirst()
        if kind.hasAttachments {
            guard let count = Self.takeNumber(from: &rest), count <= Self.attachmentLimit,
                rest.popFirst() == UInt8(ascii: "-")
            else { throw .attachments }
            attachments = count
        }
        namespace = Self.takeNamespace(from: &rest)
        guard namespace.count <= 1_024 else { throw .namespace }
        if let next = rest.first, Self.isDigit(next) {
            guard let id = Self.takeNumber(from: &rest) else { throw .id }
            self.id = id
        }
        payload = UnsafeRawBufferPointer(rebasing: rest)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// At most 15 digits; `nil` where there are none, or more.
    private static func takeNumber(from rest: inout Slice<UnsafeRawBufferPointer>) -> Int? {
        let digits = rest.prefix(while: isDigit)
        guard !digits.isEmpty, digits.count <= 15 else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    }

    private static func takeNamespace(from rest: inout Slice<UnsafeRawBufferPointer>) -> JSONText {
        let root: StaticString = "/"
        guard rest.first == UInt8(ascii: "/") else { return JSONText(start: root.utf8Start, count: 1) }
        let whole = rest.prefix { $0 != UInt8(ascii: ",") }
        rest = rest.dropFirst(whole.count + 1)
        let name = UnsafeRawBufferPointer(rebasing: whole.prefix { $0 != UInt8(ascii: "?") })
        return JSONText(start: name.assumingMemoryBound(to: UInt8.self).baseAddress, count: name.count)
    }
}
