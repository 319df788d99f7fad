import WebSocket

/// All that came out of a connection, in a form that is quick to compare.
struct Transcript {
    enum Kind: UInt8 {
        case text, binary, ping, pong, closed, failed
    }

    /// One thing handed over. Of an end only the code counts.
    struct Item: Equatable {
        var kind: Kind
        var bytes: [UInt8]
    }

    var items: [Item] = []
    /// What was written to the peer.
    var written: [UInt8] = []
    var state = Connection.State.open

    /// Whether it ended with code 1007.
    var isCorrupt: Bool { items.last == Item(kind: .failed, code: .invalidPayload) }

    /// Feeds a connection, whole or in reads.
    ///
    /// - Parameters:
    ///   - readEnds: where each read ends.
    ///   - echoes: whether each message is sent back at once.
    init(of connection: Connection, fed bytes: [UInt8], readEnds: [Int], echoes: Bool = false) {
        var (connection, bytes, start) = (connection, bytes, 0)
        bytes.withUnsafeMutableBytes { bytes in
            for end in readEnds {
                let read = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<end])
                connection.receive(
                    read,
                    answering: { connection, incoming in
                        if echoes { Self.echo(incoming, to: &connection) }
                        items.append(Item(incoming))
                    })
                written += connection.takeOutgoing()
                start = end
            }
        }
        state = connection.state
    }

    private static func echo(_ incoming: Incoming, to connection: inout Connection) {
        switch incoming {
        case .text(let text): connection.send(text: text)
        case .binary(let data): connection.send(binary: data)
        case .ping, .pong, .closed, .failed: break
        }
    }
}

extension Transcript.Item {
    init(_ incoming: Incoming) {
        switch incoming {
        case .text(let bytes): self.init(kind: .text, bytes: Array(bytes))
        case .binary(let bytes): self.init(kind: .binary, bytes: Array(bytes))
        case .ping(let bytes): self.init(kind: .ping, bytes: Array(bytes))
        case .pong(let bytes): self.init(kind: .pong, bytes: Array(bytes))
        case .closed(let code, _): self.init(kind: .closed, code: code)
        case .failed(let code, _): self.init(kind: .failed, code: code)
        }
    }

    fileprivate init(kind: Transcript.Kind, code: CloseCode) {
        self.init(
            kind: kind, bytes: [UInt8(code.rawValue >> 8), UInt8(truncatingIfNeeded: code.rawValue)])
    }

    var isEnd: Bool { kind == .closed || kind == .failed }
}

/// Keys of which no two are alike, the same in each run.
struct CountingKeys: MaskingKeys {
    private var last: UInt32 = 0x0102_0304

    mutating func next() -> UInt32 {
        last = last &* 0x9E37_79B1 &+ 1
        return last
    }
}
