internal import HTTP1

/// What both ends have agreed on about compression: permessage-deflate (RFC 7692 §7.1).
public struct DeflateParameters: Hashable, Sendable {
    /// Whether the server compresses each message by itself, so that the client may forget the one before.
    public var serverNoContextTakeover: Bool
    /// Whether the client compresses each message by itself, so that the server may forget the one before.
    public var clientNoContextTakeover: Bool
    /// The base-two logarithm of how far back, in bytes, the server's compressor refers: 8…15.
    public let serverMaxWindowBits: Int
    /// The base-two logarithm of how far back, in bytes, the client's compressor refers: 8…15.
    public let clientMaxWindowBits: Int

    /// What a window's bits may be (§7.1.2).
    static let windowBits = 8...15

    /// - Parameters:
    ///   - serverMaxWindowBits: brought into 8…15.
    ///   - clientMaxWindowBits: brought into 8…15.
    public init(
        serverNoContextTakeover: Bool = false, clientNoContextTakeover: Bool = false, serverMaxWindowBits: Int = 15,
        clientMaxWindowBits: Int = 15
    ) {
        self.serverNoContextTakeover = serverNoContextTakeover
        self.clientNoContextTakeover = clientNoContextTakeover
        self.serverMaxWindowBits = Self.clamp(serverMaxWindowBits)
        self.clientMaxWindowBits = Self.clamp(clientMaxWindowBits)
    }

    static func clamp(_ bits: Int) -> Int {
        min(max(bits, windowBits.lowerBound), windowBits.upperBound)
    }

    /// What one end's compressor does, and so the other's decompressor must.
    struct Direction {
        var windowBits: Int
        var keepsContext: Bool
    }

    func sent(by role: Role) -> Direction {
        switch role {
        case .client: Direction(windowBits: clientMaxWindowBits, keepsContext: !clientNoContextTakeover)
        case .server: Direction(windowBits: serverMaxWindowBits, keepsContext: !serverNoContextTakeover)
        }
    }
}
