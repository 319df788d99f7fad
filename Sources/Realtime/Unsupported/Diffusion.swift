extension UnsupportedService {
    static let diffusion = UnsupportedService(
        name: "diffusion", summary: "Diffusion (DiffusionData, formerly Push Technology)",
        signs:
            "The path ends in /diffusion, the host is below diffusion.cloud, or the subprotocol names it; messages are binary.",
        advice: """
            Diffusion's protocol is binary, proprietary and unpublished, so it is not spoken. Ask its administrator for one \
            of its open doors: the REST gateway, MQTT (servers from 6.9 on can accept it, often at the path /mqtt), or topics \
            passed on over HTTP or server-sent events. To look at the frames themselves, watch the URL as protocol websocket.
            """,
        recognise: { Diffusion.recognise($0) })
}

/// How a Diffusion server is known from outside.
public enum Diffusion {
    /// Where its clients connect unless told otherwise.
    static let path = "/diffusion"
    /// The vendor's own hosting.
    static let domain = "diffusion.cloud"

    /// A binary first message alone proves nothing, for others send such too; a text speaks against it.
    public static func recognise(_ evidence: UnsupportedService.Evidence) -> Bool {
        guard evidence.firstMessage != .text else { return false }
        if let subprotocol = evidence.subprotocol { return subprotocol.lowercased().hasPrefix("diffusion") }
        return isVendorsHost(evidence.address.host) || isUsualPath(evidence.address.path)
    }

    private static func isVendorsHost(_ host: String) -> Bool {
        host == domain || host.hasSuffix(".\(domain)")
    }

    private static func isUsualPath(_ path: String) -> Bool {
        var path = path.prefix { $0 != "?" }
        while path.hasSuffix("/") { path.removeLast() }
        return path.hasSuffix(Self.path)
    }
}
