import ArgumentParser

/// How the dashboard looks: shared by every command that shows it.
struct ScreenOptions: ParsableArguments, Sendable {
    @Option(help: "A theme's name; spotter themes lists them.")
    var theme: String?

    @Option(help: "Which panes to show at first: overview, auctions, rides, notifications or feeds.")
    var layout: String?

    @Option(help: "A GeoJSON file to draw on the map, beside the world's outlines; may be repeated.")
    var map: [String] = []

    @Option(help: "What the map is drawn with: braille, quadrants or ascii.")
    var mapSymbols: String?
}
