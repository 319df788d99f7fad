import Domain
import Foundation
import Testing

@testable import Realtime

/// The one list of a rule's keys, and what is made of it.
@Suite struct MappingKeyTests {
    @Test func everyKeyStandsOnceAndIsExplained() {
        let names = MappingKey.all.map(\.name)
        #expect(Set(names).count == names.count && names.starts(with: ["channel", "event", "kind", "at", "amounts"]))
        #expect(MappingKey.all.allSatisfy { !$0.summary.isEmpty && !$0.summary.contains("\n") })
        #expect(MappingRule.keys == names)
    }

    private static let summaries: [(key: String, events: [Event.Kind], summary: String)] = [
        ("amount", [.bid], "what is bid; unit: minor or major"),
        ("closes_at", [.lot], "when it closes; unit: s, ms, us or ns"),
        ("reserve", [.lot], "met, not_met or none"),
        ("speed", [.vehicle], "how fast it goes, in m/s unless said; unit: m/s, km/h, mph or kn"),
        ("ts", [.notification, .lot, .bid, .vehicle, .ride], "when it happened; unit: s, ms, us or ns"),
    ]

    @Test(arguments: summaries)
    func aKeySaysWhatItTakes(key: String, events: [Event.Kind], summary: String) throws {
        let entry = try #require(MappingKey.all.first { $0.name == key })
        #expect(entry.events == events && entry.summary == summary)
    }

    /// Whatever the list offers as a word is taken.
    @Test func everyChoiceIsTaken() throws {
        for key in MappingKey.all {
            guard case .choice(let words) = key.kind else { continue }
            for word in words { _ = try MappingRule.parse(fields: [(key.name, word)]) }
            #expect(throws: MappingError.self) { try MappingRule.parse(fields: [(key.name, "another")]) }
        }
    }

    @Test func theReadmeHasTheTable() throws {
        let rows = MappingKey.all.map { key in
            "| `\(key.name)` | \(key.events.map(\.rawValue).joined(separator: ", ")) | \(key.summary) |"
        }
        let table = (["| key | of | what it is |", "|---|---|---|"] + rows).joined(separator: "\n")
        let readme = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../README.md"),
            encoding: .utf8)
        #expect(readme.contains(table + "\n\n"), "this belongs into the README:\n\(table)")
    }

    /// The README's example: a price is in euros, and counts whole ones only where the rule says so.
    @Test(arguments: [("major", "bid 7 amount=130.00EUR"), ("minor", "bid 7 amount=1.30EUR")])
    func aPriceInEuros(amounts: String, expected: String) throws {
        let rule = try MappingRule.parse(fields: [
            ("event", "bid.*"), ("kind", "bid"), ("lot", "item.no"), ("amount", "item.price_eur"),
            ("currency", "=EUR"), ("amounts", amounts),
        ])
        let sample = Sample("bid.new", #"{"item":{"no":7,"price_eur":130}}"#, "")
        #expect(try line(sample, mapper: Mapper(.init(rules: [rule]))) == expected)
    }
}
