import Cartography
import Dashboard
import Domain
import Interface
import Lines
import Settings
import TUI
import Themes
import World

/// How the dashboard is to look, as far as it is decided before it is shown.
struct ScreenPlan: Sendable {
    var themes: ThemeCatalog
    /// `nil` where none was asked for: then the terminal decides.
    var theme: Theme?
    var keymap: Keymap
    var preset: Preset
    var atlas: Atlas
    /// Corners of the person's own maps.
    var home: [Coordinate]
    /// `nil` where nothing was asked for: then the terminal's font decides.
    var mapSymbols: DotCanvas.Mode?
    /// Why something is not as it was asked for.
    var remark: String?

    /// A person at the board, with this screen on a terminal of so many colours.
    func desk(for board: Board, depth: ColourDepth, hasBraille: Bool, at now: Timestamp) -> Desk {
        var desk = Desk(
            board: board, theme: theme ?? standardTheme(depth), themes: choices, keymap: keymap, preset: preset,
            map: MapState(atlas: atlas, symbols: mapSymbols ?? (hasBraille ? .braille : .ascii), home: home))
        if let remark { desk.say(remark, isBad: true, at: now) }
        return desk
    }

    /// Changes on a desk that is in use what this plan says otherwise than the one before; what the person has chosen else stays.
    func refresh(_ desk: inout Desk, after last: ScreenPlan, depth: ColourDepth, at now: Timestamp) {
        if theme != last.theme { desk.theme = theme ?? standardTheme(depth) }
        if preset != last.preset { desk.show(preset) }
        if let mapSymbols, mapSymbols != last.mapSymbols { desk.drawMap(with: mapSymbols) }
        desk.themes = choices
        desk.keymap = keymap
        if let remark { desk.say(remark, isBad: true, at: now) }
    }

    private var choices: [ThemeChoice] {
        themes.names.map { ThemeChoice(name: $0, description: themes.entry($0)?.description ?? "") }
    }

    /// Where few colours can be had, a theme made of just those.
    private func standardTheme(_ depth: ColourDepth) -> Theme {
        let name =
            switch depth {
            case .none: "mono"
            case .eight, .sixteen: "sixteen"
            case .palette256, .rgb: ThemeCatalog.standard
            }
        return (try? themes.theme(named: name)) ?? .basic
    }
}

/// Makes the plan of what the command line, the environment and the configuration say.
struct ScreenPlanner {
    let options: ScreenOptions
    private let configured: Configuration.Screen
    private let environment: [String: String]
    /// Where the configuration is, and what its relative paths start from.
    private let folder: String?
    /// The user's own themes.
    let ownThemes: [ThemeFile]

    /// - Parameters:
    ///   - targets: what is watched; a profile among them may have a look of its own.
    ///   - path: the configuration file, in the place of the standard one.
    init(
        _ options: ScreenOptions, targets: [String], config path: String?,
        _ environment: [String: String] = Environment.all
    ) throws(UsageError) {
        self.options = options
        self.environment = environment
        folder = ConfigurationFile.folder(path, environment)
        configured = Selection.screen(for: targets, try ConfigurationFile.load(path, environment))
        ownThemes = ThemeFolder.files(folder)
    }

    func plan() throws(UsageError) -> ScreenPlan {
        let themes = ThemeCatalog(own: ownThemes)
        let (theme, remark) = theme(themes)
        let own = try ownLayers()
        return ScreenPlan(
            themes: themes, theme: theme, keymap: configured.keymap ?? .standard, preset: try preset(),
            atlas: Atlas(layers: Self.builtInLayers + own), home: own.flatMap(\.corners), mapSymbols: try symbols(),
            remark: remark)
    }

    /// A theme that cannot be had is no reason not to watch an auction.
    private func theme(_ themes: ThemeCatalog) -> (Theme?, remark: String?) {
        guard let name = options.theme ?? configured.theme else { return (nil, nil) }
        do {
            return (try themes.theme(named: name), nil)
        } catch {
            return (nil, "\(error)")
        }
    }

    private func preset() throws(UsageError) -> Preset {
        guard let name = options.layout else { return configured.layout ?? .overview }
        return try named(name, "layout")
    }

    private func symbols() throws(UsageError) -> DotCanvas.Mode? {
        guard let name = options.mapSymbols else { return configured.mapSymbols }
        return try named(name, "map-symbols")
    }

    private func named<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String, _ option: String
    ) throws(UsageError) -> Choice {
        if let choice = Choice(rawValue: name) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        let question = Suggestion.nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
        throw UsageError("--\(option) \(name): expected \(known.joined(separator: ", "))\(question)")
    }

    /// A path of the configuration: from the home where it starts with `~/`, else from the configuration's folder.
    private func place(of path: String) -> String {
        if path.hasPrefix("~/"), let home = environment["HOME"] { return home + path.dropFirst() }
        guard !path.hasPrefix("/"), let folder else { return path }
        return folder + "/" + path
    }

    /// The world's outlines and the streets that are in the program.
    private static var builtInLayers: [MapLayer] {
        [
            MapLayer(outlines: WorldData.outlines),
            MapLayer(roads: WorldData.streets, attribution: WorldData.attribution),
            MapLayer(roads: WorldData.tramTracks, attribution: WorldData.attribution),
        ].compactMap(\.self)
    }

    private func ownLayers() throws(UsageError) -> [MapLayer] {
        var layers: [MapLayer] = []
        for path in options.map.isEmpty ? (configured.maps ?? []).map(place) : options.map {
            let text = try TextFile.read(path, limit: 64 << 20)
            do {
                layers.append(
                    try Array(text.utf8).withUnsafeBytes { bytes throws(GeoJSONError) in try GeoJSON.read(bytes) })
            } catch {
                throw UsageError("\(path): \(error)")
            }
        }
        return layers
    }
}
