internal import Realtime

/// What a transport tells its owner, on the event loop. After `socketEnded` it says nothing more.
protocol SocketListener: AnyObject {
    func socketOpened()
    func socketReceived(_ message: Message)
    /// All that one read brought has been handed over: the time to answer.
    func socketReadComplete()
    func socketEnded(_ end: ConnectionEnd)
}
