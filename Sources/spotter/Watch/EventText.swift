import Domain
import Lines

/// An event as a line of JSON, for the clipboard.
enum EventText {
    static func of(_ event: Event, feed: String, at now: Timestamp) -> String {
        var line = EventLine()
        var buffer = LineBuffer()
        line.append(Envelope(received: now, feed: feed, event: event), seq: 1, to: &buffer)
        return buffer.text
    }
}
