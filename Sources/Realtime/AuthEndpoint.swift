public import HTTP1

/// A web address that gives leave for channels, or tokens: where it is and what it wants to be told. Its headers and parameters
/// are taken for secrets.
public struct AuthEndpoint: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// A further field of the form.
    public struct Parameter: Hashable, Sendable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// E.g. `https://example.com/pusher/auth`.
    public var url: String
    /// For user sign-in, where that is another one, e.g. `https://example.com/pusher/user-auth`.
    public var userURL: String?
    /// Cookies, `Authorization`, `X-CSRF-TOKEN` and the like.
    public var headers: [HeaderField]
    public var parameters: [Parameter]

    public init(url: String, userURL: String? = nil, headers: [HeaderField] = [], parameters: [Parameter] = []) {
        self.url = url
        self.userURL = userURL
        self.headers = headers
        self.parameters = parameters
    }

    public var description: String { "endpoint with \(headers.count) headers and \(parameters.count) parameters" }
    public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }

    /// What it is called where people read it: with the address, but for the query, in which there may be a token.
    ///
    /// - Parameter url: one of the endpoint's.
    static func name(of url: String) -> String {
        let whole = url.prefix { !"?#".contains($0) }
        let address = try? WebAddress(String(whole))
        return "the authorisation endpoint" + (address.map { " \($0)" } ?? "")
    }

    /// The fields as a form, posted to `url`.
    func request(to url: String, fields: [(name: String, value: String)]) -> HTTPRequest {
        HTTPRequest(
            method: "POST", url: url,
            headers: [HeaderField("Content-Type", FormBody.contentType), HeaderField("Accept", "application/json")]
                + headers,
            body: FormBody.encode(fields + parameters.map { ($0.name, $0.value) }))
    }
}
