import CNcurses
import TUI

/// Turns what `get_wch` says into keys, mouse events and pastes.
struct InputDecoder {
    /// Codes that we give to sequences which ncurses does not know; above all of its own.
    enum Code {
        static let pasteStart: Int32 = 0x4001
        static let pasteEnd: Int32 = 0x4002
    }

    /// One answer of `get_wch`.
    enum Symbol: Hashable {
        case character(UInt32)
        case key(Int32)
    }

    /// Keys with modifiers, whose codes differ from terminal to terminal.
    private let extended: [Int32: Key]
    private var pasted: Paste?
    private var mouse = MouseDecoder()
    private var waiting: [Symbol] = []

    /// Text between the marks of a bracketed paste.
    private struct Paste {
        var text = String.UnicodeScalarView()
        /// Scalars in `text`, which itself would have to count them one by one.
        var count = 0
        var lastAt: ContinuousClock.Instant

        mutating func append(_ scalar: Unicode.Scalar) {
            guard count < InputDecoder.pasteLimit else { return }
            text.append(scalar)
            count += 1
        }
    }

    /// A megabyte or so; more is a mistake, not a message.
    private static let pasteLimit = 1 << 18
    /// A paste whose end mark never comes must not swallow the keyboard for good.
    private static let pastePatience = Duration.seconds(1)

    init(extended: [Int32: Key]) {
        self.extended = extended
    }

    /// Forgets the button that is held, of whose release nobody will tell.
    mutating func releaseMouse() {
        mouse = MouseDecoder()
    }

    /// The next input, or nil when nothing waits.
    /// - Parameter read: gives one symbol, or nil when there is none.
    /// - Parameter mouseEvent: gives the event behind `KEY_MOUSE`.
    mutating func next(
        now: ContinuousClock.Instant, read: () -> Symbol?, mouseEvent: () -> MEVENT?, size: () -> Size
    ) -> Input? {
        if let release = mouse.pending() { return .mouse(release) }
        while let symbol = waiting.isEmpty ? read() : waiting.removeFirst() {
            if pasted != nil {
                if let text = collect(symbol, now: now) { return .paste(text) }
                continue
            }
            switch symbol {
            case .key(Code.pasteStart): pasted = Paste(lastAt: now)
            case .key(KEY_RESIZE): return .resize(size())
            case .key(KEY_MOUSE):
                if let event = mouseEvent(), let decoded = mouse.decode(event) { return .mouse(decoded) }
            case .key(let code): if let key = extended[code] ?? Self.key(code) { return .key(key) }
            case .character(0x1B): if let key = escaped(read) { return .key(key) }
            case .character(let code): return .key(Self.key(typed: code))
            }
        }
        return abandonedPaste(now: now)
    }

    /// After an escape: a character that came with it means alt; a sequence that nobody knows is swallowed whole.
    private mutating func escaped(_ read: () -> Symbol?) -> Key? {
        guard let next = read() else { return Key(.escape) }
        guard case .character(let code) = next else {
            waiting.append(next)
            return Key(.escape)
        }
        switch code {
        case 0x1B:
            waiting.append(next)
            return Key(.escape)
        case 0x5B, 0x4F:
            guard let after = read() else { return Key(Self.character(code), .alt) }
            swallow(from: after, isControlSequence: code == 0x5B, read)
            return nil
        default:
            let key = Self.key(typed: code)
            return Key(key.code, key.modifiers.union(.alt))
        }
    }

    /// Reads on to the final byte of a control sequence; of `ESC O`, one character.
    private mutating func swallow(from first: Symbol, isControlSequence: Bool, _ read: () -> Symbol?) {
        var symbol: Symbol? = first
        // No sequence that a terminal sends is longer.
        for _ in 0..<64 {
            guard let current = symbol else { return }
            guard case .character(let code) = current else { return waiting.append(current) }
            if !isControlSequence || (0x40...0x7E).contains(code) { return }
            symbol = read()
        }
    }

    private mutating func collect(_ symbol: Symbol, now: ContinuousClock.Instant) -> String? {
        pasted?.lastAt = now
        switch symbol {
        case .key(Code.pasteEnd):
            defer { pasted = nil }
            return pasted.map { String($0.text) }
        case .key:
            return nil
        case .character(let code):
            guard let scalar = Unicode.Scalar(code == 0x0D ? 0x0A : code) else { return nil }
            pasted?.append(scalar)
            return nil
        }
    }

    private mutating func abandonedPaste(now: ContinuousClock.Instant) -> Input? {
        guard let paste = pasted, paste.lastAt.duration(to: now) > Self.pastePatience else { return nil }
        pasted = nil
        return .paste(String(paste.text))
    }
}
