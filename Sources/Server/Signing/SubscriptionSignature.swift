/// What a backend signs for a client that it has authenticated (pusher.com, "Auth signatures").
public struct SubscriptionSignature: Hashable, Sendable {
    private let text: String

    /// For a private or encrypted channel.
    public static func channel(_ channel: String, socketID: String) -> Self {
        Self(text: "\(socketID):\(channel)")
    }

    /// For a presence channel. `data` is the JSON that the client sends along, byte for byte.
    public static func presence(_ channel: String, socketID: String, data: String) -> Self {
        Self(text: "\(socketID):\(channel):\(data)")
    }

    /// For a sign-in. `data` is the JSON that the client sends along, byte for byte.
    public static func user(socketID: String, data: String) -> Self {
        Self(text: "\(socketID)::user::\(data)")
    }

    /// What the client shows: `key:signature`.
    public func auth(_ application: Application) -> String {
        "\(application.key):\(Digest.sign(text, secret: application.secret))"
    }

    /// Judges what a client shows.
    ///
    /// - Throws: what is wrong with it, for people; never the right signature.
    func check(_ auth: String, for application: Application) throws(SignatureError) {
        guard let colon = auth.firstIndex(of: ":") else {
            throw SignatureError("Invalid signature: expected 'key:signature', but got '\(auth.clipped)'")
        }
        let key = auth[..<colon]
        guard key == application.key else {
            throw SignatureError("Invalid key in subscription auth data: '\(String(key).clipped)'")
        }
        let given = String(auth[auth.index(after: colon)...])
        guard Digest.isEqual(given, Digest.sign(text, secret: application.secret)) else {
            throw SignatureError(
                "Invalid signature: Expected HMAC SHA256 hex digest of \(text), but got \(given.clipped)")
        }
    }
}

struct SignatureError: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
