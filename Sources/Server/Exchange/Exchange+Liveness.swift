extension Exchange {
    /// Time has passed: pings who is silent, closes who stays so, and catches up on what had to wait. To be called a few
    /// times within the shortest of the configured timeouts.
    mutating func tick(now: Duration) -> [Effect] {
        for (socket, session) in sessions.sorted(by: { $0.key < $1.key }) {
            watch(socket, session, now: now)
        }
        if configuration.sendsSubscriptionCounts {
            for channel in channels.keys where channels[channel]?.isCountDue == true { sendCount(channel, now: now) }
        }
        return takeEffects()
    }

    private mutating func watch(_ socket: SocketID, _ session: Session, now: Duration) {
        let isIdle = session.memberships.isEmpty && session.user == nil
        if isIdle, now - session.lastUsed >= configuration.inactivityTimeout {
            close(socket, Refusal(4202, "Closed after inactivity"), now: now)
        } else if let pingedAt = session.pingedAt {
            guard now - pingedAt >= configuration.pongTimeout else { return }
            close(socket, Refusal(4201, "Pong reply not received in time"), now: now)
        } else if now - session.lastHeard >= configuration.activityTimeout {
            sessions[socket]?.pingedAt = now
            send(ServerMessage.event("pusher:ping", data: .text("{}")), to: [socket])
        }
    }
}
