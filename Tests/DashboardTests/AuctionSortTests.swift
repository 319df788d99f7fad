import Dashboard
import Domain
import Testing

/// Which lot comes first.
@Suite struct AuctionSortTests {
    private static func money(_ minor: Int64, _ exponent: UInt8, _ currency: String?) -> Money {
        Money(minor: minor, exponent: exponent, currency: currency)
    }

    private static let prices: [[Money?]] = [
        // In the order in which they are shown.
        [money(5_000, 0, "JPY"), money(300_000, 2, "JPY"), money(1, 0, "JPY")],
        [money(2, 0, "EUR"), money(150, 2, "EUR"), money(1_001, 3, "EUR"), money(100, 2, "EUR")],
        [money(5, 0, "EUR"), money(999_999, 0, "JPY"), money(1, 0, "JPY"), money(7_000, 0, nil), nil],
        [
            money(.max, 0, "ETH"), money(.max, 18, "ETH"), money(1, 18, "ETH"), money(0, 0, "ETH"),
            money(.min, 0, "ETH"),
        ],
        [money(12, 1, "EUR"), money(1, 255, "EUR"), money(-1, 255, "EUR"), money(-12, 1, "EUR")],
    ]

    @Test(arguments: prices) func theDearestOfEachCurrencyComesFirst(prices: [Money?]) {
        var board = Board()
        for (number, price) in prices.enumerated().reversed() {
            board.apply(Make.lot(Lot(lot: "\(number)", status: .open, current: price)))
        }
        while board.auctionSort != .price { board.perform(.nextSort) }
        board.arrange(at: Make.time(0))
        let ids = prices.indices.map { board.scene.auctions.auction(row: $0)?.key.id }
        #expect(ids == prices.indices.map { "\($0)" })
    }
}
