import BasketConsole
import Foundation

extension DemoPostgres {
    /// Makes sure that a folder is the server's own, and hands it over when we are root.
    ///
    /// The place is one that anybody could have taken before us, with a link to somewhere else.
    func own(_ folder: URL) throws {
        let path = folder.path
        guard DemoPostgres.isOurs(folder) else {
            throw CommandFailure(
                "\(path) is no folder of ours, so the demo's PostgreSQL does not use it. Remove it, "
                    + "or name another folder with --folder.",
                exitCode: .unavailable)
        }
        guard isRoot else { return }
        guard let postgres = DemoPostgres.user else {
            throw CommandFailure(
                "There is no user 'postgres' for PostgreSQL to run as, and it refuses root. "
                    + "Install Debian's postgresql package, or run as another user.",
                exitCode: .unavailable)
        }
        guard lchown(path, postgres.pw_uid, postgres.pw_gid) == 0 else {
            throw CommandFailure(
                "\(path) could not be given to the user 'postgres': "
                    + "\(String(cString: strerror(errno))). Name another folder with --folder.",
                exitCode: .unavailable)
        }
    }

    /// Whether it is a folder, no link to one, and belongs to us, or to the server's user when we are
    /// root.
    static func isOurs(_ folder: URL) -> Bool {
        var status = stat()
        guard lstat(folder.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            return false
        }
        return status.st_uid == getuid() || getuid() == 0 && status.st_uid == user?.pw_uid
    }

    /// Whom PostgreSQL runs as when we are root.
    private static var user: passwd? { getpwnam("postgres")?.pointee }
}
