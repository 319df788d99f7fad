internal import HTTP1

extension WebAddress {
    /// What a reference stands for here, its fragment left out; `nil` where that is no address of these schemes (RFC 3986 §5.2).
    public func resolving(_ reference: String) -> WebAddress? {
        let reference = reference.prefix { $0 != "#" }
        guard reference.utf8.count <= Self.lengthLimit, ASCII.isGraphic(String(reference)) else { return nil }
        var resolved = self
        if Self.scheme(of: reference) != nil {
            guard let whole = try? WebAddress(String(reference)) else { return nil }
            resolved = whole
        } else if reference.hasPrefix("//") {
            guard let elsewhere = try? WebAddress("\(scheme.rawValue):\(reference)") else { return nil }
            resolved = elsewhere
        } else {
            resolved.path = merged(reference)
        }
        resolved.path = Self.withoutDotSegments(resolved.path)
        return resolved.path.utf8.count <= Self.lengthLimit ? resolved : nil
    }

    /// RFC 3986 §5.2.2 and §5.2.3, for a reference with neither scheme nor host.
    private func merged(_ reference: Substring) -> String {
        if reference.isEmpty { return path }
        if reference.hasPrefix("/") { return String(reference) }
        let own = path.prefix { $0 != "?" }
        if reference.hasPrefix("?") { return "\(own)\(reference)" }
        let folder = own.lastIndex(of: "/").map { own[...$0] } ?? "/"
        return "\(folder)\(reference)"
    }

    /// RFC 3986 §5.2.4, for a path that starts with `/`, with the query behind it.
    private static func withoutDotSegments(_ whole: String) -> String {
        let path = whole.prefix { $0 != "?" }
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        var kept: [Substring] = []
        for (index, segment) in segments.enumerated() {
            if segment == ".." { _ = kept.popLast() }
            if segment != ".", segment != ".." {
                kept.append(segment)
            } else if index == segments.count - 1 {
                kept.append("")
            }
        }
        return "/" + kept.joined(separator: "/") + whole[path.endIndex...]
    }
}
