/// What a frame holds (RFC 6455 §5.2, §11.8). 3–7 and 11–15 are reserved.
enum Opcode: UInt8, Sendable {
    case continuation = 0
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10

    var isControl: Bool { rawValue >= 8 }
}
