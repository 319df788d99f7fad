import JSON
import Testing

@testable import Realtime

@Suite struct NameCacheTests {
    private func look(_ cache: inout NameCache, _ name: String) -> String {
        var name = name
        return name.withUTF8 { cache[JSONText(start: $0.baseAddress, count: $0.count)] }
    }

    /// Whatever shares a place with whatever, each name comes back as itself.
    @Test(arguments: [1, 2, 64, 2_048])
    func alwaysTheSameName(_ capacity: Int) {
        var cache = NameCache(capacity: capacity)
        let names =
            (0..<5_000).map { "auction.lot-\($0 % 700)" } + ["", "a", "ä", String(repeating: "long", count: 200)]
        for name in names + names.reversed() {
            let known = look(&cache, name)
            #expect(known == name)
        }
    }

    @Test func lengthsAroundAWord() {
        var cache = NameCache(capacity: 4)
        let names = (0..<40).map { String(repeating: "x", count: $0) }
        for name in names + names {
            let known = look(&cache, name)
            #expect(known == name)
        }
    }
}
