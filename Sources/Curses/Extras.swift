import CNcurses
import TUI

/// What we switch on beyond ncurses: reports of drags, and marks around pasted text.
struct Extras {
    /// Whether the mouse is ours; without it the terminal's own selection of text works.
    var usesMouse: Bool
    /// Whether the terminal speaks xterm's private modes; the others would print them.
    let hasPrivateModes: Bool

    /// Press and release (1000) is what ncurses asks for; 1002 adds moves with a button held.
    private static let dragsOn = "\u{1B}[?1002h"
    private static let mouseOff = "\u{1B}[?1002l\u{1B}[?1006l\u{1B}[?1000l"
    private static let pasteOn = "\u{1B}[?2004h"
    private static let pasteOff = "\u{1B}[?2004l"

    init(usesMouse: Bool) {
        hasPrivateModes = Capability.string("kmous")?.hasPrefix("\u{1B}[") == true
        self.usesMouse = usesMouse
        guard hasPrivateModes else { return }
        mouseinterval(0)
        define_key("\u{1B}[200~", InputDecoder.Code.pasteStart)
        define_key("\u{1B}[201~", InputDecoder.Code.pasteEnd)
    }

    /// Switches on what is wanted, and the mouse off where it is not; the screen must be ours.
    func enable(on device: Device) {
        guard hasPrivateModes else { return }
        // ncurses writes its own part at once, and again after each `endwin`.
        mousemask(usesMouse ? spotter_mouse_all : 0, nil)
        device.write(Self.pasteOn + (usesMouse ? Self.dragsOn : Self.mouseOff))
    }

    func disable(on device: Device) {
        guard hasPrivateModes else { return }
        device.write(Self.pasteOff + Self.mouseOff)
    }

    /// All that has to be written to leave the screen when ncurses no longer can.
    var resetBytes: [CChar] {
        let modes = hasPrivateModes ? Self.pasteOff + Self.mouseOff : ""
        let text = modes + ["sgr0", "op", "rmkx", "cnorm", "rmcup"].map(Capability.bytes).joined()
        return text.utf8.map { CChar(bitPattern: $0) }
    }
}
