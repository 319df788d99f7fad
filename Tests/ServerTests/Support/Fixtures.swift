@testable import Server

extension Application {
    /// The one that the reference's signatures are made for.
    static let demo = Application(id: "42", key: "spotkey01", secret: "spotter-demo-secret")
}

extension ServerConfiguration {
    static func demo(_ change: (inout ServerConfiguration) -> Void = { _ in }) -> ServerConfiguration {
        var configuration = ServerConfiguration(application: .demo)
        change(&configuration)
        return configuration
    }
}

/// Any fixed time: the one of the reference's signatures.
let epoch = 1_760_000_000

extension APIRequest {
    /// A request with a right signature.
    static func signed(
        _ method: String, _ path: String, _ parameters: [(String, String)] = [], body: String = "",
        at time: Int = epoch,
        by application: Application = .demo
    ) -> APIRequest {
        let query = APISignature.query(
            method: method, path: path, parameters: parameters, body: Array(body.utf8), key: application.key,
            secret: application.secret, timestamp: time)
        return APIRequest(method: method, target: "\(path)?\(query)", body: Array(body.utf8))
    }
}
