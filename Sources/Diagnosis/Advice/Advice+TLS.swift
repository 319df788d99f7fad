internal import Domain
internal import Realtime

/// Encryption, and who is who.
extension Advice {
    static func noTLS(_ place: Place) -> Advice {
        Advice(
            "We began to encrypt (TLS, as in https), and what listens at \(place.address) answered without. It is a service"
                + " without encryption, or the wrong port.",
            try: "If the server is on this computer or in your own network, \(place.withoutTLS).",
            "Otherwise compare the port with the one in your app's settings; with encryption it is most often 443.")
    }

    static func tls(_ place: Place) -> Advice {
        Advice(
            "We and the server could not agree on how to encrypt. The server may be very old, or want another name than"
                + " \(place.host).",
            try: "Ask those who run \(place.host) to allow TLS 1.2 or 1.3.",
            "To see more, run: \(look(at: place))")
    }

    static func clientCertificate(_ place: Place) -> Advice {
        Advice(
            "The server lets in only those who show a certificate of their own, and it did not accept ours, or got none.",
            try:
                "Ask those who run \(place.host) for a certificate and its key, and give both: \(Option.certificate) FILE"
                + " \(Option.certificateKey) FILE.",
            "If you did, it may be the wrong one, or have expired: \(command("openssl x509 -in FILE -noout -dates"))")
    }

    static func about(_ fault: CertificateFault, _ place: Place) -> Advice {
        switch fault.check {
        case .expired:
            Advice(
                "A certificate is how a server proves who it is, and this one's time is over. Whoever runs the server has"
                    + " forgotten to renew it; or this computer's date is wrong.",
                try: "Look at the date of this computer: date",
                "Tell those who run \(fault.host); only they can renew it.",
                testing(place))
        case .notYetValid:
            Advice(
                "A certificate is how a server proves who it is, and this one's time has not begun. Most often this"
                    + " computer's date is wrong.",
                try: "Look at the date of this computer: date", "If that is right, tell those who run \(fault.host).")
        case .wrongName: wrongName(fault, place)
        case .selfSigned: selfSigned(place)
        case .unknownIssuer: unknownIssuer(fault, place)
        case .other:
            Advice(
                "A certificate is how a server proves who it is, and this one does not hold; above is what is wrong.",
                try: "Tell those who run \(fault.host).", "To see it, run: \(look(at: place))")
        }
    }

    private static func wrongName(_ fault: CertificateFault, _ place: Place) -> Advice {
        let name = fault.certificate?.names.first { !$0.contains("*") }
        return Advice(
            "The server proves to be somebody else than \(fault.host). The address has another name than the server's own,"
                + " or somebody stands in between (a hotel's network, for one).",
            try: name.map { "Put the server's own name into the address: \($0), if that is whom you mean." }
                ?? "Put one of the names that the certificate is for into the address.",
            "If you have not signed in to the network that you are in, open any web page, sign in, and run this again.",
            "If the server is yours, have its certificate made for \(fault.host) too.")
    }

    private static func selfSigned(_ place: Place) -> Advice {
        Advice(
            "The server vouches for itself, and nobody else does. That is usual for a server under development; on the"
                + " internet it can mean that somebody stands in between.",
            try:
                "If the server is yours, save its certificate and trust it: \(look(at: place)) | openssl x509 > server.pem,"
                + " then add \(Option.authorities) server.pem.", testing(place),
            "If it is not yours, do not go on; ask those who run it.")
    }

    private static func unknownIssuer(_ fault: CertificateFault, _ place: Place) -> Advice {
        let issuer = fault.certificate?.issuer ?? "Somebody unknown"
        return Advice(
            "\(issuer) vouches for the server, and this computer does not know whether to trust that. It may be your"
                + " company's own authority, a firewall that reads along, or a server that does not send its whole proof.",
            try: "In a company, ask for the authority's certificate, and add \(Option.authorities) FILE.",
            "If web pages fail in the same way, install the usual authorities: \(command("apt install ca-certificates"))",
            testing(place))
    }

    /// The last resort, with its price.
    private static func testing(_ place: Place) -> String {
        "For a test only: \(Option.insecure) goes on without the proof; anybody on the way can then read and change everything."
    }

    private static func look(at place: Place) -> String {
        "openssl s_client -connect \(place.address) -servername \(place.host) </dev/null"
    }

    // MARK: Things to know

    static func endsSoon(_ certificate: CertificateFacts, in days: Int64, _ place: Place) -> Advice {
        guard days >= 0 else {
            return Advice(
                "The server's certificate, by which it proves who it is, ended on \(certificate.validUntil.day).",
                try: "Tell those who run \(place.host) to renew it.")
        }
        let left = days == 0 ? "today" : days == 1 ? "tomorrow" : "in \(days) days"
        return Advice(
            "The server's certificate, by which it proves who it is, ends \(left). From then on nobody can connect.",
            try: "Tell those who run \(place.host) to renew it before \(certificate.validUntil.day).")
    }

    static let unverified = Advice(
        "The server's proof of who it is was not checked, as asked for (\(Option.insecure)). Anybody on the way can read and"
            + " change everything.", try: "Leave out \(Option.insecure) for anything but a test.")
}
