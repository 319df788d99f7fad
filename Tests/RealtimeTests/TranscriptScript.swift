import Domain

@testable import Realtime

/// Plays a transcript against a `Session` with the Pusher adapter and compares what happens with what is written.
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

    private var setup = TranscriptSetup()
    private var driver: TranscriptDriver?
    private var played = Played()

    static func play(_ text: String) throws -> Played {
        var script = TranscriptScript()
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

/// The configuration that a transcript starts from.
struct TranscriptSetup {
    var url = "pusher://key@mt1"
    var secret: [UInt8]?
    var masterKey: [UInt8]?
    var endpoint: PusherEndpoint?
    var member: PusherConfiguration.Member?
    var signsIn = false
    var origin: String?
    var policy = ReconnectPolicy()
    var jitter = 0.0

    mutating func configure(_ line: String) throws {
        let (name, value) = line.cut(" ")
        switch name {
        case "url": url = value
        case "secret": secret = Array(value.utf8)
        case "master-key": masterKey = Array(0..<32)
        case "endpoint": endpoint = PusherEndpoint(url: value)
        case "user-endpoint": endpoint?.userURL = value
        case "header": endpoint?.headers.append(HTTPHeader(value.cut(": ").0, value.cut(": ").1))
        case "parameter": endpoint?.parameters.append(.init(value.cut("=").0, value.cut("=").1))
        case "member":
            let (id, info) = value.cut(" ")
            member = .init(id: id, info: info.isEmpty ? nil : info)
        case "sign-in": signsIn = true
        case "origin": origin = value
        case "attempts": policy.maxAttempts = Int(value)
        case "fail-on-gap": policy.failsOnGap = true
        case "jitter": jitter = Double(value) ?? 0
        default: throw TranscriptScript.Unreadable(description: "there is no setting \(name)")
        }
    }

    func configuration() throws(InvalidInput) -> PusherConfiguration {
        var configuration = try PusherConfiguration(url: url)
        if let secret { configuration.authorisation = .secret(Secret(secret), masterKey: masterKey.map(Secret.init)) }
        if let endpoint { configuration.authorisation = .endpoint(endpoint) }
        configuration.member = member
        configuration.signsIn = signsIn
        configuration.origin = origin
        return configuration
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
