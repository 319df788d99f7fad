internal import HTTP1
internal import Realtime
internal import WebSocket

/// The opening handshake: whether a WebSocket lives there.
extension Advice {
    /// An answer other than 101.
    static func about(status: Int, _ place: Place) -> Advice {
        switch status {
        case 401: return whoAreYou
        case 403: return forbidden(place)
        case 407:
            return Advice(
                "A proxy on the way wants to know who you are.",
                try: "Ask for a user name and password for it, and put them into the proxy's address.")
        case 404, 410: return nothingThere(place)
        case 400: return badRequest(place)
        case 426:
            return Advice(
                "The server wants another version of the protocol, or HTTP in the place of a WebSocket.",
                try: "Compare the address with the one in the service's documentation.")
        case 408, 429: return tooMuch
        case 200..<300: return webPage(place)
        case 300..<400:
            return Advice(
                "The server sends us elsewhere, in a way that is not followed.",
                try: "Ask those who run \(place.host) for the service's present address.")
        case 500...: return broken(place)
        default:
            return Advice(
                "The server does not want this request.",
                try: "Compare the address with the one in the service's documentation.")
        }
    }

    private static let whoAreYou = Advice(
        "The server wants to know who you are, and the request did not say.",
        try:
            "Ask those who run it what to send. Write it into a file, as a line such as Authorization: Bearer CODE, and add"
            + " \(Option.headerFile) FILE.")

    private static func forbidden(_ place: Place) -> Advice {
        Advice(
            "The server is there and does not let you in: not from this network, not with this address, or not without"
                + " credentials.",
            try: "Compare the app's key and the path in the address with those in your app's settings.",
            "Servers can be set to accept only certain web sites or networks: ask those who run \(place.host) what they"
                + " allow.", "Try from another network, such as a phone's; some firewalls answer like this too.")
    }

    private static func nothingThere(_ place: Place) -> Advice {
        Advice(
            "A web server answers, but there is no \(place.subject.service) at this address. Host, port or path lead"
                + " elsewhere.",
            try: "Compare the address with the one in your app's settings.",
            place.subject.target.hasPrefix("pusher:")
                ? "If the service lives below a path of the server, add it: &path=/PREFIX (or ?path=/PREFIX)."
                : "See that the path is all there: \(command("spotter protocols")) lists what each service's URLs look like.",
            "If the server is yours, see that its web server passes this path on to the service.")
    }

    private static func badRequest(_ place: Place) -> Advice {
        let remedies = [
            "Compare the address with the one in your app's settings.",
            "If the server is yours, see that its web server passes on the headers Upgrade and Connection.",
        ]
        guard !place.isSecure else {
            return Advice("The server does not understand our request. It may not be a WebSocket service.", remedies)
        }
        return Advice(
            "The server does not understand our request. Most often it wants encryption (TLS, as in https).",
            ["If it does, \(place.withTLS)."] + remedies)
    }

    private static let tooMuch = Advice(
        "The server has had too many requests, from you or from everybody.",
        try: "Wait a few minutes, then run this again.", "If it stays, ask those who run it about your limits.")

    private static func webPage(_ place: Place) -> Advice {
        Advice(
            "An ordinary web page came in the place of a WebSocket. The address is a web site's; or the network that you are"
                + " in wants you to sign in first, as in a hotel; or a web server in front does not pass the request on.",
            try: "Open any web page: if it asks you to sign in, do so, and run this again.",
            "Compare the address with the one in your app's settings.",
            "If the server is yours, let its web server pass on WebSockets (the headers Upgrade and Connection).")
    }

    private static func broken(_ place: Place) -> Advice {
        Advice(
            "The server is there, but something behind it is broken or overloaded.",
            try: "Wait a minute and run this again.",
            "Look whether the service reports a disturbance; if the server is yours, look into its log at this time.")
    }

    // MARK: What is no handshake

    static func about(_ error: HandshakeError, _ place: Place) -> Advice {
        switch error {
        case .invalidNonce, .alreadyAnswered:
            Advice("This is a fault of this program, not of yours.", try: "Please report it, with the line above.")
        case .invalidHost, .invalidPath:
            Advice(
                "The address has characters that no address may have.",
                try: "Look at the address for blanks and other oddities; in it, a blank is written %20.")
        case .invalidSubprotocol, .invalidField, .reservedField:
            Advice(
                "A header line or subprotocol that was given cannot be sent.",
                try: "Look at the options and the configuration for the one that is named above.")
        case .head(let error): head(error == .notHTTP, place)
        case .endedEarly: about(.ended(.upgrade, place: place.address), place)
        case .unsupportedVersion, .missingUpgrade, .missingConnection, .missingAccept, .repeatedAccept, .wrongAccept:
            impostor(place)
        case .repeatedExtension, .malformedExtensions, .unknownParameter, .repeatedParameter, .invalidParameter,
            .parameterNotOffered, .missingParameter:
            Advice(
                "The server and we do not agree on how to compress.",
                try: "Run this again with --no-compress; if that helps, put compress = false into the configuration.",
                "If the server is yours, bring it up to date.")
        case .subprotocolNotOffered, .repeatedSubprotocol, .missingSubprotocol, .extensionNotOffered:
            Advice(
                "The server and we do not agree on what to speak. It may be of another kind than the address says, or very"
                    + " old.",
                try: "Compare the address with the one in the service's documentation.",
                "If the server is yours, bring it up to date.")
        }
    }

    private static func head(_ isOther: Bool, _ place: Place) -> Advice {
        guard isOther, !place.isSecure else {
            return Advice(
                "What listens there is no web server, or a broken one.",
                try: "Compare host and port in the address with those in your app's settings.")
        }
        return Advice(
            "What listens there is no web server, or (more likely) one that wants encryption (TLS, as in https).",
            try: "If it does, \(place.withTLS).",
            "Compare host and port in the address with those in your app's settings.")
    }

    private static func impostor(_ place: Place) -> Advice {
        Advice(
            "The answer says that a WebSocket is open, but its proof is missing or wrong. What answers is no real WebSocket"
                + " server; or something in between (a proxy, a cache, a web server in front) has answered in its place.",
            try: "Compare the address with the one in your app's settings.",
            "If the server is yours, connect to it directly, without what stands in front of it, to see which one it is.",
            "Try from another network, such as a phone's.")
    }

    static func about(_ fault: RedirectFault, _ place: Place) -> Advice {
        switch fault {
        case .tooMany, .loop:
            Advice(
                "The server sends us from one address to the next, without end. It is set up wrongly.",
                try: "Ask those who run \(place.host) for the service's present address.")
        case .insecure:
            Advice(
                "The server sends us to an address without encryption. We do not go there: anybody on the way could read and"
                    + " change everything.", try: "Tell those who run \(place.host): they have set it up wrongly.",
                "If that is what you want, put that address into the target yourself.")
        case .noLocation, .unusable:
            Advice(
                "The server sends us elsewhere, but does not say where, or to a place where no WebSocket can be. Perhaps to a"
                    + " page to sign in.",
                try:
                    "Open any web page: if the network that you are in asks you to sign in, do so, and run this again.",
                "Ask those who run \(place.host) for the service's present address.")
        }
    }

    // MARK: Things to know

    static func redirected(to address: String) -> Advice {
        Advice(
            "The service has moved, or has a server for each region. Every connection takes this detour.",
            try: "If it stays so, put the new host into the target: \(address)")
    }
}
