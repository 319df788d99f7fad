internal import JSON

/// A currency (ISO 4217) or a token, with the decimals of its minor unit.
struct Currency: Hashable, Sendable {
    /// In capitals.
    var code: String
    /// ISO 4217's exponent; for tokens the decimals that amounts are usually given with.
    var decimals: Int
    /// Tokens are counted in whole coins, even where no decimal point shows.
    var isToken = false
    /// A name such as `wei` says that amounts come in minor units.
    var isMinorUnit = false

    private init(code: String, decimals: Int, isToken: Bool = false, isMinorUnit: Bool = false) {
        self.code = code
        self.decimals = decimals
        self.isToken = isToken
        self.isMinorUnit = isMinorUnit
    }

    /// Any three letters, and the tokens listed here.
    init?(_ text: JSONText) {
        if let known = Currency(listed: text) {
            self = known
            return
        }
        guard text.count == 3, text.bytes.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 }) else { return nil }
        self.init(code: text.string.uppercased(), decimals: 2)
    }

    /// Only what is listed here: for texts that need not be currencies at all.
    init?(listed text: JSONText) {
        guard (3...8).contains(text.count), let known = Self.table[text] else { return nil }
        self = known
    }

    private static let table = PackedTable(rows)

    private static var rows: [(Currency, String)] {
        let ordinary = isoTwo.split(separator: " ").map { (Currency(code: String($0), decimals: 2), String($0)) }
        let whole = isoNone.split(separator: " ").map { (Currency(code: String($0), decimals: 0), String($0)) }
        let fine = isoThree.split(separator: " ").map { (Currency(code: String($0), decimals: 3), String($0)) }
        let finest = ["CLF", "UYW"].map { (Currency(code: $0, decimals: 4), $0) }
        return ordinary + whole + fine + finest + tokens
    }

    /// ISO 4217 list one, without funds and metals, by exponent.
    private static let isoTwo = """
        EUR USD GBP CHF SEK NOK DKK PLN CZK HUF RON BGN TRY UAH RUB RSD ALL MKD BAM MDL GEL AMD AZN BYN KZT KGS TJS TMT UZS AED \
        SAR QAR ILS LBP SYP YER IRR AFN PKR INR LKR NPR BTN BDT MVR MMK THB LAK KHR IDR MYR SGD BND PHP CNY HKD MOP TWD MNT KPW \
        AUD NZD FJD PGK SBD TOP WST CAD MXN BZD GTQ HNL NIO CRC PAB CUP DOP HTG JMD BSD BBD TTD XCD AWG ANG XCG KYD BMD SRD GYD \
        COP VES PEN BOB BRL UYU ARS FKP ZAR NAD BWP LSL SZL MZN ZMW MWK AOA CDF TZS KES ETB ERN SDG SSP EGP DZD MAD MRU NGN GHS \
        GMD SLE LRD CVE STN SOS SCR MUR MGA SHP GIP ZWG
        """
    private static let isoNone = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
    private static let isoThree = "BHD IQD JOD KWD LYD OMR TND"

    private static var tokens: [(Currency, String)] {
        let coins = [
            ("ETH", 9), ("WETH", 9), ("BTC", 8), ("SOL", 9), ("USDC", 6), ("USDT", 6), ("DAI", 9), ("MATIC", 9),
        ]
        return coins.map { (Currency(code: $0, decimals: $1, isToken: true), $0) } + [
            (Currency(code: "ETH", decimals: 18, isToken: true, isMinorUnit: true), "WEI"),
            (Currency(code: "ETH", decimals: 9, isToken: true, isMinorUnit: true), "GWEI"),
            (Currency(code: "BTC", decimals: 8, isToken: true, isMinorUnit: true), "SATS SATOSHI SATOSHIS"),
            (Currency(code: "SOL", decimals: 9, isToken: true, isMinorUnit: true), "LAMPORTS"),
        ]
    }
}
