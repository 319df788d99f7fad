import Realtime

/// A URL as it may be shown.
enum URLText {
    /// Without a query in which there may be a secret, and without the password before the host. A service's key there is public; in a
    /// web address it may be a token, and goes too.
    static func shown(_ url: String) -> String {
        let url = Recognition.shown(url)
        let mark = url.firstRange(of: "://")
        let rest = url[(mark?.upperBound ?? url.startIndex)...]
        guard let at = rest.prefix(while: { !"/?#".contains($0) }).lastIndex(of: "@") else { return url }
        let scheme = mark.map { url[..<$0.lowerBound].lowercased() } ?? ""
        let isWeb = ["", "http", "https", "ws", "wss"].contains(
            scheme.split(separator: "+").last.map(String.init) ?? "")
        let user = rest[..<at]
        let key = isWeb ? "" : user.prefix { $0 != ":" }
        return url[..<rest.startIndex] + key + (key.count < user.count ? "…" : "") + url[at...]
    }
}
