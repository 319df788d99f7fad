internal import Domain
internal import Realtime

/// What the service itself says or does not say.
extension Advice {
    static func refused(channel: String, code: Int?, _ reason: String, _ place: Place) -> Advice {
        let isPresence = channel.hasPrefix("presence-")
        guard isPresence || channel.hasPrefix("private-") else {
            return Advice(
                "\(place.subject.service) does not let you hear this channel; above is what it said.",
                try: "Compare the channel's name, letter by letter, with the one in your app.",
                "Ask those who run the app whether it is open to you.")
        }
        return Advice(
            "This channel is not open to everybody: somebody who knows the app's secret must sign for you, and nobody did, or"
                + " the signature was not accepted.",
            try:
                "If the app is yours: \(Option.secretFile) FILE, with the secret (not the key) from the app's settings.",
            "If it is not: \(Option.authEndpoint) URL, with the address at which the app's own server signs, and what it"
                + " wants to be told in --auth-header-file.",
            isPresence
                ? "A presence channel also wants to know who you are: --user-id ID."
                : "A server that signs, but not for you, answers 401 or 403: then the header lines are wrong or too old."
        )
    }

    /// The connection was open, and is not any more.
    static func about(
        end: ConnectionEnd?, _ outage: Outage, code: Int?, _ stage: Stage, _ place: Place
    ) -> Advice {
        if let code, let known = ServiceCode(code) { return about(known, place) }
        switch end {
        case .ended where stage == .greeting: return silentGreeting(place)
        case .ended: return silentSubscription(place)
        case .broken: return garbage(place)
        case .closed, .lost, .unreachable, .refused, nil: break
        }
        if outage.cause == .refused { return keyOrPermission(place) }
        if let code, (3_000...4_999).contains(code) {
            return Advice(
                "\(place.subject.service) hung up with a number of its own, \(code).",
                try: "Look up \(code) in the service's documentation.",
                "If the server is yours, look into its log at this time.")
        }
        return stage == .greeting ? hungUp(place) : hungUpLater(place)
    }

    private static func hungUp(_ place: Place) -> Advice {
        Advice(
            "The WebSocket was open, and the other side hung up before it had said hello. It is broken or overloaded, or"
                + " it is not \(place.subject.service).",
            try: "Compare the address with the one in your app's settings.", "Run this again in a minute.",
            "If the server is yours, look into its log at this time.")
    }

    private static func hungUpLater(_ place: Place) -> Advice {
        Advice(
            "\(place.subject.service) had accepted us, and then hung up. It may be restarting, or something on the way cuts"
                + " connections.",
            try: "Run this again in a minute.", "If it happens each time, try from another network, such as a phone's.",
            "If the server is yours, look into its log at this time.")
    }

    private static func garbage(_ place: Place) -> Advice {
        Advice(
            "What the server sent is no WebSocket. It is broken, or something on the way changes what it sends.",
            try: "Try from another network, such as a phone's.", "If the server is yours, bring it up to date.")
    }

    static func silentGreeting(_ place: Place) -> Advice {
        Advice(
            "A WebSocket is open, but nobody says hello as \(place.subject.service) does. Most often another kind of service"
                + " lives there; or it is stuck.",
            try:
                "See that it is \(place.subject.service) (or a server that speaks like it) that the address belongs to.",
            "If it is just slow, wait longer: \(Option.timeout) 60s.",
            "If the server is yours, look into its log at this time.")
    }

    static func silentSubscription(_ place: Place) -> Advice {
        Advice(
            "\(place.subject.service) has accepted the connection, but does not say whether we may hear the channel. It is"
                + " stuck or overloaded.",
            try: "Wait a minute and run this again.", "If the server is yours, look into its log at this time.")
    }

    static let warned = Advice(
        "The first warning above says what stands in the way of the channel.",
        try: "Mend that, then run this again.")

    // MARK: Things to know

    static func quiet(_ subject: Subject) -> Advice {
        guard !subject.channels.isEmpty else {
            return Advice(
                "A server is quiet as long as it has nothing to tell, and many are until they are spoken to.",
                try: "Wait longer: \(Option.wait) 60s.",
                "See in the service's documentation whether something must be sent first.")
        }
        return Advice(
            "Nothing is wrong: a channel is quiet as long as nobody sends to it.",
            try: "Send something to it, or wait longer: \(Option.wait) 60s.",
            "If you know that something was sent, compare the channel's name, letter by letter, with the sender's.")
    }

    static let clockOff = Advice(
        "The two clocks are apart. Countdowns and ages are corrected for that; other programs may be wrong by as much.",
        try: "To see whether this computer's clock is right, run: timedatectl. To set it by the network:"
            + " \(command("timedatectl set-ntp true"))", "If it is right, tell those who run the server.")

    static func slow(_ stage: Stage, _ place: Place) -> Advice {
        switch stage {
        case .name:
            Advice(
                "Looking up the name took over a second: the name server is slow, or the first one that was asked is down.",
                try: "Run this again; if it stays, ask whoever looks after your network about the name server.")
        case .connection, .tls, .roundTrip:
            Advice(
                "This took over a second: the network is slow or loses packets, or the server is far away.",
                try: "Try from another network, such as a phone's.",
                "If the service has clusters in several regions, use the nearest.")
        case .proxy:
            Advice(
                "The proxy took over a second: it is busy, or the way from there is slow.",
                try: "If the server can be reached directly, leave the proxy out.")
        case .upgrade, .greeting, .firstMessage, .clock:
            Advice(
                "The server took over a second to answer: it is busy.",
                try: "Run this again in a minute; if it stays, tell those who run it.")
        case .subscription:
            Advice(
                "This took over a second: \(place.subject.service) is busy, or whoever signs for you is.",
                try: "Run this again in a minute. If you have an authorisation endpoint, measure that:"
                    + " \(command("curl -w '%{time_total}' URL"))")
        }
    }
}
