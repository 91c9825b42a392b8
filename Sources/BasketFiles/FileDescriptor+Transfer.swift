import Glibc

extension FileDescriptor {
    /// Reads what there is, waiting for a byte at least; 0 at the end.
    func read(
        into buffer: UnsafeMutableRawBufferPointer, after place: BasketFilesError.Place
    ) throws(BasketFilesError) -> Int {
        while true {
            let count = Glibc.read(number, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno == EAGAIN {
                wait(for: POLLIN)
            } else if errno != EINTR {
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
                wait(for: POLLOUT)
            } else if errno == EPIPE {
                throw .readerGone
            } else if errno != EINTR {
                throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
            }
        }
    }

    /// Waits on a stream that somebody who shares it has made non-blocking.
    private func wait(for event: Int32) {
        var descriptors = pollfd(fd: number, events: Int16(event), revents: 0)
        poll(&descriptors, 1, -1)
    }
}
