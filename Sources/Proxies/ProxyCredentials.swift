public import HTTP1

/// Who we are to a proxy. No description, mirror or dump of it tells more than that it is there.
public struct ProxyCredentials: Hashable, Sendable {
    public var user: String
    public var password: String

    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }
}

extension ProxyCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "<credentials>" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}

extension ProxyCredentials {
    /// The field by which an HTTP proxy is told them (RFC 7617 §2).
    public func field() throws(ProxyFault) -> HeaderField {
        guard !user.utf8.contains(UInt8(ascii: ":")) else { throw .unsendable("the user name has a colon in it") }
        let bytes = Array("\(user):\(password)".utf8)
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .unsendable("the user name or password has a control character in it")
        }
        return HeaderField("Proxy-Authorization", "Basic " + Base64.encode(bytes))
    }
}
