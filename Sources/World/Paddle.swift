/// A registered bidder.
struct Paddle: Hashable, Sendable {
    let number: Int

    static let me = Paddle(number: 42)

    /// As bids and lots show it.
    var name: String { "paddle \(number)" }

    /// The other bidders of the house.
    static let others: [Paddle] = (0..<44).map { Paddle(number: 101 + $0 * 7) }

    /// How the house shows the bidder to the room; invented.
    var member: Member {
        let name = Self.names[number % Self.names.count]
        return Member(id: self.name, name: "\(name) (\(number))")
    }

    private static let names = [
        "Amélie", "Bengt", "Chiara", "Dag", "Eeva", "Farid", "Greta", "Håkon", "Inês", "Jun", "Katri", "Łucja", "Matti",
        "Nadia", "Oskar", "Petra", "Quentin", "Ritva", "Søren", "Tove", "Ulla", "Viktor", "Wilma", "Yuki", "Zoë",
    ]
}
