internal import Domain
internal import Realtime

/// Names, addresses and time-outs.
extension Advice {
    static func about(_ fault: ConnectFault, _ place: Place) -> Advice {
        switch fault {
        case .unknownHost(let host): unknownHost(host, place)
        case .nameService(let host, _): nameService(host)
        case .noConnection(let attempts): noConnection(attempts, place)
        case .timedOut(let stage, _, _): timedOut(stage, place)
        case .proxy(let fault, let proxy): about(fault, proxy: proxy, place)
        case .noTLS: noTLS(place)
        case .tls: tls(place)
        case .certificate(let fault): about(fault, place)
        case .clientCertificate: clientCertificate(place)
        case .ended(let stage, _): ended(stage, place)
        case .handshake(let error): about(error, place)
        case .redirect(let fault): about(fault, place)
        case .settings:
            Advice(
                "Something on this side does not fit: a file or an option that was given.",
                try: "Look at the file or option named above, and run this again.")
        }
    }

    private static func unknownHost(_ host: String, _ place: Place) -> Advice {
        if place.proxy != nil, host == place.nearestHost, host != place.host {
            return Advice(
                "The proxy (the computer through which you asked to go out) has a name that nobody knows: \(host).",
                try:
                    "Compare it with what those who run the proxy told you. It stands in \(Option.proxy), in the configuration,"
                    + " or in one of the variables https_proxy, http_proxy and all_proxy.",
                "Leave the proxy out: \(Option.noProxy) \(place.host).")
        }
        let isCluster = host.hasPrefix("ws-") && host.hasSuffix(".pusher.com")
        return Advice(
            "No computer on the internet has the name \(host). Most often a letter of it is wrong, or this computer is"
                + " not on the network.",
            try: isCluster
                ? "Compare the cluster (the part after @, such as eu or mt1) with the one in your app's settings."
                : "Compare the name, letter by letter, with the one in your app's settings.",
            "Run: \(command("getent hosts example.com")). If that prints nothing either, this computer is offline or cannot look up"
                + " any name: ask whoever looks after your network.",
            "Names inside a company are often known only there: if this is one, switch on the VPN.")
    }

    private static func nameService(_ host: String) -> Advice {
        Advice(
            "Names are turned into addresses by a name server, and none gave an answer. This computer is offline, or the"
                + " name server is not working.",
            try: "Open any web page. If that fails too, repair the network connection first.",
            "Wait a minute and run this again.",
            "Run: \(command("getent hosts \(host)")). If it hangs, ask whoever looks after your network about the name server."
        )
    }

    private static func noConnection(_ attempts: [ConnectAttempt], _ place: Place) -> Advice {
        let outcomes = attempts.map(\.outcome)
        if outcomes.isEmpty {
            return Advice(
                "The name is known, but no address belongs to it.",
                try: "Ask those who run \(place.host) what its address is.")
        }
        // Who says no is there; that tells more than silence elsewhere.
        if outcomes.contains(.refused) { return portClosed(place) }
        if outcomes.contains(.timedOut) { return blackhole(place) }
        if outcomes.contains(.noRoute) { return noRoute(place) }
        return Advice(
            "The network of this computer could not make the connection; above is what the system said about it.",
            try: "Open any web page to see whether this computer is online.", "Run this again in a minute.")
    }

    private static func portClosed(_ place: Place) -> Advice {
        if let proxy = place.proxy {
            return Advice(
                "The proxy's computer is there, but no proxy listens at \(proxy).",
                try:
                    "Compare host and port with the proxy's settings, in \(Option.proxy) or the variables https_proxy and"
                    + " all_proxy.", "Leave the proxy out: \(Option.noProxy) \(place.host).")
        }
        let start =
            place.isLocal
            ? "Start the server. To see what listens on this computer, run: \(command("ss -ltn"))"
            : "If the server is yours, start it, and look on it for what listens: \(command("ss -ltn"))"
        return Advice(
            "The computer is there, but no program listens at port \(place.port): the server is not running, or it uses"
                + " another port.",
            try: start, "Compare the port in the address with the one in the server's settings.",
            "If it should be open, ask those who run it whether a firewall turns you away.")
    }

