extension ProtocolEntry {
    static let websocket = ProtocolEntry(
        name: "websocket", service: "WebSocket", schemes: ["wss", "ws"],
        summary:
            "any WebSocket without a protocol of its own: JSON, lines, text or bytes (Traccar, AIS, Gotify, ntfy …)",
        urlForms: PlainSocketConfiguration.urlForms, example: "wss://example.com/live", channelWord: "channel",
        channelUse: .optional,
        continuity: """
            Nothing is known of a break, so each ends in a gap; unless sequence says that the numbers at id_path count up by \
            one: then holes are counted, repetitions dropped and breaks without a loss proved.
            """,
        authentication:
            "A secret stands where {secret} is, in the URL's query or in a text; headers as on any connection.",
        settings: [
            ProtocolSetting(
                "send_on_open", .texts, "texts to say first; {channel}: once for each, {secret}: the secret"),
            ProtocolSetting("subscribe", .text, "the text that asks for a channel, with {channel} in it"),
            ProtocolSetting("unsubscribe", .text, "the text that ends a channel, with {channel} in it"),
            ProtocolSetting("ping", .text, "a text to send again and again to keep the connection"),
            ProtocolSetting("ping_every", .number(5...600), "how often to send it, in seconds; 30 unless said"),
            ProtocolSetting("pong", .texts, "messages that are no events, such as pings' answers; * for any stretch"),
            ProtocolSetting("refusal", .texts, "messages that say no for good, such as a wrong key; * for any stretch"),
            ProtocolSetting("subprotocols", .texts, "what to ask for in the handshake"),
            ProtocolSetting("channel_path", .text, "where a JSON event names its channel, e.g. data.topic"),
            ProtocolSetting("event_path", .text, "where it names its kind"),
            ProtocolSetting("id_path", .text, "where its identifier is"),
            ProtocolSetting("time_path", .text, "where its time is"),
            ProtocolSetting(
                "sequence", .flag, "the numbers at id_path count up by one, in each channel where channel_path is set"),
            ProtocolSetting(
                "batch", .choice(PlainSocketConfiguration.Batch.allCases.map(\.rawValue)),
                "what holds several events: lines, a JSON array, none, or auto: what looks like either"),
        ],
        capabilities: PlainSocketAdapter.capabilities
    ) { (settings) throws(InvalidInput) in
        let configuration = try PlainSocketConfiguration(settings)
        return { PlainSocketAdapter(configuration) }
    }
}
