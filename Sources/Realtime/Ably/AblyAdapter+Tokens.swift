internal import Domain
internal import HTTP1
internal import JSON

/// A request under way that leads to a token.
struct AblyErrand {
    enum Step: Hashable {
        /// The app's endpoint: a token, or a signed request for one.
        case endpoint
        /// The service: a token for a signed request.
        case exchange
        /// The service's time, where ours is not what it takes.
        case clock
    }

    var fetch: FetchID
    var step: Step
}

/// Getting a token, before the connection and while it stands.
extension AblyAdapter {
    enum TokenFault: Error {
        /// For good.
        case refused(AblyError)
        case retry(after: Duration?, reason: String)
    }

    mutating func obtainToken(_ outbox: Outbox) {
        guard errand == nil else { return }
        switch configuration.authorisation {
        case .endpoint(let endpoint): run(.endpoint, tokenRequest(to: endpoint), outbox)
        case .key: exchange(signedRequest(at: outbox.now), outbox)
        case .none, .token:
            outbox.unprepared(
                .giveUp(Outage(.refused, reason: "it needs a key, a token or an endpoint, and none is set")))
        }
    }

    private mutating func run(_ step: AblyErrand.Step, _ request: HTTPRequest, _ outbox: Outbox) {
        errand = AblyErrand(fetch: outbox.fetch(request), step: step)
    }

    private func tokenRequest(to endpoint: AuthEndpoint) -> HTTPRequest {
        let identity = configuration.clientID.map { [(name: "clientId", value: $0)] } ?? []
        guard !configuration.postsToEndpoint else { return endpoint.request(to: endpoint.url, fields: identity) }
        let fields = endpoint.parameters.map { (name: $0.name, value: $0.value) } + identity
        let query = fields.map { "\(FormBody.percentEncoded($0.name))=\(FormBody.percentEncoded($0.value))" }
        let mark = query.isEmpty ? "" : endpoint.url.contains("?") ? "&" : "?"
        return HTTPRequest(
            url: endpoint.url + mark + query.joined(separator: "&"),
            headers: [HeaderField("Accept", "application/json, text/plain, application/jwt")] + endpoint.headers)
    }

    // MARK: Signed by ourselves

    private func signedRequest(at now: Timestamp) -> [UInt8] {
        guard case .key(let name, let secret) = configuration.authorisation else { return [] }
        return AblyTokenRequest.document(
            keyName: name, secret: secret, clientID: configuration.clientID, timestamp: now + clockOffset,
            nonce: nonce)
    }

