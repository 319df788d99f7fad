/// What must not stand in a URL, where history and process lists show it.
enum QuerySecrets {
    private static let names: Set<String> = [
        "token", "access_token", "auth", "authorization", "secret", "password", "jwt", "api_key", "apikey",
    ]

    /// - Parameter path: path and query.
    /// - Throws: where the query has a field whose name says that it is a secret.
    static func check(_ path: String) throws(InvalidInput) {
        let query = path.drop { $0 != "?" }.dropFirst()
        for field in query.split(separator: "&") {
            let name = field.prefix { $0 != "=" }.lowercased()
            guard !names.contains(name) else {
                throw InvalidInput(
                    "a secret does not belong into a URL, where history and process lists show it", in: "URL query",
                    expected:
                        "the secret by --secret-file, --secret-command or the environment, and token_query=\(name)")
            }
        }
    }

    /// The path with one more field in its query.
    static func path(_ path: String, adding name: String, _ value: String) -> String {
        path + (path.contains("?") ? "&" : "?") + "\(FormBody.percentEncoded(name))=\(FormBody.percentEncoded(value))"
    }
}
