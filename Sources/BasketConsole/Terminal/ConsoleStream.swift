import Glibc

/// One of the two streams that people read: standard output or standard error.
struct ConsoleStream: Sendable {
    /// Why a write failed.
    enum Failure: Error, Hashable {
        /// The reader has gone.
        case closed
        case other(String)
    }

    let isTerminal: Bool
    let write: @Sendable (String) -> Failure?

    /// The process's own, by its file descriptor.
    /// - Parameter isDumb: Whether a terminal could do no more than print lines (`TERM=dumb`): it is
    ///   written to as a file is.
    static func descriptor(_ descriptor: Int32, isDumb: Bool = false) -> ConsoleStream {
        ConsoleStream(isTerminal: !isDumb && isatty(descriptor) == 1) { text in
            var text = text
            return text.withUTF8 { bytes in writeAll(.init(bytes), to: descriptor) }
        }
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Failure?
    {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let written = Glibc.write(descriptor, part.baseAddress, part.count)
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno == EAGAIN {
                // Whoever shares the terminal has made it non-blocking: wait until it takes more.
                var descriptors = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&descriptors, 1, -1)
            } else if errno != EINTR {
                return errno == EPIPE ? .closed : .other(String(cString: strerror(errno)))
            }
        }
        return nil
    }
}
