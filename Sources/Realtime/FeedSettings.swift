/// What a person says of one feed; a protocol makes an adapter of it.
public struct FeedSettings: Hashable, Sendable {
    /// Who we are on channels that show their members.
    public struct Member: Hashable, Sendable {
        public var id: String
        /// A JSON document about the member; handed on as it is.
        public var info: String?

        public init(id: String, info: String? = nil) {
            self.id = id
            self.info = info
        }
    }

    /// One of the protocol's own settings, as its entry in the catalogue lists it.
    public enum Value: Hashable, Sendable {
        case text(String)
        case texts([String])
        case flag(Bool)
        case number(Int)
        case secret(Secret)
    }

    /// The URL, with the protocol's own scheme or one of `ws`, `wss`, `http`, `https`.
    public var url: String
    /// What will be subscribed to at the start; more may follow.
    public var channels: [String]
    /// The app's secret, key, token or password, whichever the service has.
    public var secret: Secret?
    /// Who gives leave or tokens in the place of a secret of ours.
    public var endpoint: AuthEndpoint?
    public var member: Member?
    /// Tell the service who the user is, for events addressed to one user.
    public var signsIn: Bool
    /// The protocol's own settings, by name.
    public var values: [String: Value]

    public init(
        url: String, channels: [String] = [], secret: Secret? = nil, endpoint: AuthEndpoint? = nil,
        member: Member? = nil, signsIn: Bool = false, values: [String: Value] = [:]
    ) {
        self.url = url
        self.channels = channels
        self.secret = secret
        self.endpoint = endpoint
        self.member = member
        self.signsIn = signsIn
        self.values = values
    }
}

extension FeedSettings {
    public func text(_ name: String) -> String? {
        guard case .text(let text) = values[name] else { return nil }
        return text
    }

    public func texts(_ name: String) -> [String]? {
        switch values[name] {
        case .texts(let texts): texts
        case .text(let text): [text]
        case .flag, .number, .secret, nil: nil
        }
    }

    public func flag(_ name: String) -> Bool? {
        guard case .flag(let flag) = values[name] else { return nil }
        return flag
    }

    public func number(_ name: String) -> Int? {
        guard case .number(let number) = values[name] else { return nil }
        return number
    }

    public func secret(_ name: String) -> Secret? {
        guard case .secret(let secret) = values[name] else { return nil }
        return secret
    }
}

/// A setting that only one protocol has: a key of a feed in the configuration, and `--set NAME=VALUE` on the command line.
public struct ProtocolSetting: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case text
        /// Several; on the command line separated by commas, but for those inside braces, brackets and double quotes.
        case texts
        case flag
        case number(ClosedRange<Int>)
        /// Never on the command line; in the configuration only by reference.
        case secret
        /// One of these words.
        case choice([String])
    }

    /// Lower case, words joined by `_`.
    public let name: String
    public let kind: Kind
    /// One line, for lists.
    public let summary: String

    public init(_ name: String, _ kind: Kind, _ summary: String) {
        self.name = name
        self.kind = kind
        self.summary = summary
    }
}

extension ProtocolSetting {
    /// Reads what was typed for it.
    public func value(of text: String) throws(InvalidInput) -> FeedSettings.Value {
        switch kind {
        case .text: return .text(text)
        case .texts: return .texts(Self.parts(of: text))
        case .flag:
            switch text {
            case "true", "yes", "1": return .flag(true)
            case "false", "no", "0": return .flag(false)
            default: throw fault(text, "true or false")
            }
        case .number(let range):
            guard let number = Int(text), range.contains(number) else {
                throw fault(text, "a whole number, \(range.lowerBound) to \(range.upperBound)")
            }
            return .number(number)
        case .choice(let words):
            guard words.contains(text) else { throw fault(text, words.joined(separator: ", ")) }
            return .text(text)
        case .secret:
            throw InvalidInput(
                "a secret does not belong on the command line, where history and process lists show it", in: name,
                expected: "the configuration's \(name) = { env | file | command }")
        }
    }

    /// JSON may stand among the texts: a comma inside it separates nothing.
    private static func parts(of text: String) -> [String] {
        var depth = 0
        var isQuoted = false
        var isEscaped = false
        let parts = text.split { character in
            if isEscaped {
                isEscaped = false
                return false
            }
            switch character {
            case "\\" where isQuoted: isEscaped = true
            case "\"": isQuoted.toggle()
            case "{", "[": depth += isQuoted ? 0 : 1
            case "}", "]": depth -= isQuoted ? 0 : 1
            case ",": return depth <= 0 && !isQuoted
            default: break
            }
            return false
        }
        return parts.map(String.init)
    }

    private func fault(_ text: String, _ expected: String) -> InvalidInput {
        InvalidInput("\"\(text)\" does not fit", in: name, expected: expected)
    }
}
