import CNcurses
import Glibc
import Synchronization
import TUI

/// ncurses' screen, of which a process has one: started, given colours, stopped.
struct Screen {
    private static let isOpen = Atomic(false)

    private let handle: OpaquePointer
    let colours: ColourTable

    /// Opens the terminal and finds out how many colours to use.
    static func start(on device: Device, depth: ColourDepth?) throws(TerminalError) -> Screen {
        guard !isOpen.exchange(true, ordering: .relaxed) else { throw .alreadyOpen }
        do throws(TerminalError) {
            return try Screen(device, depth: depth)
        } catch {
            isOpen.store(false, ordering: .relaxed)
            throw error
        }
    }

    private init(_ device: Device, depth: ColourDepth?) throws(TerminalError) {
        try Self.check(device)
        guard CrashGuard.remember(device.input) else { throw .noTerminal }
        let available = Self.depthAvailable
        let wanted = min(depth ?? Self.preferredDepth(available), available)
        let screen = wanted == .rgb && !Capability.flag("RGB") ? Self.openExtended(device) : nil
        let isExtended = screen != nil
        guard let screen = screen ?? spotter_newterm(device.name, device.outputFile, device.inputFile) else {
            throw .unusable(device.name)
        }
        handle = screen
        set_term(screen)
        spotter_configure(25)
        colours = Self.colourTable(wanted, isExtended: isExtended)
    }

    /// Frees the screen; `endwin` has been called.
    func stop() {
        delscreen(handle)
        Self.isOpen.store(false, ordering: .relaxed)
    }

    /// `newterm` leaves the program when the terminal is unknown, so this asks first.
    private static func check(_ device: Device) throws(TerminalError) {
        var status: Int32 = 0
        let isFound = setupterm(device.name, device.output, &status) == OK
        // status 0 is also given for a generic entry, such as "unknown"; -1 means that there is no database.
        guard isFound, status == 1 else { throw .unknown(device.name) }
        guard Capability.string("cup") != nil, Capability.string("clear") != nil else { throw .tooDumb(device.name) }
    }

    /// What the terminal can show, by its description and by `COLORTERM`.
    private static var depthAvailable: ColourDepth {
        guard let colours = Capability.number("colors"), Capability.string("setaf") != nil else { return .none }
        let claimsAll = ["truecolor", "24bit"].contains(environment("COLORTERM") ?? "")
        if Capability.flag("RGB") || colours >= 256 && claimsAll { return .rgb }
        return colours >= 256 ? .palette256 : colours >= 16 ? .sixteen : colours >= 8 ? .eight : .none
    }

    /// https://no-color.org: set and not empty means no colour, unless the user asked for some in another way.
    private static func preferredDepth(_ available: ColourDepth) -> ColourDepth {
        environment("NO_COLOR") == nil ? available : .none
    }

    /// Opens the terminal by its description with colours past the palette; nil when that cannot be made.
    private static func openExtended(_ device: Device) -> OpaquePointer? {
        guard let description = TerminalDescription(named: device.name)?.extended() else { return nil }
        let before = environment("TERMINFO")
        setenv("TERMINFO", description.environmentValue, 1)
        defer {
            if let before { setenv("TERMINFO", before, 1) } else { unsetenv("TERMINFO") }
        }
        // newterm leaves the program for a description that it rejects; setupterm says so instead.
        var status: Int32 = 0
        guard setupterm(device.name, device.output, &status) == OK, status == 1,
            Capability.number("colors") == TerminalDescription.colours
        else { return nil }
        return spotter_newterm(device.name, device.outputFile, device.inputFile)
    }

    private static func colourTable(_ wanted: ColourDepth, isExtended: Bool) -> ColourTable {
        guard wanted != .none, has_colors(), start_color() == OK, use_default_colors() == OK else {
            return ColourTable(depth: .none, numbering: .palette, limit: 1)
        }
        let limit = Int32(clamping: min(Capability.number("pairs") ?? 64, 65536))
        guard wanted == .rgb else { return ColourTable(depth: wanted, numbering: .palette, limit: limit) }
        if isExtended { return ColourTable(depth: .rgb, numbering: .levels, limit: limit) }
        guard Capability.flag("RGB") else { return ColourTable(depth: .palette256, numbering: .palette, limit: limit) }
        return ColourTable(depth: .rgb, numbering: .direct, limit: limit)
    }
}
