import CNcurses
import TUI

/// Turns ncurses' mouse events into presses, drags, releases and wheel steps.
struct MouseDecoder {
    private var held: MouseEvent.Button?
    private var release: MouseEvent?

    private static let buttons: [(number: Int32, button: MouseEvent.Button)] = [(1, .left), (2, .middle), (3, .right)]

    /// The release that came together with the press before.
    mutating func pending() -> MouseEvent? {
        defer { release = nil }
        return release
    }

    /// The event, nil for those that mean nothing here.
    mutating func decode(_ event: MEVENT) -> MouseEvent? {
        let position = Point(x: max(0, Int(event.x)), y: max(0, Int(event.y)))
        let modifiers = Self.modifiers(event.bstate)
        if let button = Self.button(event.bstate, spotter_is_click) {
            held = nil
            release = MouseEvent(.release(button), at: position, modifiers)
            return MouseEvent(.press(button), at: position, modifiers)
        }
        return kind(event.bstate).map { MouseEvent($0, at: position, modifiers) }
    }

    private mutating func kind(_ state: mmask_t) -> MouseEvent.Kind? {
        if spotter_is_press(state, 4) != 0 { return .wheelUp }
        if spotter_is_press(state, 5) != 0 { return .wheelDown }
        if let button = Self.button(state, spotter_is_press) {
            // A terminal that reports drags repeats the press while the button is held.
            defer { held = button }
            return held == button ? .drag(button) : .press(button)
        }
        if let button = Self.button(state, spotter_is_release) {
            held = nil
            return .release(button)
        }
        return state & spotter_mouse_moved != 0 ? held.map { .drag($0) } : nil
    }

    private static func button(_ state: mmask_t, _ test: (mmask_t, Int32) -> Int32) -> MouseEvent.Button? {
        buttons.first { test(state, $0.number) != 0 }?.button
    }

    private static func modifiers(_ state: mmask_t) -> Key.Modifiers {
        var modifiers: Key.Modifiers = []
        if state & spotter_mouse_shift != 0 { modifiers.insert(.shift) }
        if state & spotter_mouse_control != 0 { modifiers.insert(.control) }
        if state & spotter_mouse_alt != 0 { modifiers.insert(.alt) }
        return modifiers
    }
}
