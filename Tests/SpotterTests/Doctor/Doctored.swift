import Foundation
import JSON
import Testing

/// One `spotter doctor`, run twice: for people and for programs.
struct Doctored {
    struct Stage: Equatable {
        var name: String
        var outcome: String
        /// The stage as JSON.
        var json: String
    }

    let text: Program.Result
    let json: Program.Result
    let stages: [Stage]

    /// - Parameter options: beside the target.
    init(_ url: String, channels: [String] = ["lots"], _ options: [String] = []) throws {
        let arguments =
            ["doctor", url, "--connect-timeout", "1", "--wait", "0.4"] + channels.flatMap { ["--channel", $0] }
            + options
        text = try Program.run(arguments, environment: ["LANG": "C.UTF-8"])
        json = try Program.run(arguments + ["--json"])
        stages = try JSONDocument().read(json.output) { root in
            root["stages"]?.elements.map { stage in
                Stage(
                    name: stage["stage"]?.string?.string ?? "", outcome: stage["outcome"]?.string?.string ?? "",
                    json: stage.source)
            } ?? []
        }
    }

    /// The names of the stages that ended so.
    func stages(_ outcome: String) -> [String] {
        stages.filter { $0.outcome == outcome }.map(\.name)
    }

    /// Both runs ended so, at that stage, and the person was told that.
    func expect(
        _ status: Int32, failed stage: String?, saying words: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let seen = Comment(rawValue: text.output + text.errors)
        #expect(text.status == status, seen, sourceLocation: sourceLocation)
        #expect(json.status == status, sourceLocation: sourceLocation)
        #expect(json.lines.count == 1, sourceLocation: sourceLocation)
        #expect(json.output.contains(#""exit":\#(status),"#), sourceLocation: sourceLocation)
        #expect(stages("failed") == (stage.map { [$0] } ?? []), seen, sourceLocation: sourceLocation)
        let flowing = text.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for word in words {
            #expect(flowing.contains(word), "\(word)\n\(text.output)", sourceLocation: sourceLocation)
        }
        #expect(text.lines.allSatisfy { $0.count <= 80 }, seen, sourceLocation: sourceLocation)
        #expect(text.output.contains("✘") == (stage != nil), sourceLocation: sourceLocation)
    }
}
