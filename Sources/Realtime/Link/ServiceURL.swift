/// What the URLs of services with a scheme of their own have in common.
enum ServiceURL {
    /// What follows `scheme://`.
    ///
    /// - Parameter forms: what would be right, for the error.
    static func rest(of url: String, scheme: String, forms: String) throws(InvalidInput) -> Substring {
        guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else {
            throw InvalidInput("there is no scheme", in: "URL", expected: forms)
        }
        guard url[..<colon].lowercased() == scheme else {
            throw InvalidInput("\(url[..<colon]) is another scheme", in: "URL", expected: forms)
        }
        return url[colon...].dropFirst("://".count)
    }

    /// The value of the option `tls`.
    static func tls(_ text: Substring) throws(InvalidInput) -> Bool {
        switch text {
        case "true", "1", "yes": true
        case "false", "0", "no": false
        default: throw InvalidInput("tls=\(text) says neither", in: "URL options", expected: "tls=true or tls=false")
        }
    }
}
