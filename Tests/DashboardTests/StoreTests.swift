import Domain
import Testing

@testable import Dashboard

/// The containers under the board, against plain ones that are slow and obvious.
@Suite struct StoreTests {
    private struct Thing: Entity {
        let key: Key
        var value = 0
        init(key: Key) { self.key = key }
    }

    @Test(arguments: 1...10) func aStoreFindsWhatADictionaryFinds(seed: UInt64) {
        var random = Seeded(state: seed)
        var store = Store<Thing>(capacity: 50)
        var values: [Key: Int] = [:]
        for step in 0..<5_000 {
            let key = Key(
                feed: FeedNumber.random(in: 0..<3, using: &random), id: "\(Int.random(in: 0..<60, using: &random))")
            let (place, isNew) = store.place(making: key)
            if isNew { values[key] = nil }
            #expect(store[place].key == key)
            #expect(store[place].value == values[key] ?? 0)
            store.update(place) { $0.value = step }
            values[key] = step
        }
        #expect(store.count == 50)
        let found = values.keys.filter { store.place(of: $0) != nil }
        #expect(found.count == 50)
    }

    @Test func theOneNotTouchedForLongestMakesRoom() {
        var store = Store<Thing>(capacity: 3)
        for id in ["a", "b", "c", "a", "d"] {
            let place = store.place(making: Key(feed: 0, id: id)).place
            if id == "a" { store.update(place) { $0.value += 1 } }
        }
        #expect(
            ["a", "b", "c", "d"].map { store.place(of: Key(feed: 0, id: $0)) != nil } == [true, false, true, true])
    }

    @Test(arguments: 1...5) func removingFromTheIndexLosesNobodyElse(seed: UInt64) {
        var random = Seeded(state: seed)
        var index = KeyIndex()
        // Few different hashes, so that runs are long.
        let hashes = (0..<400).map { _ in Int.random(in: 0..<40, using: &random) << 32 }
        var held = Set<Int>()
        for _ in 0..<3_000 {
            let place = Int.random(in: 0..<400, using: &random)
            if held.insert(place).inserted {
                index.insert(hashes[place], place: place)
            } else {
                held.remove(place)
                index.remove(hashes[place], place: place)
            }
        }
        #expect(index.count == held.count)
        for place in 0..<400 {
            #expect((index.find(hashes[place]) { $0 == place } != nil) == held.contains(place))
        }
    }

    @Test(arguments: [1, 2, 3, 7]) func aRingKeepsTheLatest(capacity: Int) {
        var ring = Ring<Int>(capacity: capacity)
        for number in 0..<20 {
            ring.append(number)
            #expect(Array(ring) == Array((0...number).suffix(capacity)))
        }
    }

    @Test func identifiersOfAnyLengthHashApart() {
        let words = (0..<200).map { String(repeating: "x", count: $0) } + ["ä", "a\u{308}", "😀", "x\0", "\0x"]
        #expect(Set(words.map { KeyHash.of($0) }).count >= words.count - 1)
        #expect(KeyHash.of("same", salt: 1) != KeyHash.of("same", salt: 2))
    }

    @Test(arguments: [
        (1_250 as Int64, UInt8(2), 125 as Int64, UInt8(1), Int?.some(0)), (1, 0, 99, 2, 1), (.max, 0, 1, 18, nil),
        (-5, 0, 5, 0, -1),
    ])
    func amountsCompareByValue(left: Int64, leftExponent: UInt8, right: Int64, rightExponent: UInt8, order: Int?) {
        let one = Money(minor: left, exponent: leftExponent, currency: "EUR")
        let other = Money(minor: right, exponent: rightExponent, currency: nil)
        #expect(one.order(other) == order)
        #expect(one.order(Money(minor: right, exponent: rightExponent, currency: "USD")) == nil)
    }
}

/// The order of lists: putting in place what has moved must end as sorting everything would.
@Suite struct OrderTests {
    @Test(arguments: 1...20) func aFewMovesEndAsSortingAllWould(seed: UInt64) {
        var random = Seeded(state: seed)
        var values: [Int] = []
        var order = Order()
        for _ in 0..<60 {
            for _ in 0..<Int.random(in: 0..<30, using: &random) {
                if values.isEmpty || Bool.random(using: &random) {
                    values.append(Int.random(in: 0..<50, using: &random))
                    order.note(values.count - 1)
                } else {
                    let place = Int.random(in: 0..<values.count, using: &random)
                    values[place] = Int.random(in: 0..<50, using: &random)
                    order.note(place)
                }
            }
            if Int.random(in: 0..<10, using: &random) == 0 { order.invalidate() }
            let precedes: (Int32, Int32) -> Bool = { (values[Int($0)], $0) < (values[Int($1)], $1) }
            order.arrange(count: values.count, by: precedes)
            #expect(!order.needsArranging)
            #expect(order.places == values.indices.map { Int32($0) }.sorted(by: precedes))
        }
    }

    @Test func soManyMovesAreSortedAtOnce() {
        var order = Order()
        for place in 0..<5_000 { order.note(place) }
        #expect(order.isStale)
        order.arrange(count: 5_000) { $0 > $1 }
        #expect(order.places.first == 4_999 && order.places.count == 5_000)
    }
}
