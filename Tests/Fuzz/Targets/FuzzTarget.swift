/// A parser of ours, and the laws that it keeps whatever a peer sends.
///
/// An input's first byte chooses the circumstances (each target says how), its second where reads are cut; the rest is
/// what the peer sends.
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// Frames to either end of a connection.
    case frames
    /// A server's answer to a client's opening handshake.
    case handshakeResponse
    /// Compressed messages to either end of a connection, and back.
    case deflate
    /// A proxy's answers on the way to a server.
    case proxyReply

    /// How the reads that are compared with a single one are cut.
    public enum Cut: Sendable {
        /// As the input's second byte says.
        case asInputSays
        case everyByte
    }

    /// Runs an input.
    ///
    /// - Throws: the law that it broke.
    public func run(_ input: UnsafeRawBufferPointer, cut: Cut = .asInputSays) throws(BrokenLaw) {
        let input = FuzzInput(input, cut: cut)
        switch self {
        case .frames: try FramesTarget.run(input)
        case .handshakeResponse: try HandshakeTarget.run(input)
        case .deflate: try DeflateTarget.run(input)
        case .proxyReply: try ProxyTarget.run(input)
        }
    }
}

/// What did not hold.
public struct BrokenLaw: Error, CustomStringConvertible {
    public let description: String
}

/// Throws unless the law holds.
func require(_ holds: Bool, _ law: @autoclosure () -> String) throws(BrokenLaw) {
    guard !holds else { return }
    throw BrokenLaw(description: law())
}
