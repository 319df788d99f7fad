/// Why a text names no proxy, on one line. It repeats nothing of the text, in which there may be a password.
public struct ProxyURLError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    static let shape = "[http|https|socks5|socks5h]://[user:password@]host[:port]"

    static let scheme = ProxyURLError(
        description: "the kind of proxy is not known: expected http://, https://, socks5:// or socks5h://")
    static let path = ProxyURLError(
        description: "something follows the proxy's host: expected \(shape), with / ? # in a password as %2F %3F %23")
    static let userInfo = ProxyURLError(
        description: "the user name or password is not percent-encoded UTF-8: expected % itself as %25")
    static let host = ProxyURLError(description: "the proxy's host is no name or address: expected \(shape)")
    static let brackets = ProxyURLError(
        description: "the proxy's host is no IPv6 address in brackets: expected one such as [2001:db8::1]:3128")
    static let port = ProxyURLError(description: "the proxy's port is not a number: expected one from 1 to 65535")

    /// The same, with the variable of the environment it was found in.
    func found(in variable: String) -> ProxyURLError {
        ProxyURLError(description: "\(variable): \(description)")
    }
}
