import Domain
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The user's configuration file (XDG base directory specification).
enum ConfigurationFile {
    /// Where it is looked for when no `--config` says otherwise; `nil` where there is no home.
    static func standardPath(_ environment: [String: String]) -> String? {
        if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") { return base + "/spotter/config.toml" }
        return environment["HOME"].map { $0 + "/.config/spotter/config.toml" }
    }

    /// The folder of the given file, or of the standard one.
    static func folder(_ path: String?, _ environment: [String: String]) -> String? {
        guard let file = path ?? standardPath(environment) else { return nil }
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    /// Reads the given file, which must exist, or the standard one, which need not.
    static func load(_ path: String?, _ environment: [String: String]) throws(UsageError) -> Configuration {
        if let path { return try ConfigurationReader.read(TextFile.read(path), path: path) }
        guard let standard = standardPath(environment), access(standard, F_OK) == 0 else { return Configuration() }
        return try ConfigurationReader.read(TextFile.read(standard), path: standard)
    }
}

/// A small file that a person has written.
enum TextFile {
    /// What was read of those that give their contents once, such as the pipes of a shell's `<(…)`: another feed may name the same one,
    /// and all are read again when the configuration is.
    private static let readOnce = Mutex<[String: String]>([:])

    /// - Parameter limit: bytes that are read at most.
    /// - Throws: what is wrong with the file, by name.
    static func read(_ path: String, limit: Int = 1 << 20) throws(UsageError) -> String {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return try whole(path, limit) }
        if let text = readOnce.withLock({ $0[path] }) { return text }
        let text = try whole(path, limit)
        readOnce.withLock { $0[path] = text }
        return text
    }

    private static func whole(_ path: String, _ limit: Int) throws(UsageError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw UsageError("\(path): cannot be read: \(Errno.words)") }
        defer { close(descriptor) }
        return try contents(of: descriptor, name: path, limit: limit)
    }

    /// All that a descriptor yields.
    ///
    /// - Parameter deadline: when its end must have come.
    static func contents(
        of descriptor: CInt, name: String, limit: Int = 1 << 20, until deadline: ContinuousClock.Instant? = nil
    ) throws(UsageError) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let deadline { try wait(for: descriptor, name, until: deadline) }
            let count = chunk.withUnsafeMutableBytes { Self.read(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw UsageError("\(name): cannot be read: \(Errno.words)") }
            guard count > 0 else { break }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= limit else { throw UsageError("\(name): larger than \(limit >> 20) MiB") }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw UsageError("\(name): not UTF-8") }
        return text
    }

    private static func wait(
        for descriptor: CInt, _ name: String, until deadline: ContinuousClock.Instant
    ) throws(UsageError) {
        var wish = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while case let left = deadline - .now, left > .zero {
            // Not a shorter time than is left, which would ask again and again.
            if poll(&wish, 1, CInt(clamping: left.wholeMilliseconds + 1)) > 0 { return }
        }
        throw UsageError("\(name): not done in time")
    }

    private static func read(_ descriptor: CInt, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #else
        Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }
}

/// The last system call's error, in words.
enum Errno {
    static var words: String {
        words(errno)
    }

    static func words(_ code: CInt) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text).lowercased()
    }
}
