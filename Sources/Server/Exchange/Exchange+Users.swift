internal import JSON

extension Exchange {
    mutating func signIn(_ socket: SocketID, auth: String, userData: String, now: Duration) {
        guard let session = sessions[socket] else { return }
        do throws(SignatureError) {
            try SubscriptionSignature.user(socketID: socket.description, data: userData).check(auth, for: application)
        } catch {
            return close(socket, Refusal(4009, error.description), now: now)
        }
        guard let id = Self.userID(userData) else {
            return close(socket, Refusal(4009, "user_data must be JSON with an id"), now: now)
        }
        guard session.user == nil || session.user == id else {
            return report("This connection is signed in as another user already", to: socket)
        }
        sessions[socket]?.user = id
        users[id, default: []].insert(socket)
        send(ServerMessage.signedIn(userData: userData), to: [socket])
    }

    /// A text that is not empty and not longer than any name of a channel for it may be.
    private static func userID(_ userData: String) -> String? {
        let id = try? JSONDocument().read(userData) { $0["id"]?.string?.string }
        guard let id = id ?? nil, (1...200).contains(id.utf8.count) else { return nil }
        return id
    }

    /// Closes all connections that are signed in as this user.
    mutating func terminate(user: String, now: Duration) {
        for socket in (users[user] ?? []).sorted() {
            close(socket, Refusal(4009, "You got disconnected by the app"), now: now)
        }
    }
}
