import Domain
import Foundation
import JSON
import Testing

@testable import Realtime

/// The vocabulary against recordings of real services, counted; set SPOTTER_RECORDINGS to the folder that holds them.
///
/// Wrong is an event of another kind than the recording's own: a message where it should be understood as well as the reverse.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["SPOTTER_RECORDINGS"] != nil))
struct MappingRecordings {
    private struct Message {
        var json: String
        var channel: String?
        var name: String?
        var expected: Event.Kind
    }

    private struct Tally {
        var messages = 0
        var kinds: [Event.Kind: Int] = [:]
        var wrong = 0
        /// Different vehicles, and reports of them without a usable position.
        var vehicles: Set<String> = []
        var nowhere = 0
        var examples: [String] = []
    }

    private let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["SPOTTER_RECORDINGS"] ?? "/")

    @Test func `every recording is understood`() throws {
        let recordings: [(String, [Message])] = [
            ("rides: sandbox answers", try rides()), ("rides: webhook", try whole("uber/webhook-shape.json", .ride)),
            ("source hosting", try sourceHosting()), ("notifications: ntfy", try ntfy()),
            ("notifications: Gotify", try whole("notify/gotify-spec-example.json", .notification)),
            ("transit: Helsinki", try helsinki()), ("transit: Helsinki, samples", try helsinkiSamples()),
            ("transit: Boston, 30 min", try lines("mbta/mbta-subway-2023-05-08-first30min.jsonl.gz", .vehicle)),
            (
                "transit: Boston, snapshot",
                try whole("mbta/VehiclePositions_enhanced-2019-12-12T00-00-10.json.gz", .vehicle)
            ),
            ("auctions: on-chain bids", try lines("auctions/onchain-cash-bids.jsonl", .bid)),
        ]
        print("recording                     messages  events by kind")
        for (title, messages) in recordings {
            let tally = try count(messages)
            let kinds = tally.kinds.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                "\($0.key.rawValue) \($0.value)"
            }
            let name = title.padding(toLength: 28, withPad: " ", startingAt: 0)
            print("\(name)  \(tally.messages)  \(kinds.joined(separator: ", "))  wrong \(tally.wrong)")
            if !tally.vehicles.isEmpty {
                print("    \(tally.vehicles.count) vehicles, \(tally.nowhere) reports without a position")
            }
            for example in tally.examples { print("    wrong: \(example)") }
            #expect(tally.messages > 0 && tally.wrong == 0, "\(title)")
        }
    }

    private func count(_ messages: [Message]) throws -> Tally {
        let mapper = Mapper()
        var tally = Tally()
        for message in messages {
            tally.messages += 1
            for envelope in try envelopes(message.json, channel: message.channel, name: message.name, mapper: mapper) {
                tally.kinds[envelope.event.kind, default: 0] += 1
                if case .vehicle(let vehicle) = envelope.event {
                    tally.vehicles.insert(vehicle.vehicle)
                    tally.nowhere += vehicle.position == nil ? 1 : 0
                }
                guard envelope.event.kind != message.expected else { continue }
                tally.wrong += 1
                if tally.examples.count < 3 {
                    tally.examples.append("\(describe(envelope)) of \(message.json.prefix(200))")
                }
            }
        }
        return tally
    }

    // MARK: Reading

    private func data(_ path: String) throws -> String {
        let file = folder.appendingPathComponent(path)
        guard path.hasSuffix(".gz") else { return try String(contentsOf: file, encoding: .utf8) }
        let unpack = Process()
        let pipe = Pipe()
        unpack.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        unpack.arguments = ["gzip", "-dc", file.path]
        unpack.standardOutput = pipe
        try unpack.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        unpack.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }

    private func whole(_ path: String, _ kind: Event.Kind) throws -> [Message] {
        [Message(json: try data(path), expected: kind)]
    }

    private func lines(_ path: String, _ kind: Event.Kind) throws -> [Message] {
        try data(path).split(separator: "\n").map { Message(json: String($0), expected: kind) }
    }

    private func ntfy() throws -> [Message] {
        try lines("notify/ntfy-docs.ndjson", .notification).map { message in
            var message = message
            message.expected = message.json.contains(#""event":"message""#) ? .notification : .message
            return message
        }
    }

    private func sourceHosting() throws -> [Message] {
        try ["issues-opened.payload", "push-payload", "release-published.payload", "workflow_run-completed.payload"].map
        { name in
            let event = name.prefix { $0 != "-" }
            return Message(json: try data("github/\(name).json"), name: String(event), expected: .notification)
        }
    }

    /// `received topic payload`, one a line.
    private func helsinki() throws -> [Message] {
        try data("hsl-hfp/hfp-5000.txt.gz").split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            guard let brace = parts.last?.range(of: " {") else { return nil }
            return Message(
                json: String(line[line.index(before: brace.upperBound)...]),
                channel: String(parts[1][..<brace.lowerBound]),
                expected: .vehicle)
        }
    }

    private func helsinkiSamples() throws -> [Message] {
        try ["hfp-sample-pas", "hfp-sample-vp", "hfp-tlr-sample", "passenger-count-sample"].flatMap {
            try whole("hsl-hfp/\($0).json", .vehicle)
        }
    }

    /// The JSON bodies of recorded HTTP answers: single-quoted YAML strings that may go on over lines.
    private func rides() throws -> [Message] {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("uber").path)
        return try files.filter { $0.hasSuffix(".yaml") }.sorted().flatMap { file in
            Self.bodies(in: try data("uber/\(file)")).map { json in
                let isRide = json.contains("\"request_id\"") || json.contains("\"trips\"")
                return Message(json: json, expected: isRide ? .ride : .message)
            }
        }
    }

    private static func bodies(in yaml: String) -> [String] {
        var bodies: [String] = []
        var body: String?
        for line in yaml.split(separator: "\n") {
            if let start = line.range(of: "body: {string: !!python/unicode '") {
                body = String(line[start.upperBound...])
            } else if let begun = body {
                // A folded line: its break and its indentation stand for one space.
                body = begun + " " + line.drop { $0 == " " }
            }
            guard let text = body, text.hasSuffix("'}") else { continue }
            let json = text.dropLast(2).replacingOccurrences(of: "''", with: "'")
            if !json.isEmpty { bodies.append(json) }
            body = nil
        }
        return bodies
    }
}
