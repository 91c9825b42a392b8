import Glibc

extension FileDescriptor {
    /// Reads what there is, waiting for a byte at least; 0 at the end.
    ///
    /// - Parameter stop: A descriptor that becomes readable when nobody wants more.
    /// - Returns: `nil` when `stop` became readable before there was anything.
    func read(
        into buffer: UnsafeMutableRawBufferPointer, after place: BasketFilesError.Place,
        until stop: Int32?
    ) throws(BasketFilesError) -> Int? {
        while true {
            if size == nil, !wait(for: POLLIN, until: stop) { return nil }
            let count = Glibc.read(number, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EAGAIN && errno != EINTR {
                let reason = String(cString: strerror(errno))
                throw .cannotRead(path: path, reason: reason, after: place)
            }
        }
    }

    /// Writes all of it.
    func write(_ bytes: UnsafeRawBufferPointer) throws(BasketFilesError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(number, rest.baseAddress, rest.count)
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno == EAGAIN {
                _ = wait(for: POLLOUT)
            } else if errno == EPIPE {
                throw .readerGone
            } else if errno != EINTR {
                throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
            }
        }
    }

    /// Waits for a stream that may be silent or full.
    ///
    /// - Returns: `false` when `stop` became readable first.
    private func wait(for event: Int32, until stop: Int32? = nil) -> Bool {
        // A negative number is passed over.
        var descriptors = [
            pollfd(fd: number, events: Int16(event), revents: 0),
            pollfd(fd: stop ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&descriptors, 2, -1) < 0, errno == EINTR {}
        return descriptors[1].revents == 0
    }
}
