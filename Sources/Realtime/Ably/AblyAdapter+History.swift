internal import Domain
internal import HTTP1
internal import JSON

/// A walk back through a channel's history, from an attachment to the last message that came before the loss.
struct AblySearch {
    /// Pages of 100 messages.
    static let pageLimit = 10
    /// Bytes of all messages found.
    static let bytesLimit = 8 << 20

    /// The request that is to be sent next or is under way.
    var url: String
    var pages = 0
    /// Messages as they came, the newest first.
    var found: [String] = []
    var bytes = 0
}

extension AblyAdapter {
    /// How many searches are under way at once.
    static let searchLimit = 4

    /// - Parameter serial: of the attachment: what is newer comes by itself.
    mutating func search(_ channel: String, upTo serial: String?, _ outbox: Outbox) {
        guard configuration.fillsGaps, let loss = channels[channel]?.loss else {
            return settle(channel, .broken(.service, lost: nil), outbox)
        }
        // A margin, for where there is no message to go by our clock is all there is.
        let start = loss.lastTime ?? loss.since + .seconds(-10)
        var fields = [("limit", "100"), ("direction", "backwards"), ("start", "\(start.milliseconds)")]
        if let serial, !serial.isEmpty { fields.append(("from_serial", serial)) }
        let query = fields.map { "\($0)=\(FormBody.percentEncoded($1))" }.joined(separator: "&")
        let search = AblySearch(url: "\(restURL)\(Self.historyPath(of: channel))?\(query)")
        abandonSearch(of: channel)
        channels[channel]?.search = search
        queuedSearches.append(channel)
        searchQueued(outbox)
    }

    mutating func abandonSearch(of channel: String) {
        channels[channel]?.search = nil
        queuedSearches.removeAll { $0 == channel }
        searches = searches.filter { $0.value != channel }
    }

    private static func historyPath(of channel: String) -> String {
        "/channels/\(FormBody.percentEncoded(channel))/messages"
    }

    mutating func searchQueued(_ outbox: Outbox) {
        while searches.count < Self.searchLimit, !queuedSearches.isEmpty {
            let channel = queuedSearches.removeFirst()
            guard let url = channels[channel]?.search?.url else { continue }
            let request = HTTPRequest(url: url, headers: [HeaderField("Accept", "application/json")] + credentials)
            searches[outbox.fetch(request)] = channel
        }
    }

    private var credentials: [HeaderField] {
        if configuration.sendsKey, case .key(let name, let secret) = configuration.authorisation {
            return [AblyAuthorization.basic(name: name, secret: secret)]
        }
        return token.map { [AblyAuthorization.bearer(Array($0.text.utf8))] } ?? []
    }

    // MARK: Answers

    mutating func answeredSearch(of channel: String, _ answer: HTTPAnswer, _ outbox: Outbox) {
        guard channels[channel]?.search != nil else { return }
        guard case .response(200, let headers, let body) = answer else {
            warn(.history, "the history could not be read: \(Self.words(for: answer))", on: channel, outbox)
            return settle(channel, .broken(.service, lost: nil), outbox)
        }
        let end = channels[channel]?.loss?.lastID
        guard let hasArrived = take(body, for: channel, until: end) else {
            warn(.history, "a page of the history could not be read", on: channel, outbox)
            return tellFound(channel, .broken(.service, lost: nil), outbox)
        }
        if hasArrived { return tellFound(channel, .proved, outbox) }
        guard let next = nextPage(headers, of: channel) else {
            return tellFound(channel, .broken(.history, lost: nil), outbox)
        }
        channels[channel]?.search?.url = next
        queuedSearches.append(channel)
    }

    private static func words(for answer: HTTPAnswer) -> String {
        switch answer {
        case .failed(let reason): reason
        case .response(let status, _, _): "status \(status)"
        }
    }

    /// Keeps a page's messages as far back as the end; whether that was there, `nil` for what is no page.
    private mutating func take(_ body: [UInt8], for channel: String, until end: String?) -> Bool? {
        guard var search = channels[channel]?.search else { return nil }
        search.pages += 1
        var hasArrived = false
        do throws(JSONError) {
            let isPage = try outer.read(body) { root in
                for message in root.elements {
                    if let end, message["id"]?.string.map({ $0 == end }) == true {
                        hasArrived = true
                        break
                    }
                    let source = message.source
                    search.bytes += source.utf8.count
                    search.found.append(source)
                }
                return root.kind == .array
            }
            channels[channel]?.search = search
            return isPage ? hasArrived : nil
        } catch {
            return nil
        }
    }

    /// Of `Link: <./messages?…>; rel="next"`; within the same channel only, for our credentials go there.
    private func nextPage(_ headers: [HeaderField], of channel: String) -> String? {
        guard let search = channels[channel]?.search, search.pages < AblySearch.pageLimit,
            search.bytes < AblySearch.bytesLimit
        else { return nil }
        let links = headers.values(of: "Link").flatMap { $0.split(separator: ",") }
        guard let link = links.first(where: { $0.contains("rel=\"next\"") }), let open = link.firstIndex(of: "<"),
            let close = link.firstIndex(of: ">"), open < close,
            let mark = link[open..<close].firstIndex(of: "?")
        else { return nil }
        let query = link[mark..<close]
        guard query.utf8.count < 4_096, query.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        return "\(restURL)\(Self.historyPath(of: channel))\(query)"
    }

    /// Tells what was missed, the oldest first, but for what has come by itself; then how the loss ended.
    private mutating func tellFound(_ channel: String, _ continuity: Outbox.Continuity, _ outbox: Outbox) {
        for source in (channels[channel]?.search?.found ?? []).reversed() {
            do throws(JSONError) {
                try outer.read(source) { root in
                    let message = AblyMessage(root, parentID: nil, index: 0, parentTime: nil)
                    if let id = message.identity ?? message.id, channels[channel]?.recent.add(id) != true { return }
                    emit(message, on: channel, origin: .replay, outbox)
                }
            } catch {
                // It has been read once, as a part of its page.
                continue
            }
        }
        settle(channel, continuity, outbox)
    }
}
