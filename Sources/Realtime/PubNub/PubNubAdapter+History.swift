internal import Domain
internal import JSON

/// Filling gaps from the history. What it does not hold (signals, unstored messages) it cannot prove absent.
extension PubNubAdapter {
    /// Tells again what is stored of the time after `start`, then confirms each channel that has not been.
    mutating func fillGap(from start: PubNubTime, through end: PubNubTime, _ outbox: Outbox) {
        guard fill == nil else { return }
        let names = wanted.names
        wanted.doubt(names)
        let stored = names.channels.filter { !PubNubChannel.isWildcard($0) && !PubNubChannel.isPresence($0) }
        for name in confirmedNames() where !stored.contains(name) { confirm(name, .unknown, outbox) }
        guard !stored.isEmpty else { return }
        // The message at `end` too: what is asked for is older than the bound.
        fill = PubNubFill(start: start, end: end, rest: stored, upper: PubNubTime(ticks: end.ticks &+ 1))
        goOn(outbox)
    }

    private mutating func goOn(_ outbox: Outbox) {
        guard var fill else { return }
        if let channel = fill.channels.first {
            fill.step = .fetching(channel.name)
            fill.fetch = outbox.fetch(
                requests.history(channel.name, start: fill.upper, end: fill.start, at: outbox.now))
            self.fill = fill
        } else if !fill.rest.isEmpty {
            let batch = Array(fill.rest.prefix(PubNubFill.batch))
            fill.rest.removeFirst(batch.count)
            fill.step = .counting(batch)
            fill.fetch = outbox.fetch(
                requests.counts(PubNubNames(channels: batch), since: fill.start, at: outbox.now))
            self.fill = fill
        } else {
            self.fill = nil
        }
    }

    mutating func filled(_ answer: PubNubAnswer, _ outbox: Outbox) {
        let step = fill?.step
        fill?.fetch = nil
        switch answer {
        case .document(let root):
            switch step {
            case nil: break
            case .counting(let names): counted(names, root, outbox)
            case .fetching(let name): fetched(name, root, outbox)
            }
            goOn(outbox)
        case .fault(let fault): abandonFill(fault.reason, outbox)
        case .unreadable(let reason, _), .failed(let reason): abandonFill(reason, outbox)
        }
    }

    /// Most often Message Persistence is not enabled.
    private mutating func abandonFill(_ reason: String, _ outbox: Outbox) {
        warn(.history, "the history does not tell what was missed: \(reason)", outbox)
        fill = nil
        for name in confirmedNames() { confirm(name, .unknown, outbox) }
    }

    /// `{"channels":{"a":12,"b":0}}`.
    private mutating func counted(_ names: [String], _ root: JSONValue, _ outbox: Outbox) {
        var counts: [String: Int] = [:]
        for (name, count) in root["channels"]?.members ?? root.members {
            let name = FormBody.percentDecoded(name.string) ?? name.string
            counts[name] = count.stringOrNumber?.integer.map { Int(clamping: $0) } ?? 0
        }
        for name in names {
            if let count = counts[name], count > 0 {
                fill?.channels.append(.init(name: name, count: count))
            } else {
                confirm(name, .unknown, outbox)
            }
        }
    }

    /// `{"channels":{"a":[{"message":…,"timetoken":"…"}, …]}}`, the oldest first.
    private mutating func fetched(_ name: String, _ root: JSONValue, _ outbox: Outbox) {
        var page: [UInt8] = []
        var size = 0
        var oldest: PubNubTime?
        // One channel was asked for; its name comes back percent-encoded.
        for (_, list) in root["channels"]?.members ?? root.members {
            var writer = JSONWriter()
            list.appendSource(to: &writer)
            page = writer.bytes
            for entry in list.elements {
                size += 1
                oldest = [oldest, PubNubTime(entry["timetoken"])].compactMap { $0 }.min()
            }
            break
        }
        guard var fill else { return }
        fill.pages.append(page)
        fill.found += size
        let isLast = size < PubNubFill.pageSize || fill.pages.count >= PubNubFill.pageLimit
        if !isLast, let oldest, oldest < fill.upper, oldest > fill.start {
            fill.upper = oldest
            self.fill = fill
            return
        }
        self.fill = fill
        tellPages(of: name, outbox)
    }

    private mutating func tellPages(of name: String, _ outbox: Outbox) {
        guard var fill, !fill.channels.isEmpty else { return }
        let channel = fill.channels.removeFirst()
        let (pages, lost) = (fill.pages, channel.count - fill.found)
        let isCut = pages.count >= PubNubFill.pageLimit
        fill.pages = []
        fill.found = 0
        fill.upper = PubNubTime(ticks: fill.end.ticks &+ 1)
        self.fill = fill
        for page in pages.reversed() { tellPage(page, of: name, after: fill.start, outbox) }
        confirm(name, isCut && lost > 0 ? .broken(.history, lost: lost) : .unknown, outbox)
    }

    private mutating func tellPage(_ page: [UInt8], of name: String, after start: PubNubTime, _ outbox: Outbox) {
        // A document of its own: the answer's is still being read.
        let document = stored
        _ = try? document.read(page) { list in
            for entry in list.elements {
                guard let message = PubNubMessage(stored: entry, channel: name), message.time > start,
                    wanted.contains(name), recents.insert(message.identity)
                else { continue }
                tell(message, .replay, outbox)
            }
        }
    }
}
