internal import HTTP1
internal import Realtime

/// What a transport tells its owner, on the event loop. After `socketEnded` it says nothing more.
protocol SocketListener: AnyObject {
    /// The cookies that belong to a request, from earlier answers.
    func socketCookies(for request: ConnectionRequest) -> HeaderField?
    /// A server answered an opening handshake, one way or the other.
    func socketAnswered(_ fields: [HeaderField], to request: ConnectionRequest)
    func socketLinked(_ event: LinkEvent)
    /// - Parameter handshake: `nil` where the transport is no WebSocket.
    func socketOpened(_ handshake: Handshake?)
    func socketReceived(_ message: Message)
    /// All that one read brought has been handed over: the time to answer.
    func socketReadComplete()
    /// May come in the middle of a read; nothing may be sent from here.
    func socketMeasured(_ measurement: LinkMeasurement)
    func socketEnded(_ end: ConnectionEnd)
}
