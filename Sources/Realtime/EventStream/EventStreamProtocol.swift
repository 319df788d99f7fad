extension ProtocolEntry {
    static let eventStream = ProtocolEntry(
        name: "sse", service: "Server-Sent Events", schemes: ["sse+https", "sse+http"],
        summary:
            "Server-Sent Events (text/event-stream): MBTA and other JSON:API streams, nchan, Mercure, ntfy, FastAPI",
        urlForms: EventStreamConfiguration.urlForms,
        example: "sse+https://api-v3.mbta.com/vehicles?filter%5Broute%5D=Red", channelWord: "event name",
        channelUse: .optional,
        continuity: """
            Last-Event-ID is sent after a break, and what comes twice is shown once; yet a break ends in a gap. \
            Where the service keeps what was missed (resumes = true) it is asked for the last event once more: only when that \
            comes is the break counted as bridged.
            """,
        authentication: "A token, a name and password, or a key in a header of the service's own.",
        settings: [
            ProtocolSetting("auth", .text, "how the secret is sent: bearer (the default), basic, or a header's name"),
            ProtocolSetting("channel", .text, "the channel of its messages, in the place of the path's last part"),
            ProtocolSetting("resumes", .flag, "the service keeps what was missed and sends it after Last-Event-ID"),
            ProtocolSetting(
                "idle", .number(5...86_400),
                "seconds of silence before reconnecting; without it 90 or more, as the server's signs of life suggest"),
        ],
        capabilities: []
    ) { (settings) throws(InvalidInput) in
        let configuration = try EventStreamConfiguration(settings)
        return { EventStreamAdapter(configuration) }
    }
}
