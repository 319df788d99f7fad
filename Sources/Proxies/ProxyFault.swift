public import HTTP1

/// Why a proxy opened no way.
public enum ProxyFault: Error, Hashable, Sendable {
    /// It wants credentials, and there are none; of a SOCKS server, that it lets nobody in without.
    case credentialsMissing
    /// It did not accept the credentials.
    case credentialsRefused
    /// It wants a kind of authentication that is not Basic; those it offered.
    case authenticationUnsupported([String])
    /// It answered CONNECT with another status.
    case refused(status: Int, reason: String, retryAfter: Duration?)
    /// Its answer to CONNECT is no HTTP.
    case malformed(HeadError)
    /// It does not speak SOCKS 5.
    case notSOCKS
    /// It accepts none of SOCKS's ways to authenticate that we have.
    case noAcceptableMethod
    /// It answered the SOCKS request with this code (RFC 1928 §6).
    case socks(SOCKSReply)
    /// It ended the transport before it had answered.
    case endedEarly
    /// What we are to send does not fit the protocol.
    case unsendable(String)
}

/// A SOCKS server's answer other than success (RFC 1928 §6).
public enum SOCKSReply: UInt8, Hashable, Sendable, CaseIterable {
    case generalFailure = 1
    case notAllowed = 2
    case networkUnreachable = 3
    case hostUnreachable = 4
    case connectionRefused = 5
    case expired = 6
    case commandUnsupported = 7
    case addressUnsupported = 8
    /// A code that the RFC does not assign.
    case unassigned = 0xFF
}

extension ProxyFault {
    /// Whether trying again can hardly help.
    public var isLasting: Bool {
        switch self {
        case .credentialsMissing, .credentialsRefused, .authenticationUnsupported, .notSOCKS, .noAcceptableMethod,
            .malformed, .unsendable:
            true
        case .refused(let status, _, let retryAfter):
            retryAfter == nil && !(500...599).contains(status) && ![408, 425, 429].contains(status)
        case .socks(let reply):
            switch reply {
            case .notAllowed, .commandUnsupported, .addressUnsupported: true
            case .generalFailure, .networkUnreachable, .hostUnreachable, .connectionRefused, .expired, .unassigned:
                false
            }
        case .endedEarly: false
        }
    }

    /// Whether the proxy could have let us through and did not.
    public var isRefusal: Bool {
        switch self {
        case .credentialsMissing, .credentialsRefused, .authenticationUnsupported, .noAcceptableMethod: true
        case .refused(let status, _, _): status == 401 || status == 403
        case .socks(let reply): reply == .notAllowed
        case .malformed, .notSOCKS, .endedEarly, .unsendable: false
        }
    }

    /// How long the proxy asks us to wait.
    public var retryAfter: Duration? {
        guard case .refused(_, _, let delay) = self else { return nil }
        return delay
    }
}

extension ProxyFault: CustomStringConvertible {
    /// What follows the proxy's name.
    public var description: String {
        switch self {
        case .credentialsMissing: "wants a user name and password"
        case .credentialsRefused: "did not accept the user name and password"
        case .authenticationUnsupported(let schemes):
            "wants \(schemes.joined(separator: " or ")) authentication, and only Basic is there"
        case .refused(let status, let reason, _):
            "refused: \(status)" + (reason.isEmpty ? "" : " \(reason)")
        case .malformed(let error): "\(error)"
        case .notSOCKS: "does not speak SOCKS 5"
        case .noAcceptableMethod: "accepts none of SOCKS's ways to authenticate that are there"
        case .socks(let reply): "could not reach the server: \(reply)"
        case .endedEarly: "closed the connection before it had answered"
        case .unsendable(let words): "cannot be asked: \(words)"
        }
    }
}

extension SOCKSReply: CustomStringConvertible {
    public var description: String {
        switch self {
        case .generalFailure: "general failure"
        case .notAllowed: "its rules do not allow it"
        case .networkUnreachable: "network unreachable"
        case .hostUnreachable: "host unreachable or unknown"
        case .connectionRefused: "connection refused"
        case .expired: "the time to live ran out"
        case .commandUnsupported: "it does not know the command"
        case .addressUnsupported: "it does not know the kind of address"
        case .unassigned: "a code that SOCKS does not have"
        }
    }
}
