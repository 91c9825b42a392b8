import Glibc

/// Owns one open file; closes it, once, unless it is one of the process's own streams.
struct FileDescriptor: ~Copyable {
    let number: Int32
    /// As people see it: "standard input" for `-`.
    let path: String
    /// Bytes on disk; `nil` when it is no regular file.
    let size: Int?
    /// Opened by its name, and not one of the process's own streams.
    let isOurs: Bool

    /// Opens a file for reading; `-` is standard input.
    init(reading path: String) throws(BasketFilesError) {
        if path == "-" {
            self.init(STDIN_FILENO, "standard input", isOurs: false)
        } else {
            // A named pipe without a writer must not hold us up here, but where we wait for bytes.
            let number = try Self.open(path, O_RDONLY | O_NONBLOCK)
            self.init(number, path, isOurs: true)
        }
    }

    /// Makes or empties a file for writing; `-` is standard output.
    init(writing path: String) throws(BasketFilesError) {
        if path == "-" {
            self.init(STDOUT_FILENO, "standard output", isOurs: false)
        } else {
            let number = try Self.open(path, O_WRONLY | O_CREAT | O_TRUNC)
            self.init(number, path, isOurs: true)
        }
    }

    private init(_ number: Int32, _ path: String, isOurs: Bool) {
        self.number = number
        self.path = path
        self.isOurs = isOurs
        var status = stat()
        let isRegular = fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        size = isRegular ? Int(status.st_size) : nil
    }

    deinit {
        if isOurs { close(number) }
    }

    private static func open(_ path: String, _ flags: Int32) throws(BasketFilesError) -> Int32 {
        while true {
            let number = Glibc.open(path, flags | O_CLOEXEC, 0o644)
            if number >= 0 {
                guard isDirectory(number) else { return number }
                close(number)
                throw .isDirectory(path: path)
            }
            if errno == EISDIR { throw .isDirectory(path: path) }
            guard errno == EINTR else {
                throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
            }
        }
    }

    private static func isDirectory(_ number: Int32) -> Bool {
        var status = stat()
        return fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
