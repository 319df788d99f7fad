import Testing
import WebSocket

/// A line of a table: what the peer sends, what is handed over, what is answered.
struct Vector: Sendable, CustomTestStringConvertible {
    var name: String
    /// See ``Wire``.
    var input: String
    var events: [String]
    /// The frames written back; of a failure's close frame only the code is compared, `88 03 ea` for 1002.
    var answer: String

    init(_ name: String, _ input: String, _ events: [String], answer: String = "") {
        self.name = name
        self.input = input
        self.events = events
        self.answer = answer
    }

    /// One that fails the connection with a code, after these events.
    static func fails(_ name: String, _ input: String, _ code: UInt16, after events: [String] = [], answer: String = "")
        -> Vector
    {
        let close = "88 \(Wire.describe([UInt8(code >> 8), UInt8(code & 0xFF)]))"
        let all = answer.isEmpty ? close : "\(answer) | \(close)"
        return Vector(name, input, events + ["failed \(code)"], answer: all)
    }

    var testDescription: String { name }
}

/// Runs a vector in both roles, with the input whole, byte by byte, and split once at every byte.
func check(
    _ vector: Vector, compression: DeflateParameters? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
    for role in [Role.client, .server] {
        let input = Wire.input(vector.input, to: role)
        let splits = [[], Array(repeating: 1, count: input.count)] + (1..<max(2, input.count)).map { [$0] }
        for reads in splits {
            var endpoint = Endpoint(role, compression: compression)
            endpoint.receive(input, reads: reads)
            let comment: Comment = "\(vector.name), \(role), \(reads.count > 1 ? "byte by byte" : "split \(reads)")"
            #expect(endpoint.events == vector.events, comment, sourceLocation: sourceLocation)
            let answer = comparable(endpoint.answer(), failed: !endpoint.reasons.isEmpty)
            let expected = Wire.bytes(vector.answer)
            #expect(answer == Wire.describe(expected), comment, sourceLocation: sourceLocation)
        }
    }
}

/// Cuts a failure's close frame at its end down to opcode and code: its reason is for people.
private func comparable(_ answer: [UInt8]?, failed: Bool) -> String {
    guard let answer else { return "wrongly masked" }
    guard failed, let close = lastFrame(answer), answer[close] == 0x88, answer.count >= close + 4 else {
        return Wire.describe(answer)
    }
    return Wire.describe(answer[...close] + answer[(close + 2)..<(close + 4)])
}

private func lastFrame(_ bytes: [UInt8]) -> Int? {
    var (index, last): (Int, Int?) = (0, nil)
    while index + 1 < bytes.count {
        last = index
        index += 2 + Int(bytes[index + 1])  // answers in tables are short
    }
    return last
}
