import CNcurses
import Glibc
public import TUI

/// The terminal as a full screen, from `init` to the end of the value's life.
///
/// It is on the alternate screen, in raw mode, with the keypad, the mouse and bracketed paste on. However the program ends, the
/// terminal gets back what it had: by `deinit`, by `exit`, or from a handler of crash signals. INT, TERM and the like
/// must end the value's life; see `Signals`.
@MainActor
public struct Terminal: ~Copyable {
    /// What the user may ask for.
    public struct Options: Hashable, Sendable {
        /// Whether the mouse is ours; without it the terminal's own selection of text works.
        public var usesMouse: Bool
        /// The most colours to use; nil asks the environment and the terminal.
        public var depth: ColourDepth?
        /// The characters to use; nil asks the terminal.
        public var repertoire: Repertoire?

        public init(usesMouse: Bool = true, depth: ColourDepth? = nil, repertoire: Repertoire? = nil) {
            self.usesMouse = usesMouse
            self.depth = depth
            self.repertoire = repertoire
        }
    }

    /// Columns and rows, as of the start, the last resize or the last `resume`.
    public private(set) var size: Size
    /// Watch this for reading, and call `nextInput` until it is nil.
    public let inputDescriptor: Int32
    /// Colours in use, after `NO_COLOR` and what the terminal has.
    public let depth: ColourDepth
    /// Characters in use.
    public let repertoire: Repertoire

    private let device: Device
    private let screen: Screen
    private var extras: Extras
    private var painter: Painter
    private var decoder: InputDecoder
    private var isSuspended = false

    /// Takes the terminal.
    /// - Throws: `TerminalError` before anything was changed on the screen.
    public init(_ options: Options = Options()) throws(TerminalError) {
        let device = try Device.open()
        _ = Locale.enterUTF8()
        let screen: Screen
        do throws(TerminalError) {
            screen = try Screen.start(on: device, depth: options.depth)
        } catch {
            device.close()
            throw error
        }
        let standard: Repertoire = device.name == "linux" ? .console : .unicode
        self.device = device
        self.screen = screen
        inputDescriptor = device.input
        depth = screen.colours.depth
        extras = Extras(usesMouse: options.usesMouse)
        repertoire = options.repertoire ?? standard
        painter = Painter(
            colours: screen.colours, repertoire: options.repertoire ?? standard,
            links: extras.hasPrivateModes ? LinkWriter(device: device) : nil)
        decoder = InputDecoder(extended: InputDecoder.extendedKeys())
        size = device.size
        CrashGuard.arm(extras.resetBytes)
        extras.enable(on: device)
        fitSize()
    }

    deinit {
        if !isSuspended { Self.leave(device, extras) }
        screen.stop()
        device.close()
    }

    /// Shows a grid; only what differs from the last one is sent. A grid of another size is clipped or leaves blanks.
    public mutating func paint(_ grid: borrowing Grid) {
        guard !isSuspended else { return }
        painter.paint(copy grid)
    }

    /// What was typed, clicked, pasted or resized next; nil when nothing waits.
    public mutating func nextInput() -> Input? {
        guard !isSuspended else { return nil }
        let input = decoder.next(now: .now, read: Self.readSymbol, mouseEvent: Self.readMouse, size: { device.size })
        if case .resize = input { return .resize(resized()) }
        return input
    }

    /// Whether the terminal is gone; its descriptor then stays readable for ever and should no longer be watched.
    public var isHungUp: Bool { spotter_is_hung_up(inputDescriptor) != 0 }

    /// Asks the terminal for its size and fits the screen to it; call it on SIGWINCH, then paint.
    @discardableResult
    public mutating func resized() -> Size {
        fitSize()
        painter.invalidate()
        return size
    }

    /// Sends everything again at the next paint, for when something else wrote on the screen.
    public mutating func redraw() {
        painter.invalidate()
        spotter_forget()
    }

    /// Gives the terminal back for a while: for ^Z, an editor or a message. Input and painting do nothing until `resume`.
    public mutating func suspend() {
        guard !isSuspended else { return }
        isSuspended = true
        Self.leave(device, extras)
    }

    /// Takes the terminal again after `suspend`; paint next.
    public mutating func resume() {
        guard isSuspended else { return }
        isSuspended = false
        CrashGuard.arm(extras.resetBytes)
        redraw()
        _ = spotter_flush()
        extras.enable(on: device)
        decoder.releaseMouse()
        fitSize()
    }

    /// Takes the mouse, or leaves it to the terminal, whose own selection of text then works. Holds on past `suspend`.
    public mutating func setMouse(_ isOn: Bool) {
        guard isOn != extras.usesMouse else { return }
        extras.usesMouse = isOn
        decoder.releaseMouse()
        if !isSuspended { extras.enable(on: device) }
    }

    /// Whether the mouse is ours.
    public var usesMouse: Bool { extras.usesMouse }

    /// Hands text to the clipboard of the machine that the terminal runs on, as far as the terminal allows that.
    /// - Throws: when nothing was sent.
    public func copy(_ text: String) throws(CopyError) {
        guard !isSuspended else { throw .suspended }
        guard extras.hasPrivateModes else { throw .unsupported }
        let multiplexer = Clipboard.Multiplexer(tmux: environment("TMUX"), term: device.name)
        device.write(try Clipboard.sequence(for: text, through: multiplexer))
    }

    /// Rings, or flashes where the terminal rather does that.
    public func bell() {
        beep()
    }

    /// Gives the terminal back at once, from any thread or signal handler, for a program that is about to `_exit`.
    public nonisolated static func restoreNow() {
        CrashGuard.restoreNow()
    }

    private nonisolated static func leave(_ device: Device, _ extras: Extras) {
        extras.disable(on: device)
        endwin()
        // Without a screen of its own the picture stays, and what is said next would begin in the middle of its last line.
        if Capability.string("rmcup") == nil { device.write(Capability.bytes("el")) }
        CrashGuard.disarm()
    }

    private mutating func fitSize() {
        size = device.size
        spotter_fit(Int32(clamping: size.height), Int32(clamping: size.width))
    }

    private static func readSymbol() -> InputDecoder.Symbol? {
        var code: wint_t = 0
        switch spotter_read(&code) {
        case KEY_CODE_YES: return .key(Int32(bitPattern: code))
        case OK: return .character(UInt32(code))
        default: return nil
        }
    }

    private static func readMouse() -> MEVENT? {
        var event = MEVENT()
        return getmouse(&event) == OK ? event : nil
    }
}
