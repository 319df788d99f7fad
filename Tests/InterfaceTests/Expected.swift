import Foundation
import Testing

/// Compares a picture with a file beside the tests; the first line that differs is named.
///
/// With `SPOTTER_RECORD` in the environment the file is written instead, for a person to review.
func expectPicture(_ picture: String, _ name: String, at location: SourceLocation = #_sourceLocation) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["SPOTTER_RECORD"] != nil {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try (picture + "\n").write(to: file, atomically: true, encoding: .utf8)
        Issue.record(
            "\(name) has been recorded; review it and run again without SPOTTER_RECORD", sourceLocation: location)
        return
    }
    let expected = try String(contentsOf: file, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false)
    let found = picture.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, (left, right)) in zip(expected, found).enumerated() where left != right {
        Issue.record("\(name):\(number + 1)\n- \(left)\n+ \(right)", sourceLocation: location)
        return
    }
    #expect(expected.count == found.count + 1, "\(name) has another number of lines", sourceLocation: location)
}
