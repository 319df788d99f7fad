/// How a peer can break the protocol.
enum Violation: Error, Hashable, Sendable {
    // A frame's head (RFC 6455 §5.1, §5.2, §5.4, §5.5)
    case reservedOpcode
    case reservedBits
    case maskedByServer
    case unmaskedByClient
    case fragmentedControl
    case longControl
    case lengthNotMinimal
    case lengthOver63Bits
    case strayContinuation
    case messageInsideMessage
    case messageTooBig
    // Text (§8.1)
    case textNotUTF8
    case textEndsInsideCharacter
    // Compression (RFC 7692 §7.2.2)
    case compressionCorrupt
    case outOfMemory
    // A close frame (§5.5.1, §7.4)
    case closeOfOneByte
    case closeCodeNotAllowed(CloseCode)
    case closeReasonNotUTF8

    /// The code to fail the connection with (§7.4.1).
    var code: CloseCode {
        switch self {
        case .reservedOpcode, .reservedBits, .maskedByServer, .unmaskedByClient, .fragmentedControl, .longControl,
            .lengthNotMinimal, .lengthOver63Bits, .strayContinuation, .messageInsideMessage, .closeOfOneByte,
            .closeCodeNotAllowed:
            .protocolError
        case .textNotUTF8, .textEndsInsideCharacter, .compressionCorrupt, .closeReasonNotUTF8:
            .invalidPayload
        case .outOfMemory:
            .internalError
        case .messageTooBig:
            .tooBig
        }
    }

    /// What happened, for people at this end: the close frame's reason, which the peer reads, says only what.
    func words(peer: Role, limit: Int) -> String {
        switch code {
        case .tooBig: "a message is longer than \(Self.size(limit)), the most that is taken"
        case .internalError: reason
        default: "the \(peer) broke the protocol: \(reason)"
        }
    }

    private static func size(_ bytes: Int) -> String {
        bytes >= 1 << 20 && bytes & (1 << 20 - 1) == 0 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
    }

    /// At most 123 bytes, for the close frame.
    var reason: String {
        switch self {
        case .reservedOpcode: "reserved opcode"
        case .reservedBits: "reserved bits set"
        case .maskedByServer: "masked frame from a server"
        case .unmaskedByClient: "unmasked frame from a client"
        case .fragmentedControl: "fragmented control frame"
        case .longControl: "control frame over 125 bytes"
        case .lengthNotMinimal: "length not in its shortest form"
        case .lengthOver63Bits: "length over 63 bits"
        case .strayContinuation: "continuation without a message"
        case .messageInsideMessage: "new message inside another"
        case .messageTooBig: "message too big"
        case .textNotUTF8: "text is not UTF-8"
        case .textEndsInsideCharacter: "text ends inside a character"
        case .compressionCorrupt: "compressed message is corrupt"
        case .outOfMemory: "out of memory"
        case .closeOfOneByte: "close frame of one byte"
        case .closeCodeNotAllowed(let code): "close code \(code) is not allowed"
        case .closeReasonNotUTF8: "close reason is not UTF-8"
        }
    }
}
