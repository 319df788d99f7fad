public import HTTP1

/// What a server answered to an opening handshake.
public struct Response: Hashable, Sendable {
    /// 100–999; 101 where it accepted.
    public var status: Int
    /// The text after the status; may be empty.
    public var reason: String
    public var fields: [HeaderField]
    /// The subprotocol the server took, one of those offered.
    public var subprotocol: String?
    /// What was agreed on about compression; nil where it was not offered or not taken.
    public var compression: DeflateParameters?
    /// The first 4 KiB of the body at most, for an error's text; empty where it accepted.
    public var body: [UInt8] = []

    /// The value of the first field with this name.
    public func value(of name: String) -> String? {
        fields.first { $0.isNamed(name) }?.value
    }
}
