/// An event as the HTTP API publishes it.
struct Publication: Hashable, Sendable {
    var event: String
    var channels: [ChannelName]
    var data: String
    /// The connection that is not to get it.
    var exclude: SocketID?
}

extension Exchange {
    /// Sends an event to all subscribers.
    mutating func publish(_ publication: Publication, now: Duration) {
        published += publication.channels.count
        for channel in publication.channels {
            if channel.isCache {
                let entry = EventCache.Entry(event: publication.event, data: publication.data, storedAt: now)
                cache.store(entry, for: channel)
            }
            guard let recipients = channels[channel]?.recipients(except: publication.exclude) else { continue }
            let text = ServerMessage.event(publication.event, channel: channel.text, data: .text(publication.data))
            send(text, to: recipients)
        }
    }

    /// Sends a client's event to the other subscribers of its channel.
    mutating func relay(_ event: ClientMessage.ClientEvent, from socket: SocketID, now: Duration) {
        guard let session = sessions[socket] else { return }
        let channel: ChannelName
        do throws(ClientEventError) {
            channel = try permit(event, session)
        } catch {
            return report("Client event rejected - \(error)", code: 4301, to: socket)
        }
        guard sessions[socket]?.clientEvents.admits(now) == true else {
            let rate = "\(limits.clientEventsPerSecond) events per second"
            return report("Client event rejected - rate limit exceeded (\(rate))", code: 4301, to: socket)
        }
        let userID: String? = if case .member(let id)? = session.memberships[channel] { id } else { nil }
        let text = ServerMessage.event(
            event.name, channel: channel.text, data: event.data.map { .json($0) } ?? .none, userID: userID)
        send(text, to: channels[channel]?.recipients(except: socket) ?? [])
    }

    private func permit(
        _ event: ClientMessage.ClientEvent, _ session: Session
    ) throws(ClientEventError) -> ChannelName {
        guard configuration.allowsClientEvents else { throw ClientEventError("client events are not enabled") }
        guard let channel = ChannelName(event.channel), channel.takesClientEvents else {
            throw ClientEventError("only supported on private and presence channels")
        }
        guard session.memberships[channel] != nil else {
            throw ClientEventError("connection not subscribed to channel \(channel)")
        }
        guard event.name.utf8.count <= limits.eventName else {
            throw ClientEventError("the name exceeds the allowed maximum (\(limits.eventName) bytes)")
        }
        guard (event.data?.utf8.count ?? 0) <= limits.eventData else {
            throw ClientEventError("the data exceeds the allowed maximum (\(limits.eventData) bytes)")
        }
        return channel
    }
}

private struct ClientEventError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
