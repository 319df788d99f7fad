internal import Domain
internal import JSON

/// How far user sign-in has come on this connection.
struct PusherSignIn {
    enum State: Hashable {
        case none
        case authorising(FetchID)
        case retrying
        case sent
        case done(userID: String)
        case refused(reason: String)
    }

    var state = State.none
    var failures = 0
    /// Who of the watchlist is online.
    var online = MemberList()

    /// Whether an error event is the answer to the sign-in: 4009, or 4200 from servers that do not know it (Reverb).
    func takes(_ error: PusherError) -> Bool {
        state == .sent && (error.code == 4009 || error.code == 4200 || error.message.contains("::user::"))
    }
}

extension PusherAdapter {
    mutating func startSignIn(_ outbox: Outbox) {
        guard configuration.signsIn, let socketID else { return }
        guard PusherSignature.isSignable(socketID) else {
            return signInRefused("the server's socket id is not of the form 123.456", code: nil, outbox)
        }
        switch configuration.authorisation {
        case .none:
            signInRefused(
                "there is neither an endpoint (auth_endpoint) nor a secret (secret) to sign with", code: nil, outbox)
        case .secret(let secret, _): signIn(socketID, secret, outbox)
        case .endpoint(let endpoint):
            guard let url = endpoint.userURL else {
                return signInRefused("there is no user authorisation endpoint", code: nil, outbox)
            }
            signIn.state = .authorising(outbox.fetch(endpoint.request(to: url, fields: [("socket_id", socketID)])))
        }
    }

    private mutating func signIn(_ socketID: String, _ secret: Secret, _ outbox: Outbox) {
        guard let member = configuration.member else {
            return signInRefused("no user id (user_id) is set", code: nil, outbox)
        }
        let data = PusherFrame.member(member, idKey: "id")
        let auth = PusherSignature.user(data: data, socketID: socketID, key: configuration.key, secret: secret)
        sendSignIn(auth, data, outbox)
    }

    private mutating func sendSignIn(_ auth: String, _ userData: String, _ outbox: Outbox) {
        signIn.state = .sent
        outbox.perform(.sendText(PusherFrame.signIn(auth: auth, userData: userData)))
        outbox.perform(.start(Timer.signIn, after: Deadline.subscription))
    }

    mutating func answeredSignIn(_ answer: HTTPAnswer, _ outbox: Outbox) {
        switch authorisation(answer, for: .user, outbox) {
        case .granted(let grant): sendSignIn(grant.auth, grant.userData ?? "", outbox)
        case .refused(let code, let reason): signInRefused(reason, code: code, outbox)
        case .retry(let after, let reason):
            signIn.failures += 1
            signIn.state = .retrying
            outbox.emit(status: .warning("user sign-in: \(reason)"))
            outbox.perform(.start(Timer.signIn, after: max(Self.retryDelay(signIn.failures), after ?? .zero)))
        }
    }

    mutating func checkSignIn(_ outbox: Outbox) {
        switch signIn.state {
        case .retrying: startSignIn(outbox)
        case .sent: signInRefused("the server did not answer within 15 s", code: nil, outbox)
        case .none, .authorising, .done, .refused: break
        }
    }

    mutating func signInRefused(_ reason: String, code: Int?, _ outbox: Outbox) {
        signIn.state = .refused(reason: reason)
        outbox.perform(.cancel(Timer.signIn))
        outbox.emit(status: .warning("the user was not signed in: \(reason)"))
        for channel in order where channels[channel]?.traits.contains(.user) == true {
            refuse(channel, code: code, reason: "the user was not signed in: \(reason)", outbox)
        }
    }

    mutating func signedIn(_ payload: PusherPayload, _ outbox: Outbox) {
        let data = payload.json?["user_data"]
        var userID = MemberList.id(data?["id"])
        if let text = data?.string {
            userID = (try? plain.read(text.bytes) { MemberList.id($0["id"]) }) ?? nil
        }
        outbox.perform(.cancel(Timer.signIn))
        guard let userID else {
            return signInRefused("the server's answer has no user id", code: nil, outbox)
        }
        signIn.state = .done(userID: userID)
        let own = PusherChannel.userPrefix + userID
        for channel in order where channels[channel]?.traits.contains(.user) == true {
            beginUserChannel(channel, outbox)
        }
        guard channels[own] == nil else { return }
        var subscription = PusherSubscription(traits: .user)
        subscription.isAutomatic = true
        channels[own] = subscription
        order.append(own)
        beginUserChannel(own, outbox)
    }

    /// A user's channel waits for the sign-in, and only one's own can be had.
    mutating func beginUserChannel(_ channel: String, _ outbox: Outbox) {
        switch signIn.state {
        case .done(let userID) where channel == PusherChannel.userPrefix + userID:
            request(PusherFrame.subscribe(channel), channel, outbox)
        case .done(let userID):
            refuse(channel, code: nil, reason: "it belongs to another user than \(userID), who is signed in", outbox)
        case .none:
            refuse(channel, code: nil, reason: "it needs user sign-in (sign_in), which is not set", outbox)
        case .refused(let reason):
            refuse(channel, code: nil, reason: "the user was not signed in: \(reason)", outbox)
        case .authorising, .retrying, .sent: break
        }
    }
}
