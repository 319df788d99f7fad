internal import Domain
internal import JSON

/// Private, presence and encrypted channels: who signs, and with what.
extension PusherAdapter {
    /// How many authorisation requests are under way at once.
    static let authorisationLimit = 8

    mutating func authorise(_ channel: String, _ outbox: Outbox) {
        guard let socketID else { return }
        guard PusherSignature.isSignable(socketID) else {
            return refuse(
                channel, code: nil, reason: "the server's socket id is not of the form 123.456 and is not signed",
                outbox)
        }
        switch configuration.authorisation {
        case .none:
            refuse(
                channel, code: nil,
                reason: "it needs an authorisation endpoint (auth_endpoint) or the app's secret (secret), and neither "
                    + "is set",
                outbox)
        case .secret(let secret, let masterKey):
            sign(channel, socketID, secret, masterKey, outbox)
        case .endpoint(let endpoint):
            guard authorisations.count < Self.authorisationLimit else {
                channels[channel]?.state = .queued
                return
            }
            let fetch = outbox.fetch(endpoint.request(for: channel, socketID: socketID))
            authorisations[fetch] = channel
            channels[channel]?.state = .authorising(fetch)
        }
    }

    mutating func authoriseQueued(_ outbox: Outbox) {
        for channel in order where channels[channel]?.state == .queued {
            guard authorisations.count < Self.authorisationLimit else { return }
            authorise(channel, outbox)
        }
    }

    private mutating func sign(
        _ channel: String, _ socketID: String, _ secret: Secret, _ masterKey: Secret?, _ outbox: Outbox
    ) {
        let traits = channels[channel]?.traits ?? []
        var data: String?
        if traits.contains(.presence) {
            guard let member = configuration.member else {
                return refuse(
                    channel, code: nil, reason: "a presence channel needs a user id (user_id), and none is set", outbox)
            }
            data = PusherFrame.member(member, idKey: "user_id")
        }
        if traits.contains(.encrypted) {
            guard let masterKey, masterKey.bytes.count == SecretBox.keyLength else {
                return refuse(
                    channel, code: nil,
                    reason: "an encrypted channel needs the app's master key (master_key) of 32 bytes", outbox)
            }
            channels[channel]?.seal = PusherSeal(key: PusherSignature.channelKey(channel, masterKey: masterKey))
        }
        let auth = PusherSignature.channel(
            channel, data: data, socketID: socketID, key: configuration.key, secret: secret)
        request(PusherFrame.subscribe(channel, auth: auth, channelData: data), channel, outbox)
    }

    mutating func answeredAuthorisation(_ channel: String, _ fetch: FetchID, _ answer: HTTPAnswer, _ outbox: Outbox) {
        // The user may have left the channel meanwhile, even have come back.
        guard let subscription = channels[channel], subscription.state == .authorising(fetch) else { return }
        switch authorisation(answer, for: .channel(subscription.traits), outbox) {
        case .granted(let grant):
            channels[channel]?.failures = 0
            channels[channel]?.seal = grant.sharedSecret.map(PusherSeal.init(key:))
            warnOfForeignKey(grant.auth, channel, outbox)
            request(
                PusherFrame.subscribe(channel, auth: grant.auth, channelData: grant.channelData), channel, outbox)
        case .refused(let code, let reason):
            refuse(channel, code: code, reason: reason, outbox)
        case .retry(let after, let reason):
            let failures = subscription.failures + 1
            channels[channel]?.failures = failures
            channels[channel]?.state = .retrying
            let delay = max(Self.retryDelay(failures), after ?? .zero)
            outbox.emit(
                status: .warning("\(reason); asking again in \(delay.components.seconds) s"), channel: channel)
            expect(channel, within: delay, outbox)
        }
    }

    func authorisation(
        _ answer: HTTPAnswer, for purpose: PusherAuthorisation.Purpose, _ outbox: Outbox
    ) -> PusherAuthorisation {
        PusherAuthorisation(
            answer, of: configuration.authorisation.endpointName(for: purpose), for: purpose, at: outbox.now,
            with: plain)
    }

    /// 1, 2, 4 … 32 s.
    static func retryDelay(_ failures: Int) -> Duration {
        .seconds(1 << min(max(failures - 1, 0), 5))
    }

    private func warnOfForeignKey(_ auth: String, _ channel: String, _ outbox: Outbox) {
        guard !auth.hasPrefix(configuration.key + ":") else { return }
        let endpoint = configuration.authorisation.endpointName(for: .channel([]))
        outbox.emit(
            status: .warning("\(endpoint) signs for another app key than the one connected with"),
            channel: channel)
    }
}

extension PusherConfiguration.Authorisation {
    /// Who is asked, for people.
    fileprivate func endpointName(for purpose: PusherAuthorisation.Purpose) -> String {
        switch self {
        case .endpoint(let endpoint) where purpose == .user: AuthEndpoint.name(of: endpoint.userURL ?? endpoint.url)
        case .endpoint(let endpoint): AuthEndpoint.name(of: endpoint.url)
        case .none, .secret: "nobody"
        }
    }
}

extension AuthEndpoint {
    func request(for channel: String, socketID: String) -> HTTPRequest {
        request(to: url, fields: [("socket_id", socketID), ("channel_name", channel)])
    }
}
