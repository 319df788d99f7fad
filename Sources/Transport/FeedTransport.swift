internal import WebSocket

/// What carries a feed's messages: a WebSocket, a long HTTP answer, or nothing but requests.
protocol FeedTransport: AnyObject {
    /// Begins; the listener hears of the outcome.
    func connect()
    func send(text: [UInt8])
    func send(binary: [UInt8])
    /// Ends in good order.
    func close(_ code: CloseCode, reason: String)
    /// Cuts it. The listener hears of the end at once.
    func drop()
    /// Stops or goes on reading, so that TCP slows the server while our reader is slow.
    func setReading(_ isReading: Bool)
}
