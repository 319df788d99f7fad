#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The configuration that a person starts from. Lines of prose begin with `# `; without the `#` before them the other lines are a configuration.
enum StarterFile {
    static let text = """
        # What spotter connects to, and how it looks. Nothing here is in force until the # before a line is taken away.
        # spotter config check says whether the file is right, spotter config schema what else may stand in it.

        # Who you are in the sale: tells leading from outbid.
        #me = "paddle 42"

        # spotter themes lists the themes, spotter keys the commands that can have other keys.
        #theme = "dark"
        #layout = "overview"
        #map_symbols = "braille"

        # For all feeds; each may have its own.
        #connect_timeout = 10
        #no_proxy = ["localhost"]

        #[keys]
        #acknowledge = ["a", "<space>"]

        # Afterwards: spotter watch house. The URL has the app's key and cluster.
        #[feeds.house]
        #url = "pusher://0123456789abcdef0123@eu"
        #channels = ["lots", "private-lot-17"]
        # A secret is never written here: { env = "NAME" }, { file = "PATH" } or { command = ["pass", "show", "pusher"] }.
        #secret = { env = "PUSHER_SECRET" }

        # Where the field names of the service are its own.
        #[[feeds.house.mapping]]
        #event = "bid.*"
        #kind = "bid"
        #lot = "item.no"
        #amount = "item.price_eur"
        #amounts = "major"
        #currency = "=EUR"

        # spotter protocols lists the services and the forms of their URLs.
        #[feeds.buses]
        #url = "sse+https://example.com/vehicles"
        #headers = { "X-Tenant" = "7" }

        # Feeds that are watched together; spotter watch alone shows the profile named default.
        #[profiles.default]
        #feeds = ["house", "buses"]

        """

    /// Writes it where there is no file yet, for its owner's eyes only, and makes the folders that are missing.
    static func write(to path: String) throws(UsageError) {
        try makeFolders(of: path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno != EEXIST else { throw UsageError("\(path): there is one already, and it is left as it is") }
            throw UsageError("\(path): cannot be written: \(Errno.words)")
        }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw UsageError("\(path): cannot be written: \(Errno.words)") }
            rest = rest.dropFirst(count)
        }
    }

    private static func makeFolders(of path: String) throws(UsageError) {
        for slash in path.indices.dropFirst() where path[slash] == "/" {
            let folder = String(path[..<slash])
            guard mkdir(folder, 0o700) != 0, errno != EEXIST, access(folder, F_OK) != 0 else { continue }
            throw UsageError("\(folder): cannot be made: \(Errno.words)")
        }
    }

    private static func write(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
        Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