    /// 32 hexadecimal digits.
    private var nonce: String {
        (0..<2).map { _ in
            let digits = String(random(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// - Parameter document: a signed request, as it came where another has signed it.
    private mutating func exchange(_ document: [UInt8], _ outbox: Outbox) {
        guard let name = keyName(of: document) else {
            return tokenFailed(.refused(AblyError(code: nil, message: "the token request names no key")), outbox)
        }
        let request = HTTPRequest(
            method: "POST", url: "\(restURL)/keys/\(FormBody.percentEncoded(name))/requestToken",
            headers: [HeaderField("Content-Type", "application/json"), HeaderField("Accept", "application/json")],
            body: document)
        run(.exchange, request, outbox)
    }

    private func keyName(of document: [UInt8]) -> String? {
        do throws(JSONError) {
            return try inner.read(document) { $0["keyName"]?.string?.string }
        } catch {
            return nil
        }
    }

    var restURL: String {
        let name = host.contains(":") ? "[\(host)]" : host
        let usual = configuration.isSecure ? 443 : 80
        let place = configuration.port == usual ? name : "\(name):\(configuration.port)"
        return "http\(configuration.isSecure ? "s" : "")://\(place)"
    }

    // MARK: Answers

    mutating func answered(_ step: AblyErrand.Step, _ answer: HTTPAnswer, _ outbox: Outbox) {
        switch (step, answer) {
        case (let step, .failed(let reason)):
            tokenFailed(.retry(after: nil, reason: "\(source(of: step)) did not answer: \(reason)"), outbox)
        case (.endpoint, .response(let status, let headers, let body)):
            answeredEndpoint(status, headers, body, outbox)
        case (.exchange, .response(let status, let headers, let body)):
            answeredExchange(status, headers, body, outbox)
        case (.clock, .response(_, _, let body)): answeredClock(body, outbox)
        }
    }

    private mutating func answeredEndpoint(
        _ status: Int, _ headers: [HeaderField], _ body: [UInt8], _ outbox: Outbox
    ) {
        guard (200..<300).contains(status) else {
            return tokenFailed(fault(status, headers, .endpoint, at: outbox.now), outbox)
        }
        let text = ASCII.trim(String(decoding: body, as: UTF8.self)[...])
        guard text.hasPrefix("{") || text.hasPrefix("\"") else {
            return accept(AblyToken(text), from: .endpoint, outbox)
        }
        do throws(JSONError) {
            let now = outbox.now
            let read: (token: AblyToken?, isRequest: Bool) = try inner.read(body) { root in
                if let text = root.string { return (AblyToken(text.string), false) }
                return (AblyToken(root, at: now), root["keyName"] != nil && root["mac"] != nil)
            }
            guard read.token == nil, read.isRequest else { return accept(read.token, from: .endpoint, outbox) }
            exchange(body, outbox)
        } catch {
            accept(nil, from: .endpoint, outbox)
        }
    }

    private mutating func answeredExchange(
        _ status: Int, _ headers: [HeaderField], _ body: [UInt8], _ outbox: Outbox
    ) {
        do throws(JSONError) {
            let now = outbox.now
            let read: (token: AblyToken?, error: AblyError) = try inner.read(body) { root in
                (AblyToken(root, at: now), AblyError(root["error"]))
            }
            if (200..<300).contains(status) { return accept(read.token, from: .exchange, outbox) }
            // Our clock is not theirs.
            if read.error.code == 40104, !knowsClock {
                knowsClock = true
                return run(.clock, HTTPRequest(url: "\(restURL)/time"), outbox)
            }
            guard (400..<500).contains(status), status != 408, status != 429 else { throw .empty }
            tokenFailed(.refused(read.error), outbox)
        } catch {
            tokenFailed(fault(status, headers, .exchange, at: outbox.now), outbox)
        }
    }

    /// `[1760000000000]`
    private mutating func answeredClock(_ body: [UInt8], _ outbox: Outbox) {
        do throws(JSONError) {
            let time = try inner.read(body) { root in root.elements.first { _ in true }?.moment }
            if let time { clockOffset = time - outbox.now }
            obtainToken(outbox)
        } catch {
            tokenFailed(.retry(after: nil, reason: "the service did not tell its time"), outbox)
        }
    }

    private func fault(
        _ status: Int, _ headers: [HeaderField], _ step: AblyErrand.Step, at now: Timestamp
    ) -> TokenFault {
        let reason = "\(source(of: step)) answered with status \(status)"
        switch status {
        case 408, 425, 429, 500...: return .retry(after: RetryAfter.delay(headers, at: now), reason: reason)
        default: return .refused(AblyError(code: status, message: reason))
        }
    }

    /// Who is asked, for people.
    private func source(of step: AblyErrand.Step) -> String {
        switch (step, configuration.authorisation) {
        case (.endpoint, .endpoint(let endpoint)): AuthEndpoint.name(of: endpoint.url)
        case (.endpoint, _), (.exchange, _): "the service, asked for a token,"
        case (.clock, _): "the service, asked for its time,"
        }
    }

    // MARK: What comes of it

    private mutating func accept(_ token: AblyToken?, from step: AblyErrand.Step, _ outbox: Outbox) {
        guard let token else {
            let error = AblyError(code: nil, message: "\(source(of: step)) gave what is no token")
            return tokenFailed(.refused(error), outbox)
        }
        self.token = token
        tokenFailures = 0
        guard phase == .connected else { return outbox.prepared() }
        outbox.perform(.sendText(AblyFrame.auth(token.text)))
        scheduleRenewal(outbox)
    }

    private mutating func tokenFailed(_ fault: TokenFault, _ outbox: Outbox) {
        tokenFailures += 1
        switch fault {
        case .refused(let error):
            let verdict = Verdict.giveUp(Outage(.refused, code: error.code, reason: error.message))
            if phase == .connected { end(with: verdict, outbox) } else { outbox.unprepared(verdict) }
        case .retry(let after, let reason) where phase != .connected:
            outbox.unprepared(.backOff(atLeast: after ?? .zero, reason: reason))
        case .retry(let after, let reason):
            // The old one may be good for a while.
            let delay = max(.seconds(1 << min(tokenFailures - 1, 5)), min(after ?? .zero, .seconds(600)))
            warn(.endpoint, "\(reason); asking again in \(delay.components.seconds) s", outbox)
            outbox.perform(.start(Timer.token, after: delay))
        }
    }

    /// AUTH: the service wants another token before ours ends.
    mutating func tokenEnds(_ outbox: Outbox) {
        guard phase == .connected else { return }
        guard configuration.renewsTokens else {
            guard case .token = configuration.authorisation else { return }
            return warn(.endpoint, "the token ends soon, and there is no endpoint to renew it", outbox)
        }
        obtainToken(outbox)
    }

    mutating func scheduleRenewal(_ outbox: Outbox) {
        guard configuration.renewsTokens, let delay = token?.renewal(at: outbox.now) else { return }
        outbox.perform(.start(Timer.token, after: delay))
    }
}
