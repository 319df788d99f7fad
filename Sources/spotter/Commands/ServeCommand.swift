import ArgumentParser
import Server
import World

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The embedded server on its own.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run a Pusher-compatible server for development.",
        discussion: """
            Speaks the Pusher Channels protocol 7 over WebSocket and its signed HTTP API, so that any backend with a vendor's SDK can publish \
            to it. App id, key and secret are made up for the run unless given. Listens on loopback unless told otherwise; traffic is not \
            encrypted.
            """)

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port: Int = 6001

    @Option(help: "The name or address to listen on.")
    var host: String = "127.0.0.1"

    @Option(help: "The application's id.")
    var appId: String?

    @Option(help: "The application's key.")
    var appKey: String?

    @Option(help: "A file with the application's secret.")
    var secretFile: String?

    @Flag(help: "Play the simulated world into it.")
    var demo = false

    @Option(help: "Which world to play, with --demo.")
    var seed: UInt64 = 1

    @Option(help: "How much faster than ours the world's clock runs, with --demo, 0.1 to 100.")
    var speed: Double = 1

    @Flag(
        help: "Sign for any channel on /pusher/auth: for development, since it trusts everyone who can reach the port.")
    var signForAnyone = false

    func run() throws {
        guard (0...65_535).contains(port) else { throw UsageError("--port \(port): expected 0 to 65535") }
        guard speed >= 0.1, speed <= 100 else { throw UsageError("--speed \(speed): expected 0.1 to 100") }
        let given = try secret()
        var configuration = ServerConfiguration(application: application(given), host: host, port: port)
        if signForAnyone { configuration.developmentAuth = DevelopmentAuth() }
        let server = try RunningServer(configuration)
        let isMadeUp = configuration.application.secret != given
        print(
            ServeBanner(
                application: server.application, secret: isMadeUp ? server.application.secret : "YOUR-SECRET",
                address: Address(host: host, port: server.port), channels: demo ? World.channels : ["lots"],
                signsForAnyone: signForAnyone
            ).text)
        // A script that reads this from a pipe must not wait for a full buffer.
        fflush(nil)
        let house = DemoHouse(
            application: server.application, address: Address(host: host, port: server.port), seed: seed, speed: speed,
            length: nil)
        throw ServeRun.run(server, playing: demo ? house : nil)
    }

    private func application(_ secret: String?) -> Application {
        var application = Application.madeUp()
        if let appId { application.id = appId }
        if let appKey { application.key = appKey }
        if let secret { application.secret = secret }
        return application
    }

    /// The secret that was given, if one was.
    private func secret() throws(UsageError) -> String? {
        let secrets = SecretReader(environment: Environment.all, warn: StandardError.say)
        if let secretFile { return try secrets.read(.file(secretFile)) }
        return secrets.environment["SPOTTER_SECRET"] == nil ? nil : try secrets.read(.environment("SPOTTER_SECRET"))
    }
}

/// What a person pastes into a backend and into another terminal.
struct ServeBanner {
    let application: Application
    /// As it may be shown: one that was made up for the run, or words in place of the user's own.
    let secret: String
    let address: Address
    /// Those to be named in the example.
    let channels: [String]
    let signsForAnyone: Bool

    var text: String {
        """
        spotter serve: listening on \(address), speaks Pusher Channels protocol 7

        Publish from a backend with the vendor's SDK:
          Python  pusher.Pusher(app_id="\(application.id)", key="\(application.key)", secret="\(secret)",
                                host="\(address.reachable)", port=\(address.port), ssl=False)
          Node    new Pusher({ appId: "\(application.id)", key: "\(application.key)", secret: "\(secret)",
                               host: "\(address.reachable)", port: "\(address.port)", useTLS: false })
          Laravel PUSHER_APP_ID=\(application.id) PUSHER_APP_KEY=\(application.key) PUSHER_APP_SECRET=\(secret)
                  PUSHER_HOST=\(address.reachable) PUSHER_PORT=\(address.port) PUSHER_SCHEME=http

        Watch from another terminal:
          spotter tail 'pusher://\(application.key)@\(address.authority)?tls=false' \(channels.map { "--channel \($0)" }.joined(separator: " "))
        """ + signing
    }

    private var signing: String {
        guard signsForAnyone else { return "" }
        return """


            Signs private and presence channels for anyone, as anyone:
              --auth-endpoint http://\(address.authority)/pusher/auth
            """
    }
}
