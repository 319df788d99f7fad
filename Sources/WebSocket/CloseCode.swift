/// Why a connection ends (RFC 6455 §7.4, and the IANA registry of close codes).
public struct CloseCode: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    public init(_ rawValue: UInt16) {
        self.rawValue = rawValue
    }

    public static let normal = Self(1000)
    public static let goingAway = Self(1001)
    public static let protocolError = Self(1002)
    /// A kind of data the receiver cannot take.
    public static let unsupported = Self(1003)
    /// The close frame had no code. Never on the wire.
    public static let noStatus = Self(1005)
    /// The transport ended without a close frame. Never on the wire.
    public static let abnormal = Self(1006)
    /// Data that is not what its kind says, such as text that is not UTF-8.
    public static let invalidPayload = Self(1007)
    public static let policy = Self(1008)
    public static let tooBig = Self(1009)
    /// The server did not accept an extension that the client cannot do without.
    public static let missingExtension = Self(1010)
    public static let internalError = Self(1011)
    public static let serviceRestart = Self(1012)
    public static let tryAgainLater = Self(1013)
    public static let badGateway = Self(1014)
    /// The TLS handshake failed. Never on the wire.
    public static let tlsFailure = Self(1015)

    /// Whether a close frame may carry it: 1000–1003, 1007–1014 and 3000–4999 (§7.4.1, §7.4.2).
    public var isAllowedOnWire: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}

extension CloseCode: CustomStringConvertible {
    public var description: String { String(rawValue) }
}
