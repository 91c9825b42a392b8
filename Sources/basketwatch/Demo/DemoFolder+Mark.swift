import BasketConsole
import Foundation

/// Whose folder it is. A demo removes logs, a database and more by their names, so it takes no folder
/// that holds anything but a demo's.
extension DemoFolder {
    /// The file that says that a folder is a demo's.
    private static let mark = ".basketwatch-demo"
    private static let lockName = "lock"

    /// Makes the folder, unless it is there, marks it and locks it.
    ///
    /// - Returns: the descriptor that holds the lock, as long as this process lives.
    static func take(_ folder: URL) throws -> Int32 {
        let path = folder.appending(path: lockName).path
        while true {
            try make(folder)
            let lock = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
            // A demo that ended just now has removed the folder.
            if lock < 0, errno == ENOENT { continue }
            guard lock >= 0 else { throw cannotWrite(folder) }
            guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
                defer { close(lock) }
                guard errno == EWOULDBLOCK else { throw cannotWrite(folder) }
                throw CommandFailure(
                    "Another demo runs in \(folder.path). Wait for it, or name another folder with "
                        + "--folder.",
                    exitCode: .unavailable)
            }
            // A demo that ends removes its lock: what we hold may be gone from the folder.
            var (ours, theirs) = (stat(), stat())
            if fstat(lock, &ours) == 0, stat(path, &theirs) == 0, ours.st_ino == theirs.st_ino {
                try write(to: folder)
                return lock
            }
            close(lock)
        }
    }

    /// Removes the lock, and mark and folder if nothing else is there.
    func leave() {
        // While the lock is held, so that nobody's new mark is removed.
        if DemoFolder.others(in: url).isEmpty {
            unlink(url.appending(path: DemoFolder.mark).path)
        }
        unlink(url.appending(path: DemoFolder.lockName).path)
        rmdir(url.path)
    }

    private static func make(_ folder: URL) throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(
                "The demo's folder \(folder.path) cannot be made: \(SystemReason.of(error)). "
                    + "Name another with --folder.",
                exitCode: .inputOutput)
        }
        let isMarked = FileManager.default.fileExists(atPath: folder.appending(path: mark).path)
        guard isMarked || others(in: folder).isEmpty else {
            throw CommandFailure(
                "\(folder.path) holds other things than a demo's, which the demo leaves alone. Name "
                    + "a new or an empty folder with --folder.",
                exitCode: .inputOutput)
        }
    }

    private static func write(to folder: URL) throws {
        let text = "A folder of `basketwatch demo`, which removes all that is in it.\n"
        let file = open(folder.appending(path: mark).path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o644)
        defer { close(file) }
        guard file >= 0, Glibc.write(file, text, text.utf8.count) == text.utf8.count else {
            throw cannotWrite(folder)
        }
    }

    /// What lies in it beside mark and lock.
    private static func others(in folder: URL) -> [String] {
        // Who may not look into it may not write into it either: that is told of.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0 != mark && $0 != lockName }
    }

    private static func cannotWrite(_ folder: URL) -> CommandFailure {
        CommandFailure(
            "The demo cannot write into its folder \(folder.path): "
                + "\(String(cString: strerror(errno))). Name another with --folder.",
            exitCode: .inputOutput)
    }
}
