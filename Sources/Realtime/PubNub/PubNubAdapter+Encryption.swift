internal import Domain
internal import JSON

/// What the cipher key opens.
extension PubNubAdapter {
    /// Hands on the message's occurrence, opened where it can be, else as it came.
    mutating func tellData(_ message: PubNubMessage, _ origin: Occurrence.Origin, _ outbox: Outbox) {
        guard let cipher, let sealed = message.sealedText else {
            if message.isMarkedSealed {
                warnOfSealed("encrypted, and there is no cipher_key to open them", message, outbox)
            }
            return outbox.emit(message.occurrence(origin))
        }
        guard let plain = cipher.open(sealed, with: opened) else {
            warnOfSealed("not what the cipher key opens", message, outbox)
            return outbox.emit(message.occurrence(origin))
        }
        let data = message.data(around: plain)
        _ = try? opened.read(data) { root in
            var occurrence = message.occurrence(origin)
            occurrence.raw = occurrence.content
            occurrence.content = .json(root)
            outbox.emit(occurrence)
        }
    }

    private mutating func warnOfSealed(_ what: String, _ message: PubNubMessage, _ outbox: Outbox) {
        warn(.sealed, "messages here are \(what): they are shown as they come", channel: message.channel, outbox)
    }

    /// 16 random bytes.
    var vector: [UInt8] {
        (0..<2).flatMap { _ in
            let number = random()
            return (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
    }
}
