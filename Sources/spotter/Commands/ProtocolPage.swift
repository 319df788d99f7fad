import Realtime

/// What there is to say of one protocol, from its entry in the catalogue.
struct ProtocolPage {
    private let entry: ProtocolEntry

    init(_ entry: ProtocolEntry) {
        self.entry = entry
    }

    /// A command to copy.
    private var command: String {
        let channel = entry.channelUse == .optional ? "" : " --channel NAME"
        return "spotter tail '\(entry.example)'\(channel)"
    }

    /// Two lines, for the list.
    var summary: String {
        "\(entry.name.padded(to: 10))  \(entry.summary)\n\("".padded(to: 10))  \(entry.urlForms)"
    }

    var text: String {
        var lines = [
            "\(entry.service): \(entry.summary)", "", "  \(command)", "", "URLs:        \(entry.urlForms)",
            "Channels:    \(channels)", "Credentials: \(entry.authentication)", "Continuity:  \(entry.continuity)",
        ]
        if let publishing = entry.publishing { lines.append("Publishing:  \(publishing.summary)") }
        if !entry.settings.isEmpty {
            lines += ["", "Settings (--set NAME=VALUE, or keys of the feed in the configuration):"]
            let width = entry.settings.map(\.name.count).max() ?? 0
            lines += entry.settings.map { "  \($0.name.padded(to: width))  \($0.summary)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    var markdown: String {
        var lines = [
            "### \(entry.service)", "", "\(entry.summary).", "", "```sh", command, "```", "",
            "- **URLs.** `\(entry.urlForms)`", "- **Channels.** \(channels)",
            "- **Credentials.** \(entry.authentication)",
            "- **Continuity.** \(entry.continuity)",
        ]
        if let publishing = entry.publishing { lines.append("- **Publishing.** \(publishing.summary)") }
        lines.append("")
        if !entry.settings.isEmpty {
            lines += ["| `--set` | what it does |", "|---|---|"]
            lines += entry.settings.map { "| `\($0.name)` | \($0.summary.replacing("|", with: "\\|")) |" }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }

    private var channels: String {
        let article = entry.channelWord.first.map { "aeiou".contains($0) } == true ? "an" : "a"
        let meaning = "A channel is \(article) \(entry.channelWord)"
        return switch entry.channelUse {
        case .required: meaning + "; at least one is needed."
        case .single: meaning + "; one a feed."
        case .optional: meaning + "; without any, everything that comes is shown."
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
