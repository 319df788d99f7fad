/// A stage on its way to a finding.
struct Row {
    let stage: Stage
    let channel: String?
    var finding: Finding?

    init(_ stage: Stage, channel: String? = nil) {
        self.stage = stage
        self.channel = channel
    }

    var isOpen: Bool { finding == nil }
}
