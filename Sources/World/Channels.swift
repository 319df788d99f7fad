/// The names under which the world publishes.
enum Channel {
    static let cars = "vehicles.helsinki"
    static let trams = "trams.helsinki"
    static let rides = "rides.helsinki"
    static let notifications = "notifications.42"
    static let saleRoom = "presence-saleroom"
}

extension World {
    /// Every public channel on which this world publishes; they never change.
    public static let channels: [String] =
        [Channel.notifications, Channel.rides, Channel.cars, Channel.trams] + Department.all.map(\.channel)

    /// The presence channel of the sale room: who follows the sale. Nothing is published on it.
    public static let saleRoom = Channel.saleRoom

    /// The watcher, as bids, lots and the sale room name it.
    public static let me = Paddle.me.name
}
