import Foundation
import FuzzTargets
import Testing

/// The inputs that fuzzing starts from, and those that once broke a law, replayed.
struct SeedTests {
    @Test(arguments: FuzzTarget.allCases)
    func everySeedKeepsTheLaws(_ target: FuzzTarget) throws {
        let seeds = try Self.seeds(of: target)
        #expect(!seeds.isEmpty)
        for (name, bytes) in seeds {
            // Its beginnings too: a peer may stop anywhere.
            for end in 0...bytes.count {
                bytes[..<end].withUnsafeBytes { input in
                    #expect(throws: Never.self, "\(name), \(end) bytes") { try target.run(input) }
                    #expect(throws: Never.self, "\(name), \(end) bytes, one by one") {
                        try target.run(input, cut: .everyByte)
                    }
                }
            }
        }
    }

    /// Whatever is in `Fuzz/Seeds/TARGET`.
    private static func seeds(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = tests.appendingPathComponent("Fuzz/Seeds/\(target.rawValue)")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.map { ($0.lastPathComponent, [UInt8](try Data(contentsOf: $0))) }.sorted { $0.0 < $1.0 }
    }
}
