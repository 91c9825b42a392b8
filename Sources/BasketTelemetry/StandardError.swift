import Glibc

/// The process's standard error.
enum StandardError {
    /// Writes a line in one call, so that lines of several threads and processes do not mix.
    @Sendable static func write(_ line: String) {
        var text = line + "\n"
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(STDERR_FILENO, rest.baseAddress, rest.count)
                if written >= 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[written...])
                } else if errno == EAGAIN {
                    // Whoever shares the terminal has made it non-blocking: wait until it takes more.
                    var descriptors = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
                    poll(&descriptors, 1, -1)
                } else if errno != EINTR {
                    // Nowhere is left to say that standard error takes nothing.
                    return
                }
            }
        }
    }
}
