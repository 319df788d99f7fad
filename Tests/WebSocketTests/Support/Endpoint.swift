import WebSocket

/// Keys of which no two are alike, the same in each run.
struct CountingKeys: MaskingKeys {
    var last: UInt32 = 0x0102_0304

    mutating func next() -> UInt32 {
        last = last &* 0x9E37_79B1 &+ 1
        return last
    }
}

/// What a connection handed over, in words.
struct Notes {
    /// `text "a"`, `binary 01`, `ping ""`, `pong ""`, `closed 1000 "bye"`, `failed 1002`.
    var events: [String] = []
    /// The reasons of failures, which `events` leaves out.
    var reasons: [String] = []

    mutating func add(_ incoming: Incoming) {
        switch incoming {
        case .text(let bytes): events.append("text \"\(String(decoding: bytes, as: UTF8.self))\"")
        case .binary(let bytes): events.append("binary \(Wire.describe(bytes))")
        case .ping(let bytes): events.append("ping \"\(String(decoding: bytes, as: UTF8.self))\"")
        case .pong(let bytes): events.append("pong \"\(String(decoding: bytes, as: UTF8.self))\"")
        case .closed(let code, let reason): events.append("closed \(code) \"\(reason)\"")
        case .failed(let code, let reason):
            events.append("failed \(code)")
            reasons.append(reason)
        }
    }
}

/// A connection and all that came out of it.
struct Endpoint {
    var connection: Connection
    private var notes = Notes()
    private var written: [UInt8] = []

    var events: [String] { notes.events }
    var reasons: [String] { notes.reasons }

    init(_ role: Role, limit: Int = 1 << 20, compression: DeflateParameters? = nil) {
        connection = Connection(
            role: role, limits: Limits(message: limit), maskingKeys: CountingKeys(), compression: compression)
    }

    /// Feeds the bytes in reads of these sizes; the rest, if any, in one more.
    mutating func receive(_ bytes: [UInt8], reads: [Int] = []) {
        var (rest, notes) = (bytes[...], notes)
        for size in reads + [bytes.count] where !rest.isEmpty {
            var read = Array(rest.prefix(size))
            rest = rest.dropFirst(size)
            read.withUnsafeMutableBytes { read in
                connection.receive(read) { notes.add($0) }
            }
            written += connection.takeOutgoing()
        }
        self.notes = notes
    }

    mutating func receiveEnd() {
        var notes = notes
        connection.receiveEnd { notes.add($0) }
        self.notes = notes
    }

    /// What was written to the peer, without masks; nil if it was wrongly masked.
    mutating func answer() -> [UInt8]? {
        written += connection.takeOutgoing()
        return Wire.unmasked(written, from: connection.role)
    }
}
