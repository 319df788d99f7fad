/// The eight pieces of a frame.
public struct Border: Hashable, Sendable {
    public let topLeft, top, topRight, left, right, bottomLeft, bottom, bottomRight: Glyph
    /// Where a dividing line meets the sides.
    public let leftTee, rightTee: Glyph

    /// From the pieces in the order ╭─╮│╰╯├┤.
    init(_ pieces: String) {
        var scalars = pieces.unicodeScalars.map { Glyph($0) }[...]
        func take() -> Glyph { scalars.popFirst() ?? .space }
        topLeft = take()
        top = take()
        topRight = take()
        left = take()
        bottomLeft = take()
        bottomRight = take()
        leftTee = take()
        rightTee = take()
        right = left
        bottom = top
    }

    public static let rounded = Border("╭─╮│╰╯├┤")
    public static let square = Border("┌─┐│└┘├┤")
    public static let heavy = Border("┏━┓┃┗┛┣┫")
    public static let double = Border("╔═╗║╚╝╠╣")
    public static let ascii = Border("+-+|++++")
}

extension Grid {
    /// Draws a frame on the outermost cells of `area`; what is too small for one stays as it is.
    public mutating func frame(_ area: Rect, border: Border = .rounded, style: Style = .plain) {
        guard area.width >= 2, area.height >= 2 else { return }
        let right = area.maxX - 1
        let bottom = area.maxY - 1
        fill(area.row(0).inset(horizontal: 1), with: border.top, style: style)
        fill(area.row(area.height - 1).inset(horizontal: 1), with: border.bottom, style: style)
        for y in area.minY + 1..<bottom {
            put(border.left, at: Point(x: area.minX, y: y), style: style)
            put(border.right, at: Point(x: right, y: y), style: style)
        }
        put(border.topLeft, at: area.origin, style: style)
        put(border.topRight, at: Point(x: right, y: area.minY), style: style)
        put(border.bottomLeft, at: Point(x: area.minX, y: bottom), style: style)
        put(border.bottomRight, at: Point(x: right, y: bottom), style: style)
    }
}
