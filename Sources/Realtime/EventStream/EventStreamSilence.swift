/// How long a stream may be silent before it is taken for dead: an event stream knows no pings.
///
/// A server that keeps its stream alive shows how often it does; one that never did may just have nothing to say, and each reconnection of
/// ours could lose a message.
struct EventStreamSilence: Hashable {
    static let shortest: Duration = .seconds(90)
    static let longest: Duration = .seconds(600)
    /// A sign of life after less than this is a greeting, or stands beside an event.
    private static let telling: Duration = .seconds(5)

    private let setting: Duration?
    /// The longest silence that a sign of life has ended.
    private var observed: Duration?

    init(setting: Duration?) {
        self.setting = setting
    }

    var limit: Duration {
        if let setting { return setting }
        guard let observed else { return Self.longest }
        return min(max(Self.shortest, observed * 3), Self.longest)
    }

    /// A comment or a message that says nothing else has ended a silence.
    mutating func endedBySign(after silence: Duration) {
        guard silence >= Self.telling, silence > observed ?? .zero else { return }
        observed = min(silence, Self.longest)
    }
}
