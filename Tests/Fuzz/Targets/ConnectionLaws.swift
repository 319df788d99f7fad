import WebSocket

/// What holds for a connection whatever its peer sends.
enum ConnectionLaws {
    /// - Parameters:
    ///   - bytes: what the connection reads.
    ///   - input: says how the reads are cut that are compared with a single one.
    ///   - peer: another connection, to read what the first one writes.
    ///   - echoes: whether messages are sent back.
    static func check(
        _ bytes: [UInt8], cutAs input: FuzzInput, to connection: Connection, from peer: Connection, echoes: Bool
    ) throws(BrokenLaw) {
        let whole = Transcript(of: connection, fed: bytes, readEnds: [bytes.count], echoes: echoes)
        let pieces = Transcript(of: connection, fed: bytes, readEnds: input.readEnds(of: bytes.count), echoes: echoes)
        // With a window below 32 KiB, zlib sees a reference past it only if what that refers to came out in another read.
        let isCutVisible = (connection.compression.map(\.leastWindowBits) ?? 15) < 15
        let isSame = whole.items == pieces.items || isCutVisible && (whole.isCorrupt || pieces.isCorrupt)
        try require(isSame, "it depends on the cut what comes out: \(whole) and \(pieces)")
        try checkItems(whole, limit: connection.limits.message)
        for said in [whole, pieces] {
            let heard = Transcript(of: peer, fed: said.written, readEnds: [said.written.count])
            try checkAnswers(said, heard, echoes: echoes)
        }
    }

    private static func checkItems(_ transcript: Transcript, limit: Int) throws(BrokenLaw) {
        for item in transcript.items {
            switch item.kind {
            case .text:
                try require(String(validating: item.bytes, as: UTF8.self) != nil, "text is not UTF-8: \(item.bytes)")
                try require(item.bytes.count <= limit, "a text of \(item.bytes.count) bytes, over the limit")
            case .binary:
                try require(item.bytes.count <= limit, "a message of \(item.bytes.count) bytes, over the limit")
            case .ping, .pong:
                try require(item.bytes.count <= 125, "a control frame of \(item.bytes.count) bytes")
            case .closed, .failed: break
            }
        }
        let ends = transcript.items.filter(\.isEnd).count
        let isClosed = transcript.state == .closed
        try require(ends == (isClosed ? 1 : 0), "\(ends) ends, and the state is \(transcript.state)")
        try require(!isClosed || transcript.items.last?.isEnd == true, "something is handed over after the end")
    }

    /// What is written is well-formed, answers each ping, echoes each message, and ends as the connection did.
    private static func checkAnswers(
        _ said: Transcript, _ heard: Transcript, echoes: Bool
    ) throws(BrokenLaw) {
        var expected: [Transcript.Item] = []
        for item in said.items {
            switch item.kind {
            case .text, .binary:
                if echoes { expected.append(item) }
            case .ping: expected.append(.init(kind: .pong, bytes: item.bytes))
            case .pong: break
            case .closed, .failed: expected.append(.init(kind: .closed, bytes: item.bytes))
            }
        }
        try require(heard.items == expected, "the peer hears \(heard.items) where \(expected) was said")
    }
}

extension DeflateParameters {
    fileprivate var leastWindowBits: Int { min(serverMaxWindowBits, clientMaxWindowBits) }
}
