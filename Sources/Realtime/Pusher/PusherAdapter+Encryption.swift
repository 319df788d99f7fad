internal import Domain
internal import JSON

/// Events on encrypted channels.
extension PusherAdapter {
    /// A bad box must not make us hammer the endpoint.
    private static let refreshInterval: Duration = .seconds(10)

    mutating func emitSealed(
        _ name: String, on channel: String, _ data: JSONValue?, origin: Occurrence.Origin, _ outbox: Outbox
    ) {
        guard let seal = channels[channel]?.seal else {
            return outbox.emit(status: .warning("\(name) was dropped: there is no key to open it"), channel: channel)
        }
        PusherPayload.decode(data, with: inner) { payload in
            guard let sealed = Sealed(payload) else {
                return outbox.emit(status: .warning("\(name) was dropped: it is not encrypted"), channel: channel)
            }
            let opened = seal.refresh == nil ? sealed.open(with: seal.key) : nil
            if let opened {
                emit(opened, name, on: channel, raw: payload, origin, outbox)
            } else if let data = payload.json?.source {
                hold(PusherSeal.Held(name: name, data: Array(data.utf8), origin: origin), on: channel, outbox)
            }
        }
    }

    /// `{"nonce":"…","ciphertext":"…"}`, decoded.
    private struct Sealed {
        var nonce: [UInt8]
        var box: [UInt8]

        init?(_ payload: PusherPayload) {
            guard let data = payload.json, let nonce = data["nonce"]?.string, let box = data["ciphertext"]?.string,
                let nonce = SecretBox.bytes(base64: nonce.bytes), let box = SecretBox.bytes(base64: box.bytes)
            else { return nil }
            self.nonce = nonce
            self.box = box
        }

        func open(with key: [UInt8]) -> [UInt8]? {
            SecretBox.open(box, nonce: nonce, key: key)
        }
    }

    private func emit(
        _ opened: [UInt8], _ name: String, on channel: String, raw: PusherPayload, _ origin: Occurrence.Origin,
        _ outbox: Outbox
    ) {
        func emit(_ content: Occurrence.Content) {
            outbox.emit(
                Occurrence(channel: channel, name: name, origin: origin, content: content, raw: raw.content))
        }
        do throws(JSONError) {
            try plain.read(opened) { emit(.json($0)) }
        } catch {
            opened.withUnsafeBufferPointer { emit(.text(JSONText(start: $0.baseAddress, count: $0.count))) }
        }
    }

    // MARK: Keys that have changed

    /// Keeps what the key did not open, in order, until the endpoint has said whether there is another.
    private mutating func hold(_ event: PusherSeal.Held, on channel: String, _ outbox: Outbox) {
        guard let seal = channels[channel]?.seal, seal.canHold(event), refresh(channel, outbox)
        else { return warnOfDrop(event, on: channel, outbox) }
        channels[channel]?.seal?.held.append(event)
    }

    private func warnOfDrop(_ event: PusherSeal.Held, on channel: String, _ outbox: Outbox) {
        outbox.emit(status: .warning("\(event.name) was dropped: it could not be decrypted"), channel: channel)
    }

    /// False where no other key can be had now.
    private mutating func refresh(_ channel: String, _ outbox: Outbox) -> Bool {
        guard case .endpoint(let endpoint) = configuration.authorisation, let socketID,
            let seal = channels[channel]?.seal
        else { return false }
        guard seal.refresh == nil else { return true }
        guard seal.nextRefresh.map({ $0 <= outbox.now }) ?? true else { return false }
        let fetch = outbox.fetch(endpoint.request(for: channel, socketID: socketID))
        authorisations[fetch] = channel
        channels[channel]?.seal?.refresh = fetch
        channels[channel]?.seal?.nextRefresh = outbox.now + Self.refreshInterval
        return true
    }

    mutating func answeredRefresh(_ channel: String, _ answer: HTTPAnswer, _ outbox: Outbox) {
        guard let subscription = channels[channel], var seal = subscription.seal else { return }
        if case .granted(let grant) = authorisation(answer, for: .channel(subscription.traits), outbox),
            let key = grant.sharedSecret
        {
            seal.key = key
        }
        let held = seal.held
        seal.held = []
        seal.refresh = nil
        channels[channel]?.seal = seal
        for event in held { release(event, on: channel, key: seal.key, outbox) }
    }

    private func release(_ event: PusherSeal.Held, on channel: String, key: [UInt8], _ outbox: Outbox) {
        let isOpened = try? inner.read(event.data) { data in
            let payload = PusherPayload.json(data)
            guard let opened = Sealed(payload)?.open(with: key) else { return false }
            emit(opened, event.name, on: channel, raw: payload, event.origin, outbox)
            return true
        }
        if isOpened != true { warnOfDrop(event, on: channel, outbox) }
    }
}
