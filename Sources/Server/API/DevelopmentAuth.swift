internal import Crypto
internal import JSON

/// Stands in for a backend's authorisation endpoints, `POST /pusher/auth` and `POST /pusher/user-auth`, while there is no
/// backend: it signs whatever is asked, as whoever is asked for.
///
/// Forms have the fields `socket_id` and `channel_name`, and optionally `user_id` (else one is made from the socket's).
public struct DevelopmentAuth: Hashable, Sendable {
    /// 32 bytes that the keys of encrypted channels are derived from; without it those are refused.
    public var masterKey: [UInt8]?

    public init(masterKey: [UInt8]? = nil) {
        self.masterKey = masterKey
    }

    static func isPath(_ path: String) -> Bool { path == channelPath || path == userPath }
    private static let channelPath = "/pusher/auth"
    private static let userPath = "/pusher/user-auth"

    /// Answers a request to one of these paths.
    ///
    /// - Parameter auth: `nil` where the endpoints are switched off.
    static func respond(to request: APIRequest, _ auth: DevelopmentAuth?, _ application: Application) -> APIResponse {
        guard let auth else {
            return .refusal(APIRefusal(403, "The development authorisation endpoint is switched off"))
        }
        var response = auth.respond(to: request, application)
        response.allowsAnyOrigin = true
        return response
    }

    private func respond(to request: APIRequest, _ application: Application) -> APIResponse {
        // What a browser asks before a request with further header fields.
        guard request.method != "OPTIONS" else { return .json("{}") }
        do throws(APIRefusal) {
            guard request.method == "POST" else { throw APIRefusal(405, "Method not allowed: use POST") }
            let form = QueryString(String(decoding: request.body, as: UTF8.self))
            guard let text = form["socket_id"], let socket = SocketID(text) else {
                throw APIRefusal(400, "Missing field: socket_id")
            }
            let isUser = request.path == Self.userPath
            let body = try isUser ? Self.signUser(socket, form, application) : sign(socket, form, application)
            return .json(body)
        } catch {
            return .refusal(error)
        }
    }

    private static func userID(_ form: QueryString, _ socket: SocketID) -> String {
        form["user_id"] ?? "user-\(socket.second)"
    }

    private static func signUser(_ socket: SocketID, _ form: QueryString, _ application: Application) -> String {
        let data = ServerMessage.json { writer in
            writer.key("id")
            writer.string(userID(form, socket))
        }
        let signature = SubscriptionSignature.user(socketID: socket.description, data: data)
        return ServerMessage.json { writer in
            writer.key("auth")
            writer.string(signature.auth(application))
            writer.key("user_data")
            writer.string(data)
        }
    }

    private func sign(
        _ socket: SocketID, _ form: QueryString, _ application: Application
    ) throws(APIRefusal) -> String {
        guard let name = form["channel_name"], let channel = ChannelName(name) else {
            throw APIRefusal(400, "Missing field: channel_name")
        }
        var data: String?
        if channel.isPresence {
            data = ServerMessage.json { writer in
                writer.key("user_id")
                writer.string(Self.userID(form, socket))
            }
        }
        let secret = try channel.isEncrypted ? sharedSecret(of: channel) : nil
        let signature =
            data.map { SubscriptionSignature.presence(name, socketID: socket.description, data: $0) }
            ?? .channel(name, socketID: socket.description)
        return ServerMessage.json { writer in
            writer.key("auth")
            writer.string(signature.auth(application))
            if let data {
                writer.key("channel_data")
                writer.string(data)
            }
            if let secret {
                writer.key("shared_secret")
                writer.string(secret)
            }
        }
    }

    /// SHA-256 of the channel's name and the master key, in base64.
    private func sharedSecret(of channel: ChannelName) throws(APIRefusal) -> String {
        guard let masterKey, masterKey.count == 32 else {
            throw APIRefusal(403, "Encrypted channels need a master key of 32 bytes")
        }
        return Base64.encode(Array(SHA256.hash(data: Array(channel.text.utf8) + masterKey)))
    }
}

/// Base64 with padding (RFC 4648 §4).
private enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = Array(bytes[start...].prefix(3))
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for digit in 0..<4 {
                text.append(digit <= group.count ? alphabet[bits >> (18 - 6 * digit) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
