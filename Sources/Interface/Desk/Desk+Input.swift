import Dashboard
public import Domain
public import TUI

extension Desk {
    /// Does what a person's input means at that time, and answers what has to happen outside.
    public mutating func handle(_ input: Input, at now: Timestamp) -> [Effect] {
        self.now = now
        switch input {
        case .key(let key): return take(key)
        case .mouse(let event): return take(event)
        case .paste(let text):
            paste(text)
            return []
        case .resize(let size):
            self.size = size
            return []
        }
    }

    private mutating func take(_ key: KeyPress) -> [Effect] {
        // Whatever has the keyboard, these are nothing that could be typed.
        if key.modifiers.contains(.control), let command = keymap.command(for: key, in: .lists),
            command == .quit || command == .redraw || command == .suspend
        {
            return perform(command)
        }
        switch mode {
        case .panes:
            let scope: Command.Scope = board.focus == .map ? .map : .lists
            guard let command = keymap.command(for: key, in: scope) else { return [] }
            toast = nil
            return perform(command)
        case .search(let input): return search(input, key)
        case .filter(let input, let before): return filter(input, before, key)
        case .palette(var palette):
            let choice = palette.take(key, self)
            mode = palette.isOpen ? .palette(palette) : .panes
            return choice.map { perform($0) } ?? []
        case .help(var help):
            help.take(key, lines: HelpOverlay.lines(help, self).count, room: HelpOverlay.room(size))
            mode = help.isOpen ? .help(help) : .panes
            return []
        case .themes(var picker):
            let effects = picker.take(key)
            mode = picker.isOpen ? .themes(picker) : .panes
            if !picker.isOpen, picker.isChosen {
                say("Theme \(picker.selected); keep it with theme = \"\(picker.selected)\" in the configuration")
            }
            return effects
        }
    }

    /// Typing marks what matches and moves nothing; enter goes there.
    private mutating func search(_ input: TextInput, _ key: KeyPress) -> [Effect] {
        var input = input
        switch key.code {
        case .enter:
            mode = .panes
            sought = Query(input.text)
            find(forward: true)
        case .escape:
            mode = .panes
            sought = Query("")
        default:
            if key.code == .backspace, input.text.isEmpty {
                mode = .panes
                return []
            }
            _ = input.take(key)
            sought = Query(input.text)
            mode = .search(input)
        }
        return []
    }

    /// The list follows what is typed; escape brings the former filter back.
    private mutating func filter(_ input: TextInput, _ before: Query, _ key: KeyPress) -> [Effect] {
        var input = input
        switch key.code {
        case .enter: mode = .panes
        case .escape:
            mode = .panes
            board.perform(.filter(before))
        default:
            _ = input.take(key)
            mode = .filter(input, before: before)
            board.perform(.filter(Query(input.text)))
            scrolls[board.focus, default: ListScroll()].reveal()
        }
        return []
    }

    /// Does what was chosen in the palette.
    private mutating func perform(_ choice: Palette.Choice) -> [Effect] {
        switch choice {
        case .command(let command): return perform(command)
        case .layout(let preset): use(preset)
        case .theme(let name):
            say("Theme \(name)")
            return [.use(theme: name)]
        case .snooze(let duration): snooze(for: duration)
        case .symbols(let symbols): atlas.symbols = symbols
        case .idle(let text): say(text, isBad: true)
        case .unknown(let text): say("No command is called \(text); ? shows them all", isBad: true)
        }
        return []
    }

    private mutating func paste(_ text: String) {
        switch mode {
        case .search(var input):
            input.paste(text)
            sought = Query(input.text)
            mode = .search(input)
        case .filter(var input, let before):
            input.paste(text)
            mode = .filter(input, before: before)
            board.perform(.filter(Query(input.text)))
        case .palette(var palette):
            palette.paste(text, self)
            mode = .palette(palette)
        case .panes, .help, .themes: break
        }
    }
}
