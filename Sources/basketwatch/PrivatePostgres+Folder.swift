import BasketConsole
import Foundation

extension PrivatePostgres {
    /// Makes sure that a folder is the server's own, and hands it over when we are root.
    ///
    /// The place is one that anybody could have taken before us, with a link to somewhere else.
    func own(_ path: String) throws {
        var status = stat()
        var owners = [getuid()]
        let postgres = isRoot ? getpwnam("postgres")?.pointee : nil
        if isRoot {
            guard let postgres else {
                throw CommandFailure(
                    "There is no user 'postgres' for PostgreSQL to run as, and it refuses root. "
                        + "Install Debian's postgresql package, or run as another user.",
                    exitCode: .unavailable)
            }
            owners.append(postgres.pw_uid)
        }
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
            owners.contains(status.st_uid)
        else {
            throw CommandFailure(
                "\(path) is no folder of ours, so the demo's PostgreSQL does not use it. Remove it, "
                    + "or name another folder with --folder.",
                exitCode: .unavailable)
        }
        guard let postgres else { return }
        guard lchown(path, postgres.pw_uid, postgres.pw_gid) == 0 else {
            throw CommandFailure(
                "\(path) could not be given to the user 'postgres': "
                    + "\(String(cString: strerror(errno))). Name another folder with --folder.",
                exitCode: .unavailable)
        }
    }
}
