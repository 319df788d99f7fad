public import Realtime

/// The way to an open WebSocket.
extension Examination {
    public mutating func note(_ event: LinkEvent, at time: Duration) {
        guard !isOver else { return }
        latest = time
        switch event {
        case .began(let host, let port, let isSecure, let proxy):
            place = Place(subject: subject, host: host, port: port, isSecure: isSecure, proxy: proxy)
            begin(at: time)
        case .resolved(let found):
            // Each time all that have come so far.
            addresses = found
            resolvedAt = resolvedAt ?? time
        case .trying: settleName(at: time)
        case .failed(let attempt): attempts.append(attempt)
        case .connected(let address):
            settleName(at: time)
            settle(.connection, .passed, address, at: time, facts: [Fact("address", .text(address))] + tried)
        case .tunnelled:
            let proxy = place.proxy ?? "the proxy"
            settle(
                .proxy, .passed, "\(proxy) opens the way to \(place.address)", at: time,
                facts: [Fact("proxy", .text(proxy))])
        case .secured(let facts): secured(facts, at: time)
        case .answered(let facts): answered(facts, at: time)
        case .redirected(let status, let address):
            settle(
                .upgrade, .warning, "\(status): the server sends us to \(address)", at: time,
                facts: [Fact("status", .number(Double(status))), Fact("redirected_to", .text(address))],
                advice: [.redirected(to: address)])
        }
    }

    private mutating func begin(at time: Duration) {
        reached = time
        (addresses, resolvedAt, attempts) = ([], nil, [])
        way.append(Row(.name))
        way.append(Row(.connection))
        if place.proxy != nil { way.append(Row(.proxy)) }
        if place.isSecure { way.append(Row(.tls)) }
        way.append(Row(.upgrade))
    }

    /// The name's lookup is over once an address is tried.
    mutating func settleName(at time: Duration) {
        guard way.last(where: { $0.stage == .name })?.isOpen == true else { return }
        let host = place.nearestHost
        guard !addresses.isEmpty, addresses != [host] else {
            // What the system took to see that is no time of the network's.
            reached = resolvedAt ?? reached
            return settle(.name, .passed, "\(host) is an address: nothing to look up", at: reached)
        }
        let list = addresses.prefix(6).joined(separator: ", ") + (addresses.count > 6 ? ", …" : "")
        let count = addresses.count == 1 ? "1 address" : "\(addresses.count) addresses"
        settle(
            .name, .passed, "\(host) has \(count): \(list)", at: resolvedAt ?? time,
            facts: [Fact("host", .text(host)), Fact("addresses", .list(addresses))])
    }

    /// The addresses at which it did not work.
    var tried: [Fact] {
        guard !attempts.isEmpty else { return [] }
        return [Fact("tried", .list(attempts.map { "\($0.address): \($0.outcome)" }), isInResult: false)]
    }

    private mutating func secured(_ facts: TLSFacts, at time: Duration) {
        var advice: [Advice] = []
        var result = facts.version
        var details = [Fact("version", .text(facts.version)), Fact("verified", .flag(facts.isVerified))]
        if let certificate = facts.chain.first {
            let days = certificate.daysLeft(at: subject.now)
            result += ", certificate for \(certificate.subject) by \(certificate.issuer), " + certificate.end(in: days)
            details += certificate.facts + [Fact("days_left", .number(Double(days)))]
            if days <= Self.certificateNotice { advice.append(.endsSoon(certificate, in: days, place)) }
        }
        if facts.chain.count > 1 {
            details.append(Fact("chain", .list(facts.chain.map(\.subject)), isInResult: false))
        }
        if !facts.isVerified {
            result += "; not verified"
            advice.append(.unverified)
        }
        settle(.tls, advice.isEmpty ? .passed : .warning, result, at: time, facts: details, advice: advice)
    }

    /// Days before a certificate's end at which it is spoken of.
    static let certificateNotice: Int64 = 14

    private mutating func answered(_ facts: UpgradeFacts, at time: Duration) {
        // Everything else is told again by the connection's end, by the redirect, or by the service's greeting.
        guard facts.status == 101 else {
            plainAnswer = (facts, time)
            return
        }
        let isCompressed = facts.extensions?.contains("permessage-deflate") == true
        var parts = ["WebSocket open", isCompressed ? "compressed" : "no compression"]
        if let name = facts.subprotocol { parts.append("protocol \(name)") }
        if let server = facts.server { parts.append("server \(server)") }
        let details = [
            Fact("status", .number(101)), Fact("extensions", facts.extensions, isInResult: false),
            Fact("subprotocol", facts.subprotocol), Fact("server", facts.server),
        ]
        settle(
            .upgrade, .passed, parts.joined(separator: ", "), at: time, facts: details.compactMap(\.self))
    }

    /// The service speaks in a plain HTTP answer, and in no WebSocket.
    mutating func settlePlainAnswer() {
        guard let (facts, time) = plainAnswer, way.contains(where: { $0.stage == .upgrade && $0.isOpen }) else {
            return
        }
        let details = [Fact("status", .number(Double(facts.status))), Fact("server", facts.server)]
        settle(
            .upgrade, .passed, "a stream of events" + (facts.server.map { ", server \($0)" } ?? ""), at: time,
            facts: details.compactMap(\.self))
    }
}
