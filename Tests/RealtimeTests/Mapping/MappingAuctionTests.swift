import Domain
import Testing

@testable import Realtime

/// Lots and bids in the spellings of many houses.
@Suite struct MappingAuctionTests {
    private static let bids: [Sample] = [
        Sample(
            "bid.placed@auction.3",
            #"{"lot_id":"lot-17","amount":125000,"currency":"EUR","bidder":"paddle 42","bid_count":9}"#,
            "bid lot-17 amount=1250.00EUR by=paddle 42 state=placed"),
        Sample(
            "", #"{"t":1697653967,"auction":16,"bidder":"bidder-01","amount_eth":0.027}"#,
            "bid 16 amount=0.027000000ETH by=bidder-01 ts=2023-10-18T18:32:47Z"),
        Sample(
            "bid.accepted", #"{"id":"b-9","lotId":17,"amount":"1250.00","currency":"EUR","bidder_id":7}"#,
            "bid 17 amount=1250.00EUR by=7 state=accepted id=b-9"),
        Sample(
            "bid.rejected", #"{"lot":"17","amount_cents":125000,"currency":"USD","bidder":"x","reason":"too low"}"#,
            "bid 17 amount=1250.00USD by=x state=rejected"),
        Sample(
            "bid_retracted", #"{"lot":"17","amount":{"amount":"12.50","currency":"GBP"},"bidder":"x","reason":"TYPO"}"#,
            "bid 17 amount=12.50GBP by=x state=retracted"),
        Sample(
            "new_bid@auction.17", #"{"amount":100,"currency":"EUR","user":"anna"}"#,
            "bid 17 amount=1.00EUR by=anna state=placed"),
        Sample(
            "new-bid@private-lot-17", #"{"bid":1300,"currency":"JPY","paddle":42}"#,
            "bid 17 amount=1300JPY by=42 state=placed"),
        Sample("bidUpdate", #"{"auctionId":"a1","newHighestBid":55.5,"currency":"EUR"}"#, "bid a1 amount=55.50EUR"),
        Sample(
            "",
            #"{"type":"bid.placed","time":"2026-11-21T10:00:00Z","data":{"lot_id":"5","amount_minor":100,"currency":"KWD","bidder":"q"}}"#,
            "bid 5 amount=0.100KWD by=q state=placed ts=2026-11-21T10:00:00Z"),
        Sample(
            "bid",
            #"{"lot":{"id":"17","title":"Vase"},"bid":{"id":"b1","amount":{"minor":125000,"exponent":2,"currency":"EUR"},"bidder":{"id":7,"name":"Anna"}}}"#,
            "bid 17 amount=1250.00EUR by=Anna id=b1"),
        Sample(
            "", #"{"lot_id":"17","bidder":"x","amount":{"units":"12","nanos":500000000,"currency_code":"EUR"}}"#,
            "bid 17 amount=12.50EUR by=x"),
        Sample("", #"{"lot_id":"17","bidder":"x","bid":"€1,250.00"}"#, "bid 17 amount=1250.00EUR by=x"),
        Sample("", #"{"lot_id":"17","bid":48,"currency":"JPY"}"#, "bid 17 amount=48JPY"),
        Sample("message", #"{"lot_id":"17","bid":{"amount":"48.00","ccy":"EUR"},"seq":3}"#, "bid 17 amount=48.00EUR"),
        Sample(
            "", #"{"lot_id":"17","bidder":"x","amount":1250,"max_bid":2000,"currency":"EUR"}"#,
            "bid 17 amount=12.50EUR by=x max=20.00EUR"),
        Sample("bid", #"{"item_id":"17","amount":"9.99","user_id":3}"#, "bid 17 amount=9.99 by=3"),
        Sample("", #"{"lot_id":9007199254740993,"bidder":"x","amount":1}"#, "bid 9007199254740993 amount=1 by=x"),
        Sample(
            "", #"{"bids":[{"lot_id":"1","amount":"1.00","bidder":"a"},{"lot_id":"1","amount":"2.00","bidder":"b"}]}"#,
            "bid 1 amount=1.00 by=a + bid 1 amount=2.00 by=b"),
        Sample(
            "bid.placed", #"{"lot_id":"1","amount":"10.00","bidder":"a","newEndAt":"2026-11-21T10:02:00Z"}"#,
            "bid 1 amount=10.00 by=a state=placed + lot 1 status=extended closes=2026-11-21T10:02:00Z"),
    ]

    private static let lots: [Sample] = [
        Sample(
            "lot.opened@auction.3", #"{"lot_id":"17","title":"Vase","starting_bid":100}"#,
            "lot 17 title=Vase status=open"),
        Sample(
            "lot.sold", #"{"lot_id":"17","amount":"1300.00","currency":"EUR","winner":"paddle 9"}"#,
            "lot 17 status=sold current=1300.00EUR leader=paddle 9"),
        Sample("lot.passed", #"{"lot_id":"17"}"#, "lot 17 status=passed"),
        Sample("lot.withdrawn", #"{"lot_id":"17","reason":"damage"}"#, "lot 17 status=withdrawn"),
        Sample("lot.fair_warning", #"{"lot":"17"}"#, "lot 17 status=going_once"),
        Sample("lot.goingTwice", #"{"lot":"17"}"#, "lot 17 status=going_twice"),
        Sample(
            "lot.extended", #"{"id":"17","ends_at":"2026-11-21T10:05:00Z","extensions":2}"#,
            "lot 17 status=extended closes=2026-11-21T10:05:00Z extended=2"),
        Sample(
            "auctionUpdate",
            #"{"auctionId":"a1","currentPrice":12.5,"bidCount":3,"auctionStatus":"ACTIVE","endTime":1795255260000}"#,
            "lot a1 status=open current=12.50 bids=3 closes=2026-11-21T10:01:00Z"),
        Sample(
            "",
            #"{"lot_id":"17","current_bid":125000,"next_bid":130000,"min_increment":5000,"currency":"EUR","reserve_met":false,"watchers":12}"#,
            "lot 17 current=1250.00EUR ask=1300.00EUR increment=50.00EUR reserve=not_met watchers=12"),
        Sample(
            "", #"{"lot_id":"17","current_bid":1250,"next_bid":1300.5,"currency":"EUR"}"#,
            "lot 17 current=1250.00EUR ask=1300.50EUR"),
        Sample(
            "",
            #"{"itemId":"v1|11","auctionStatus":"ENDED","bidCount":7,"currentPrice":{"value":"80.00","currency":"USD"},"highBidder":true,"reservePriceMet":true}"#,
            "lot v1|11 current=80.00USD reserve=met bids=7 standing=leading"),
        Sample(
            "", #"{"lot_id":"17","status":"RESERVE_NOT_MET","high_bidder":"p9"}"#,
            "lot 17 status=open reserve=not_met leader=p9"),
        Sample("", #"{"lot_id":"17","status":"UNSOLD"}"#, "lot 17 status=passed"),
        Sample("", #"{"lot_id":"17","no_reserve":true,"bids":4}"#, "lot 17 reserve=none bids=4"),
        Sample("", #"{"lot_id":"17","reserve":50000,"current_bid":1}"#, "lot 17 current=1"),
        Sample(
            "outbid@user.42", #"{"lot_id":"17","current_bid":"20.00","currency":"EUR"}"#,
            "lot 17 current=20.00EUR standing=outbid"),
        Sample("", #"{"lot_id":"17","is_winning":false,"current_bid":"20.00"}"#, "lot 17 current=20.00 standing=none"),
        Sample(
            "", #"{"lot_id":"17","current_bid":"20.00","seconds_left":90}"#,
            "lot 17 current=20.00 closes=2026-11-21T10:01:30Z"),
        Sample("", #"{"lot_id":"17","current_bid":"20.00","timeLeft":90}"#, "lot 17 current=20.00"),
        Sample(
            "lot.updated",
            #"{"lot":{"id":"17","title":"Vase","currentHighBid":{"amount":10050,"currency":"EUR"},"leader":{"id":3,"paddle":"42"}}}"#,
            "lot 17 title=Vase current=100.50EUR leader=42"),
        Sample(
            "",
            #"{"lots":[{"lot_id":"1","status":"open"},{"lot_id":"2","status":"upcoming","starts_at":"2026-11-22T10:00:00Z"}]}"#,
            "lot 1 status=open + lot 2 status=upcoming opens=2026-11-22T10:00:00Z"),
        Sample(
            "auction_ended", #"{"auction_id":"a","winnerId":9,"finalPrice":"5.00","status":"ENDED"}"#,
            "lot a status=sold current=5.00 leader=9"),
        Sample(
            "time_extended", #"{"auction_id":"a","newEndAt":"2026-11-21T10:05:00+01:00","time_extended":true}"#,
            "lot a status=extended closes=2026-11-21T09:05:00Z extended=1"),
    ]

    @Test(arguments: bids + lots)
    func becomes(_ sample: Sample) throws {
        #expect(try line(sample) == sample.expected)
    }
}
