import Domain
import JSON
import Testing

@testable import World

/// A world of this seed that begins at a fixed moment.
func world(_ seed: UInt64) -> World {
    World(seed: seed, start: Telling.start)
}

/// One publication, its data read.
struct Telling {
    static let start = Timestamp(milliseconds: 1_795_255_200_000)

    var at: Double
    var channel: String
    var name: String
    private var texts: [String: String] = [:]

    /// The members of objects inside go by paths such as `driver.id`.
    init(_ publication: Publication) throws {
        at = publication.at.inSeconds
        channel = publication.channel
        name = publication.name
        texts = try JSONDocument().read(publication.data) { Self.flatten($0, "") }
    }

    private static func flatten(_ object: JSONValue, _ prefix: String) -> [String: String] {
        var texts: [String: String] = [:]
        for (key, value) in object.members {
            let path = prefix + key.string
            if let text = value.stringOrNumber {
                texts[path] = text.string
            } else {
                texts.merge(flatten(value, path + ".")) { old, _ in old }
            }
        }
        return texts
    }

    /// When it happened, by its own account: seconds since the start.
    func ownTime() throws -> Double {
        Double(try integer("ts") - Self.start.milliseconds) / 1_000
    }

    subscript(key: String) -> String? { texts[key] }

    func integer(_ key: String) throws -> Int64 {
        try #require(texts[key].flatMap { Int64($0) }, "\(name) has no \(key)")
    }

    func number(_ key: String) throws -> Double {
        try #require(texts[key].flatMap { Double($0) }, "\(name) has no \(key)")
    }

    func place() throws -> Point {
        Point(latitude: try number("lat"), longitude: try number("lon"))
    }
}

/// What a world of this seed publishes on channels whose names begin with one of `channels`.
func tellings(_ seed: UInt64, minutes: Int, on channels: [String]) throws -> [Telling] {
    var world = world(seed)
    return try world.advance(to: .seconds(60 * minutes)).compactMap { occurrence in
        guard case .publish(let publication) = occurrence,
            channels.contains(where: { publication.channel.hasPrefix($0) })
        else { return nil }
        return try Telling(publication)
    }
}
