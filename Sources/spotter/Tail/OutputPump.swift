#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Writes to a descriptor without ever waiting for its reader.
///
/// Non-blocking mode would belong to the open file that the shell and others share, so a pipe or terminal is asked first
/// (`poll`) and given no more than POSIX promises to take at once (`PIPE_BUF`).
struct OutputPump {
    enum Outcome: Equatable {
        case written(Int)
        /// The reader is slow; try again later.
        case full
        /// The reader is gone.
        case closed
        case failed(errno: CInt)
    }

    let descriptor: CInt
    private let takesAnything: Bool
    private static let portion = 4_096

    /// `nil` where the descriptor is not open for writing.
    init?(descriptor: CInt) {
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0, flags & O_ACCMODE != O_RDONLY else { return nil }
        self.descriptor = descriptor
        var status = stat()
        fstat(descriptor, &status)
        let kind = status.st_mode & S_IFMT
        takesAnything = kind == S_IFREG || (kind == S_IFCHR && isatty(descriptor) == 0)
    }

    /// Writes what can be written now.
    func write(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        var written = 0
        while written < bytes.count {
            guard takesAnything || isReady() else { return written > 0 ? .written(written) : .full }
            let count = takesAnything ? bytes.count - written : min(bytes.count - written, Self.portion)
            let result = sysWrite(bytes.baseAddress.map { $0 + written }, count)
            if result >= 0 {
                written += result
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: return written > 0 ? .written(written) : .full
            case EPIPE: return .closed
            case let code: return .failed(errno: code)
            }
        }
        return .written(written)
    }

    private func isReady() -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        // A reader that has gone shows as POLLERR: let the write find that out.
        return poll(&entry, 1, 0) > 0
    }

    private func sysWrite(_ base: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
        Glibc.write(descriptor, base, count)
        #else
        Musl.write(descriptor, base, count)
        #endif
    }

    /// Ends the program as SIGPIPE would have, silently; NIO has the signal ignored.
    static func dieOfBrokenPipe() -> Never {
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        _exit(141)
    }
}
