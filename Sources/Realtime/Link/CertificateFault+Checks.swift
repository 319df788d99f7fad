public import Domain
internal import Proxies

extension CertificateFault {
    /// What is wrong with certificates that were not accepted.
    ///
    /// - Parameters:
    ///   - chain: what the server sent, its own first; not verified.
    ///   - words: what the TLS library said, for when nothing here explains it.
    public init(host: String, chain: [CertificateFacts], at now: Timestamp, words: String) {
        self.init(Self.check(host: host, chain: chain, at: now, words: words), host: host, certificate: chain.first)
    }

    private static func check(host: String, chain: [CertificateFacts], at now: Timestamp, words: String) -> Check {
        guard let leaf = chain.first else { return .other(words) }
        if leaf.validUntil < now { return .expired }
        if leaf.validFrom > now { return .notYetValid }
        if chain.count == 1, leaf.subject == leaf.issuer { return .selfSigned }
        if !leaf.isGood(for: host) { return .wrongName }
        if let stale = chain.dropFirst().first(where: { $0.validUntil < now }) {
            return .other("the certificate above it, of \(stale.subject), expired on \(stale.validUntil.day)")
        }
        return .unknownIssuer
    }
}

extension CertificateFacts {
    /// Whether one of its names is the host's; `*` stands for one whole label at the left (RFC 6125 §6.4.3).
    public func isGood(for host: String) -> Bool {
        guard NetworkAddress(host) == nil else { return addresses.contains(host) }
        let host = Self.normal(host)
        return names.contains { Self.covers(Self.normal($0), host) }
    }

    private static func covers(_ name: Substring, _ host: Substring) -> Bool {
        guard name.hasPrefix("*.") else { return name == host }
        guard let dot = host.firstIndex(of: "."), dot != host.startIndex else { return false }
        return name.dropFirst() == host[dot...]
    }

    private static func normal(_ name: String) -> Substring {
        let lowered = name.lowercased()
        return lowered.hasSuffix(".") ? lowered.dropLast() : Substring(lowered)
    }
}
