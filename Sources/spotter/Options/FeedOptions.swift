import ArgumentParser

/// What to connect to, and with which credentials: shared by every command that subscribes.
struct FeedOptions: ParsableArguments, Sendable {
    @Argument(
        help:
            "A feed or a profile from the configuration, or a URL such as pusher://KEY@eu; spotter protocols lists the forms."
    )
    var targets: [String] = []

    @Option(name: [.short, .long], help: "A channel to subscribe to; may be repeated.")
    var channel: [String] = []

    @Option(help: "The protocol, where the URL does not name it; spotter protocols lists them.")
    var `protocol`: String?

    @Option(help: "A setting of the protocol's own, NAME=VALUE; may be repeated.")
    var set: [String] = []

    @Option(help: "Your bidder id, paddle or user id in the feed; tells leading from outbid.")
    var me: String?

    @Option(help: "A file with the app's secret, to sign for private and presence channels here.")
    var secretFile: String?

    @Option(help: "A command that prints the app's secret.")
    var secretCommand: String?

    @Option(help: "A URL that signs for private and presence channels.")
    var authEndpoint: String?

    @Option(help: "A file of header lines for that endpoint, e.g. 'Authorization: Bearer …'.")
    var authHeaderFile: String?

    @Option(help: "Who you are on presence channels, when signing here.")
    var userId: String?

    @Option(help: "A JSON object about you for presence channels, when signing here.")
    var userInfo: String?

    @Flag(
        inversion: .prefixedNo, exclusivity: .exclusive, help: "Sign the user in, for events addressed to one user.")
    var signIn: Bool?

    @Option(help: "Give up after this many attempts to reconnect in a row; 0 never retries.")
    var maxAttempts: Int?

    @Flag(help: "Exit with status 6 when messages may be missing.")
    var failOnGap = false

    @Option(help: "The configuration file, instead of ~/.config/spotter/config.toml.")
    var config: String?

    @OptionGroup var link: LinkFlags

    /// Where the app's secret is, and what says so, unless that is left to the configuration.
    func secretSource(_ environment: [String: String]) -> (source: SecretSource, origin: GivenOption.Origin)? {
        if let secretFile { return (.file(secretFile), .option("secret-file")) }
        if let secretCommand { return (.command(["/bin/sh", "-c", secretCommand]), .option("secret-command")) }
        guard environment["SPOTTER_SECRET"] != nil else { return nil }
        return (.environment("SPOTTER_SECRET"), .variable("SPOTTER_SECRET"))
    }
}
