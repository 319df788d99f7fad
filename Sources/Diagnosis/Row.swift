/// A stage on its way to a finding.
struct Row {
    let stage: Stage
    let channel: String?
    var finding: Finding?
    /// Those that speak of this channel while it is open.
    var warnings: [String] = []

    init(_ stage: Stage, channel: String? = nil) {
        self.stage = stage
        self.channel = channel
    }

    var isOpen: Bool { finding == nil }
}
