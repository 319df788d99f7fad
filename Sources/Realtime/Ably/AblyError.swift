internal import JSON

/// What the service says went wrong: `{"code":40142,"statusCode":401,"message":"…"}`.
struct AblyError: Hashable {
    var code: Int?
    var status: Int?
    var message: String

    init(code: Int?, status: Int? = nil, message: String) {
        self.code = code
        self.status = status
        self.message = message
    }

    /// - Parameter value: the `error` of a message or an answer.
    init(_ value: JSONValue?) {
        code = value?["code"]?.integer
        status = value?["statusCode"]?.integer
        message = value?["message"]?.string.map { String($0.string.prefix(500)) } ?? ""
        if message.isEmpty { message = "an error without a description" }
    }

    /// For warnings.
    var words: String { code.map { "\(message) (\($0))" } ?? message }

    /// The token is not (or no longer) good; another one may be.
    var isAboutToken: Bool { code.map { (40140..<40150).contains($0) } ?? false }
}

/// What to do when the service ends a connection ("Auth", the table of errors): pure, one decision a call.
enum AblyResponse: Hashable {
    /// Another token, then at once.
    case renewToken
    case reconnect
    case wait(Duration)
    /// Another host may do better.
    case elsewhere
    case giveUp(Outage.Cause)

    /// - Parameter isFailure: whether the service called it an error (and not a disconnection, which is routine).
    init(to error: AblyError, isFailure: Bool) {
        switch error.code {
        case .some(40140..<40150): self = .renewToken
        case 40101, 40103, 40110, 40120, .some(40130...40133), 40160, .some(40300...40332), 40400:
            self = .giveUp(.refused)
        case 40017, 80024: self = .giveUp(.closed)
        case 40111, 40112, .some(42910...42918): self = .wait(.seconds(30))
        case .some(42920...42924): self = .wait(.seconds(60))
        case 50002, .some(80000...80003), 80014, 80016, 80017: self = .reconnect
        case .some(50000..<60000): self = .elsewhere
        default: self = Self.byStatus(error, isFailure)
        }
    }

    private static func byStatus(_ error: AblyError, _ isFailure: Bool) -> AblyResponse {
        switch error.status {
        case .some(500...504): .elsewhere
        case .some(401), .some(403): isFailure ? .giveUp(.refused) : .reconnect
        case .some(400..<500): isFailure ? .giveUp(.closed) : .reconnect
        default: .reconnect
        }
    }
}

extension JSONValue {
    /// A whole number, also one that is spelled as a string; `nil` for anything else and beyond an `Int`.
    var integer: Int? { stringOrNumber?.integer.flatMap { Int(exactly: $0) } }
}