    private static func blackhole(_ place: Place) -> Advice {
        Advice(
            "Nothing answers at all. Most often a firewall swallows what is sent there; or that computer is switched"
                + " off.",
            try:
                "Try from another network, such as a phone's. If it works there, a firewall of yours is in the way: ask"
                + " whoever looks after it to allow connections to \(place.nearest).",
            "In a company the way out may be through a proxy: ask for its address, and give it with \(Option.proxy)"
                + " http://HOST:PORT.", "Compare the port in the address with the one in your app's settings.")
    }

    private static func noRoute(_ place: Place) -> Advice {
        Advice(
            "No way leads from this computer to that address. It is offline, or a VPN that leads there is switched off.",
            try: "Open any web page to see whether this computer is online.",
            "If the server is inside a company, switch on its VPN.")
    }

    private static func timedOut(_ stage: LinkStage, _ place: Place) -> Advice {
        switch stage {
        case .resolve: return nameService(place.nearestHost)
        case .connect: return blackhole(place)
        case .proxy:
            return Advice(
                "The proxy took the connection and then did nothing: it is of another kind than was said (http, https or socks5),"
                    + " it is overloaded, or it cannot reach the server.",
                try: "Run this again in a minute.",
                "Ask those who run the proxy whether it may connect to \(place.address).")
        case .tls:
            return Advice(
                "Somebody answers at that port, but does not begin to encrypt. Most often it is a service without TLS"
                    + " (the encryption of https), which waits for us to speak.",
                try: "If the server is meant to be without encryption, \(place.withoutTLS).",
                "Compare the port in the address with the one in your app's settings.")
        case .upgrade: return silentUpgrade(place)
        }
    }

    private static func silentUpgrade(_ place: Place) -> Advice {
        let mismatch = "If the server wants encryption, \(place.withTLS)."
        return Advice(
            "Somebody answers at that port, but says nothing to our request. It is no web server, or one that is"
                + " overloaded" + (place.isSecure ? "." : ", or one that waits for encryption (TLS)."),
            (place.isSecure ? [] : [mismatch]) + [
                "Compare host and port in the address with those in your app's settings.",
                "Run this again in a minute.",
            ])
    }

    private static func ended(_ stage: LinkStage, _ place: Place) -> Advice {
        switch stage {
        case .resolve, .connect:
            return Advice(
                "The connection was cut while it was being made. A firewall does that, or a server that is just being"
                    + " restarted.", try: "Run this again in a minute.", "Try from another network, such as a phone's.")
        case .proxy:
            return Advice(
                "The proxy hung up. It may not allow this server, or what listens there is no proxy.",
                try: "Ask those who run the proxy whether it may connect to \(place.address).")
        case .tls:
            return Advice(
                "Somebody answers at that port and hangs up as soon as we begin to encrypt. Most often it is a service"
                    + " without TLS (the encryption of https).",
                try: "If the server is meant to be without encryption, \(place.withoutTLS).",
                "Compare the port in the address with the one in your app's settings.",
                "A firewall can do the same: try from another network, such as a phone's.")
        case .upgrade:
            let mismatch = "If the server wants encryption (TLS), \(place.withTLS): that is the likeliest cause."
            return Advice(
                "Somebody answers at that port and hangs up at our request. It is no WebSocket service, or one that is"
                    + " overloaded" + (place.isSecure ? "." : ", or one that wants encryption."),
                (place.isSecure ? [] : [mismatch]) + [
                    "Compare host and port in the address with those in your app's settings.",
                    "If the server is yours, look into its log at this time.",
                ])
        }
    }
}
