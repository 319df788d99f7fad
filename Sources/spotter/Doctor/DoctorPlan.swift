import Diagnosis
import Realtime
import Transport

/// What to examine, and for how long.
struct DoctorPlan {
    var feed: FeedPlan
    var subject: Subject
    var timeout: Duration
    var output: DoctorOutput

    init(_ feed: FeedPlan, target: String, _ command: DoctorCommand) {
        self.feed = feed
        // One connection is examined, whatever becomes of it.
        self.feed.policy = ReconnectPolicy(maxAttempts: 0)
        self.feed.link.inspectsCertificates = true
        timeout = command.timeout.duration
        let patience = command.wait.duration
        subject = Subject(
            target: target, service: feed.service, channels: feed.channels, now: WallClock.now,
            patience: patience > .zero ? patience : nil, needsChannel: feed.channelUse != .optional)
        output = DoctorOutput(isJSON: command.json)
    }
}
