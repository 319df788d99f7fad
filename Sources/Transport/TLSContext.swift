internal import NIOCore
internal import NIOSSL

/// Makes TLS handlers; reads the system's certificates once, and only if TLS is used at all.
final class TLSContext {
    private var context: NIOSSLContext?

    /// - Throws: `NIOSSLError` where the system has no usable certificates.
    func handler(serverName: String) throws -> NIOSSLClientHandler {
        let context = try self.context ?? makeContext()
        self.context = context
        do {
            return try NIOSSLClientHandler(context: context, serverHostname: serverName)
        } catch let error as NIOSSLExtraError where error == .cannotUseIPAddressInSNI {
            return try NIOSSLClientHandler(context: context, serverHostname: nil)
        }
    }

    private func makeContext() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return try NIOSSLContext(configuration: configuration)
    }
}
