/// Codes with which a connection is closed and whose meaning is known: those of WebSocket (RFC 6455 §7.4.1) and those of the Pusher
/// protocol ("Error codes").
enum ServiceCode: Int, CaseIterable {
    case goingAway = 1001
    case protocolError = 1002
    case unsupported = 1003
    case invalidPayload = 1007
    case policy = 1008
    case tooBig = 1009
    case missingExtension = 1010
    case internalError = 1011
    case serviceRestart = 1012
    case tryAgainLater = 1013
    case badGateway = 1014
    case tlsOnly = 4000
    case unknownKey = 4001
    case disabled = 4003
    case overQuota = 4004
    case unknownPath = 4005
    case clientVersion = 4006
    case protocolVersion = 4007
    case noProtocolVersion = 4008
    case unauthorised = 4009
    case overCapacity = 4100
    case reconnect = 4200
    case noPong = 4201
    case inactive = 4202

    init?(_ code: Int) {
        self.init(rawValue: code)
    }
}

extension Advice {
    static func about(_ code: ServiceCode, _ place: Place) -> Advice {
        let service = place.subject.service
        switch code {
        case .tlsOnly:
            return Advice(
                "The app is set to accept encrypted connections (TLS) only.", try: "To use one, \(place.withTLS).")
        case .unknownKey: return unknownKey(place)
        case .unauthorised: return keyOrPermission(place)
        case .disabled:
            return Advice(
                "The app has been switched off, in its settings or because a bill is open.",
                try: "Sign in to \(service), and switch the app on; or ask its owner to.")
        case .overQuota:
            return Advice(
                "The app has as many connections as its plan allows.",
                try: "Close some (forgotten programs and browser tabs count too), or choose a larger plan.")
        case .unknownPath: return about(status: 404, place)
        case .clientVersion, .protocolVersion, .noProtocolVersion, .protocolError, .unsupported, .invalidPayload,
            .tooBig, .missingExtension:
            return misunderstanding(service)
        case .policy:
            return Advice(
                "The server does not want this connection: something about it breaks the server's rules.",
                try: "Compare the app's key and the channels with those in your app's settings.",
                "Ask those who run the server; its log says which rule.")
        case .overCapacity, .tryAgainLater:
            return Advice(
                "\(service) has too much to do at the moment.", try: "Wait a few minutes, then run this again.")
        case .goingAway, .serviceRestart, .reconnect, .internalError, .badGateway:
            return Advice(
                "The server is just being restarted, or something in it has broken.",
                try: "Run this again in a minute.", "If it stays, look whether the service reports a disturbance.")
        case .noPong, .inactive:
            return Advice(
                "The server heard nothing of us for a while: something on the way holds back what we send.",
                try: "Run this again in a minute.", "If it stays, try from another network, such as a phone's.")
        }
    }

    private static func unknownKey(_ place: Place) -> Advice {
        Advice(
            "\(place.subject.service) knows no app with this key, or not at this address: each key belongs to one cluster"
                + " (or server).",
            try: "Compare the key (the part before the @), character by character, with the one in the app's settings.",
            "Compare the cluster (the part after the @) too: \(place.host) may be the wrong one.",
            "Of the app's three numbers it is the key that is wanted; not the id, and never the secret.")
    }

    static func keyOrPermission(_ place: Place) -> Advice {
        Advice(
            "\(place.subject.service) does not let us in: the app wants connections to be authorised, or the key is not one"
                + " for this.",
            try: "Compare the key (the part before the @) with the one in the app's settings.",
            "If the app has authorised connections switched on, sign in: --sign-in with \(Option.secretFile) or"
                + " \(Option.authEndpoint).")
    }

    private static func misunderstanding(_ service: String) -> Advice {
        Advice(
            "The server does not understand how we speak. It may not be \(service), or be much older or newer than this"
                + " program.",
            try: "Compare the address with the one in your app's settings.",
            "Bring the server and this program up to date; if that does not help, please report it.")
    }
}
