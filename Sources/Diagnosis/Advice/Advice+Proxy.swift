internal import Proxies

/// Proxies, which stand between us and the server.
extension Advice {
    static func about(_ fault: ProxyFault, proxy: String, _ place: Place) -> Advice {
        switch fault {
        case .credentialsMissing:
            Advice(
                "A proxy (a computer through which your network lets traffic out) wants to know who you are.",
                try: "Ask for a user name and password for it. Put them into the proxy's address, as in"
                    + " http://USER:PASSWORD@\(proxy), and that into the variable SPOTTER_PROXY, leaving out \(Option.proxy)."
            )
        case .credentialsRefused:
            Advice(
                "The proxy does not accept the user name and password that it was given.",
                try: "Look for a typing error. In an address, a character such as @ or : is written %40 or %3A.",
                "Ask those who run the proxy whether the password is still valid.")
        case .authenticationUnsupported(let schemes):
            Advice(
                "The proxy wants \(schemes.joined(separator: " or ")), a way to sign in that we do not know; we know Basic.",
                try: "Ask those who run the proxy to allow Basic for you.",
                "Or run a small proxy of your own in front that can do it, such as cntlm or px.")
        case .refused(let status, _, _): refused(status, proxy, place)
        case .malformed, .notSOCKS:
            Advice(
                "What listens at \(proxy) is no proxy of the kind that was asked for, or not one at all.",
                try:
                    "Compare the beginning of the proxy's address (http:// or socks5://) and its port with its settings.",
                without(place))
        case .noAcceptableMethod:
            Advice(
                "The proxy wants you to sign in in a way that we do not have, or with a name and password that were not"
                    + " given.", try: "Ask for a user name and password: socks5://USER:PASSWORD@\(proxy).")
        case .socks(let reply): about(reply, proxy, place)
        case .endedEarly:
            Advice(
                "The proxy hung up without a word. It may be overloaded, or not let you in from here.",
                try: "Run this again in a minute.", "Ask those who run the proxy whether you may use it.",
                without(place))
        case .unsendable:
            Advice(
                "The proxy cannot be asked for this: the address or the name and password do not fit what it understands.",
                try: "Look at the proxy's address and the server's for a typing error.")
        }
    }

    private static func refused(_ status: Int, _ proxy: String, _ place: Place) -> Advice {
        switch status {
        case 401, 403, 405:
            Advice(
                "The proxy's rules do not let you connect to \(place.address).",
                try: "Ask those who run the proxy (\(proxy)) to allow CONNECT to \(place.address).", without(place))
        case 500...:
            Advice(
                "The proxy tried and could not reach \(place.address).",
                try: "Compare host and port in the address with those in your app's settings.",
                "Run this again in a minute.", without(place))
        default:
            Advice(
                "The proxy did not open a way to the server. It may not be meant for this kind of traffic.",
                try: "Ask those who run the proxy (\(proxy)) whether it allows CONNECT to \(place.address).",
                without(place))
        }
    }

    private static func about(_ reply: SOCKSReply, _ proxy: String, _ place: Place) -> Advice {
        switch reply {
        case .notAllowed:
            Advice(
                "The proxy's rules do not let you connect to \(place.address).",
                try: "Ask those who run the proxy (\(proxy)) to allow it.", without(place))
        case .networkUnreachable, .hostUnreachable, .connectionRefused, .expired, .generalFailure, .unassigned:
            Advice(
                "The proxy works, but from there nothing answers at \(place.address).",
                try: "Compare host and port in the address with those in your app's settings.",
                "If the server is yours, start it.", without(place))
        case .commandUnsupported, .addressUnsupported:
            Advice(
                "The proxy does not know how to do what it was asked.",
                try: "socks5h:// lets the proxy look up names, socks5:// does so here: try the other one.",
                without(place))
        }
    }

    private static func without(_ place: Place) -> String {
        "If \(place.host) can be reached directly, leave the proxy out: \(Option.noProxy) \(place.host)."
    }
}
