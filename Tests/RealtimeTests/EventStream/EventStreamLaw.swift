import Realtime

extension LawScript {
    static let eventStream = LawScript(
        name: "sse", greeting: [.bytes(": hi\n\n")], confirmation: { _ in [] },
        // What came before may have left a line and a block open.
        event: { [.bytes("\n\nevent: \($0)\ndata: {\"n\":1}\n\n")] },
        subscriptionMark: nil, subscriptionCount: 0,
        samples: [
            "data: a\n\n", "data\n\n", "event: one\ndata: {\"n\":1}\n\n", "id: 7\r\ndata: a\r\ndata: b\r\n\r\n",
            "id: 7\n\n", "id\n\n", "retry: 3000\n\n", "retry: 99999999999999999999999\n", ": keep-alive\n",
            "\u{FEFF}data: a\n\n", ":ka\n\ndata: 1\r\rdata: 2\r\n\r\n", "event: ping\ndata: \n\n",
            "event: reset\ndata: [{\"type\":\"vehicle\",\"id\":\"1\",\"attributes\":{\"latitude\":1}},{\"type\":\"stop\",\"id\":\"2\"}]\n\n",
            "event: remove\ndata: {\"id\":\"R-54\",\"type\":\"vehicle\"}\n\n",
            "event: error\ndata: {\"errors\":[{\"status\":\"429\",\"code\":\"rate_limited\"}]}\n\n",
        ])
}
