import HTTP1
import Domain

@testable import Realtime

/// Plays a transcript against a `Session` and compares what happens with what is written.
struct TranscriptScript {
    struct Played {
        var steps = 0
        var expectations = 0
        var isAsExpected = true
        /// The whole transcript, with `-` before what was expected and `+` before what happened in its stead.
        var difference = ""
    }

    struct Unreadable: Error, CustomStringConvertible {
        var description: String
    }

    private var setup: TranscriptSetup
    private var driver: TranscriptDriver?
    private var played = Played()

    /// - Parameter folder: the protocol's name.
    static func play(_ text: String, in folder: String) throws -> Played {
        var script = TranscriptScript(setup: TranscriptSetup(folder: folder))
        var expected: [String] = []
        var isFirst = true
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingSpaces
            if line.hasPrefix("> ") || line.hasPrefix("= ") {
                expected.append(line)
                continue
            }
            if !isFirst || !expected.isEmpty { script.settle(expected) }
            expected = []
            isFirst = false
            script.played.difference += "  \(line)\n"
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            do {
                try script.step(line)
            } catch let error as Unreadable {
                throw Unreadable(description: "line \(index + 1): \(error.description)")
            }
        }
        script.settle(expected)
        return script.played
    }

    private init(setup: TranscriptSetup) {
        self.setup = setup
    }

    /// Compares what the last step brought about.
    private mutating func settle(_ expected: [String]) {
        let happened = driver?.takeHappenings() ?? []
        played.expectations += expected.count
        for mark in ["> ", "= "] {
            compare(expected.filter { $0.hasPrefix(mark) }, happened.filter { $0.hasPrefix(mark) })
        }
    }

    private mutating func compare(_ expected: [String], _ happened: [String]) {
        guard expected != happened else {
            for line in expected { played.difference += "  \(line)\n" }
            return
        }
        played.isAsExpected = false
        var gone: Set<Int> = []
        var added: [String] = []
        for change in happened.difference(from: expected) {
            switch change {
            case .remove(let offset, _, _): gone.insert(offset)
            case .insert(_, let line, _): added.append(line)
            }
        }
        for (index, line) in expected.enumerated() {
            played.difference += "\(gone.contains(index) ? "-" : " ") \(line)\n"
        }
        for line in added { played.difference += "+ \(line)\n" }
    }

    private mutating func step(_ line: String) throws {
        if line.hasPrefix("with ") { return try setup.configure(String(line.dropFirst(5))) }
        played.steps += 1
        if driver == nil {
            let (word, channels) = line.cut(" ")
            guard word == "start" else { throw Unreadable(description: "the first step is to start") }
            driver = try TranscriptDriver(setup, channels: channels.split(separator: " ").map(String.init))
        }
        try driver?.step(line)
    }
}

/// The feed that a transcript starts from: of the protocol that its folder is named after, unless a URL says otherwise.
struct TranscriptSetup {
    private var settings: FeedSettings
    private var origin: String?
    /// Nobody has said which protocol it is: a plain WebSocket that is watched for signs of one.
    private var isUnnamed = false
    var policy = ReconnectPolicy()
    var jitter = 0.0

    init(folder: String) {
        settings = FeedSettings(url: folder == "pusher" ? "pusher://key@mt1" : "")
        if settings.url.isEmpty { settings.url = AdapterCatalog.entry(name: folder)?.example ?? "" }
    }

    mutating func configure(_ line: String) throws {
        let (name, value) = line.cut(" ")
        switch name {
        case "url": settings.url = value
        case "secret": settings.secret = Secret(Array(value.utf8))
        case "master-key": settings.values["master_key"] = .secret(Secret(Array(Self.masterKey.utf8)))
        case "endpoint": settings.endpoint = AuthEndpoint(url: value)
        case "user-endpoint": settings.endpoint?.userURL = value
        case "header": settings.endpoint?.headers.append(HeaderField(value.cut(": ").0, value.cut(": ").1))
        case "parameter": settings.endpoint?.parameters.append(.init(value.cut("=").0, value.cut("=").1))
        case "member":
            let (id, info) = value.cut(" ")
            settings.member = .init(id: id, info: info.isEmpty ? nil : info)
        case "sign-in": settings.signsIn = true
        case "origin": origin = value
        case "no-protocol": isUnnamed = true
        case "set": try set(value.cut("=").0, value.cut("=").1)
        case "attempts": policy.maxAttempts = Int(value)
        case "fail-on-gap": policy.failsOnGap = true
        case "jitter": jitter = Double(value) ?? 0
        default: throw TranscriptScript.Unreadable(description: "there is no setting \(name)")
        }
    }

    /// The bytes 0 to 31.
    private static let masterKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

    private mutating func set(_ name: String, _ text: String) throws {
        let known = try entry().settings
        guard let setting = known.first(where: { $0.name == name }) else {
            throw TranscriptScript.Unreadable(description: "the protocol has no setting \(name)")
        }
        settings.values[name] =
            setting.kind == .secret ? .secret(Secret(Array(text.utf8))) : try setting.value(of: text)
    }

    private func entry() throws -> ProtocolEntry {
        guard let entry = AdapterCatalog.entry(url: settings.url) else {
            throw TranscriptScript.Unreadable(description: "no protocol has the URL \(settings.url)")
        }
        return entry
    }

    func adapter(_ channels: [String]) throws -> any Adapter {
        var settings = settings
        // What a test wants to see refused by the adapter must get there.
        settings.channels = []
        if let origin {
            var configuration = try PusherConfiguration(settings)
            configuration.origin = origin
            return PusherAdapter(configuration)
        }
        let entry = try entry()
        switch entry.name {
        case "sockjs": return try sockJS(settings)
        case "pubnub":
            // Its vectors are random otherwise.
            return PubNubAdapter(try PubNubConfiguration(settings)) { 0x0706_0504_0302_0100 }
        default:
            let make = try entry.prepare(settings)
            return isUnnamed ? Recognition.watching(make, of: entry, url: settings.url)() : make()
        }
    }

    private func sockJS(_ settings: FeedSettings) throws -> any Adapter {
        // Its sessions have random names otherwise.
        var sessions = 0
        return SockJSAdapter(try SockJSConfiguration(settings)) {
            sessions += 1
            return "000/session\(sessions)"
        }
    }
}

extension StringProtocol {
    /// The parts before and after the first mark; all of it and nothing where there is none.
    func cut(_ mark: Character) -> (String, String) {
        guard let at = firstIndex(of: mark) else { return (String(self), "") }
        return (String(self[..<at]), String(self[index(after: at)...]))
    }

    func cut(_ mark: String) -> (String, String) {
        guard let range = ranges(of: mark).first else { return (String(self), "") }
        return (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
    }

    var trimmingSpaces: String {
        var text = Substring(self)
        while text.last?.isWhitespace == true { text.removeLast() }
        while text.first?.isWhitespace == true { text.removeFirst() }
        return String(text)
    }
}
