extension String {
    /// The text itself up to so many bytes of UTF-8, of a longer one its beginning: what is kept of a text that is only shown.
    @inline(__always)
    func clipped(to bytes: Int = 256) -> String {
        utf8.count <= bytes ? self : beginning(bytes)
    }

    @inline(never)
    private func beginning(_ bytes: Int) -> String {
        var kept = String(decoding: utf8.prefix(max(0, bytes - 3)), as: UTF8.self)
        // A character that the cut has broken reads as U+FFFD.
        while kept.unicodeScalars.last == "\u{FFFD}" { kept.unicodeScalars.removeLast() }
        return kept + "…"
    }
}
