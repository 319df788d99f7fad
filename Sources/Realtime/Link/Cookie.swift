internal import Domain
internal import HTTP1
internal import Proxies

/// A cookie and where it may go (RFC 6265 §5.3).
struct Cookie: Hashable {
    var name: String
    var value: String
    /// In lower case.
    private(set) var domain: String
    /// Only for the very host that set it, and not for those below.
    private var isHostOnly: Bool
    private(set) var path: String
    private var isSecure: Bool
    /// `nil` while it lasts as long as we do.
    private var expiry: Timestamp?

    /// The most bytes of name and value together.
    private static let sizeLimit = 4 << 10
    private static let pathLimit = 1 << 10

    /// Reads a `Set-Cookie` (RFC 6265 §5.2, §5.3); `nil` where it is none, or one that this host may not set.
    init?(_ text: String, from address: WebAddress, at now: Timestamp) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        guard let pair = parts.first, let equals = pair.firstIndex(of: "=") else { return nil }
        name = String(ASCII.trim(pair[..<equals]))
        value = String(ASCII.trim(pair[equals...].dropFirst()))
        let attributes = CookieAttributes(parts.dropFirst(), at: now)
        path = attributes.path ?? Self.folder(of: address)
        domain = attributes.domain ?? address.host
        // A label alone may be a whole country's. Beyond that there is no list here of domains that belong to nobody (RFC 6265 §5.3).
        isHostOnly = attributes.domain == nil || !domain.contains(".")
        isSecure = attributes.isSecure
        expiry = attributes.expiry
        guard isSendable, mayBeSet(by: address) else { return nil }
    }

    /// Whether it replaces another (RFC 6265 §5.3).
    func isSame(as other: Cookie) -> Bool {
        name == other.name && domain == other.domain && path == other.path
    }

    func hasExpired(at now: Timestamp) -> Bool { expiry.map { $0 <= now } ?? false }

    /// RFC 6265 §5.4.
    func isMeant(for address: WebAddress) -> Bool {
        isInDomain(address.host) && (address.scheme.isSecure || !isSecure) && covers(address.path.prefix { $0 != "?" })
    }

    // MARK: Checks

    /// Not too large, and without characters that could do harm in a header.
    private var isSendable: Bool {
        let isClean = (name + value).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
        return isClean && !name.isEmpty && name.utf8.count + value.utf8.count <= Self.sizeLimit
            && path.utf8.count <= Self.pathLimit
    }

    /// By nobody for others, and where it is to be kept from listeners, not in their hearing.
    private func mayBeSet(by address: WebAddress) -> Bool {
        isInDomain(address.host) && (address.scheme.isSecure || !isSecure)
    }

    /// Whether a host lies in the cookie's domain (RFC 6265 §5.1.3); in an address lies nothing but itself.
    private func isInDomain(_ host: String) -> Bool {
        guard host != domain else { return true }
        return !isHostOnly && host.hasSuffix("." + domain) && NetworkAddress(host) == nil
    }

    /// RFC 6265 §5.1.4.
    private func covers(_ wanted: Substring) -> Bool {
        guard wanted.hasPrefix(path) else { return false }
        return path.hasSuffix("/") || wanted.utf8.count == path.utf8.count
            || wanted.dropFirst(path.count).hasPrefix("/")
    }

    /// The default path (RFC 6265 §5.1.4).
    private static func folder(of address: WebAddress) -> String {
        let path = address.path.prefix { $0 != "?" }
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}
