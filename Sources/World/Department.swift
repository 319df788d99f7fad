/// A department of the house, with its own channel and currency. Makers and lots are invented.
struct Department: Sendable {
    let name: String
    /// ISO 4217.
    let currency: String
    private let makers: [String]
    private let things: [String]
    private let details: [String]

    var channel: String { "auction.\(name)" }

    func title(_ random: inout RandomStream) -> String {
        "\(random.pick(makers)), \(random.pick(things)), \(random.pick(details))"
    }

    static let all = [
        Department(
            name: "watches", currency: "EUR",
            makers: ["Aurelin", "Vantaan Kello", "Brandt & Söhne", "Tessier Frères", "Norlund"],
            things: [
                "chronograph", "diver’s watch", "dress watch", "alarm wristwatch", "pocket watch", "travel clock",
            ],
            details: ["steel, 1962", "18 ct gold, 1948", "silver, c. 1910", "steel, 1971", "rose gold, 1956"]),
        Department(
            name: "design", currency: "EUR",
            makers: ["Kaarna Studio", "Ateljé Norrsken", "Tapio & Lehto", "Møller-Riis", "Verkstad Öst"],
            things: [
                "lounge chair", "sideboard", "floor lamp", "glass vase", "ryijy rug", "candelabra", "writing desk",
            ],
            details: ["teak, 1958", "birch, 1947", "oiled oak, 1963", "brass, c. 1955", "signed, 1966"]),
        Department(
            name: "art", currency: "SEK",
            makers: ["Elna Virkki", "Otto Sandvik", "Mirja Kolehto", "J. F. Ahlroos", "Workshop of P. Holm"],
            things: [
                "Harbour at dusk", "Portrait of a pilot’s wife", "Winter road", "Still life with crayfish",
                "The ferry leaves",
            ],
            details: ["oil on canvas, 1889", "gouache, 1923", "etching, 12/40", "watercolour, 1907", "oil on panel"]),
        Department(
            name: "ceramics", currency: "JPY",
            makers: ["Kurahashi kiln", "Ōta Seizan", "Minato workshop", "Hagino Rin"],
            things: ["茶碗 tea bowl", "花瓶 vase", "incense burner", "celadon dish", "sake bottle", "水指 water jar"],
            details: ["Meiji period", "c. 1930", "ash glaze", "wooden box, signed", "gold repair, 18th century"]),
    ]
}
