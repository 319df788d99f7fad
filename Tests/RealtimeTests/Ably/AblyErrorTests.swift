import Testing

@testable import Realtime

/// The table of errors, row by row: in an ERROR that ends the connection, and in a DISCONNECTED.
@Suite struct AblyErrorTests {
    private static let rows: [(codes: [Int], status: Int?, failure: AblyResponse, disconnection: AblyResponse)] = [
        ([40140, 40141, 40142, 40143, 40149], 401, .renewToken, .renewToken),
        (
            [40101, 40103, 40110, 40120, 40130, 40133, 40160, 40300, 40332, 40400], 401, .giveUp(.refused),
            .giveUp(.refused)
        ),
        ([40017, 80024], 400, .giveUp(.closed), .giveUp(.closed)),
        ([40111, 40112, 42910, 42918], 429, .wait(.seconds(30)), .wait(.seconds(30))),
        ([42920, 42924], 429, .wait(.seconds(60)), .wait(.seconds(60))),
        ([50000, 50001, 50003, 50010, 59999], 500, .elsewhere, .elsewhere),
        ([50002, 80000, 80001, 80002, 80003, 80014, 80016, 80017], 500, .reconnect, .reconnect),
        ([80008, 80018, 80023], 400, .giveUp(.closed), .reconnect),
        ([12345], 404, .giveUp(.closed), .reconnect),
        ([12345], 401, .giveUp(.refused), .reconnect),
        ([12345], 503, .elsewhere, .elsewhere),
        ([12345], nil, .reconnect, .reconnect),
    ]

    @Test(arguments: rows.indices)
    func decides(_ index: Int) {
        let row = Self.rows[index]
        for code in row.codes {
            let error = AblyError(code: code, status: row.status, message: "m")
            #expect(AblyResponse(to: error, isFailure: true) == row.failure, "\(code)")
            #expect(AblyResponse(to: error, isFailure: false) == row.disconnection, "\(code)")
        }
    }

    @Test func noCodeMeansAgain() {
        let error = AblyError(code: nil, message: "m")
        #expect(AblyResponse(to: error, isFailure: true) == .reconnect)
    }
}
