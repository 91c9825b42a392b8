import Foundation
import ProgramTesting
import Testing

/// A copy of this machine for one test: its files below a layer that takes all changes, and is thrown
/// away. What is installed there leaves no trace here.
///
/// Nothing is started there: it has no systemd, and its processes are this machine's.
struct MachineCopy {
    /// Skips a test where no copy can be made: that wants root, and overlays.
    static let needed = ConditionTrait.enabled(
        if: canBeMade,
        "a copy of the machine to install into wants root, overlayfs and all of / in one")

    private static let canBeMade: Bool = {
        // Where it cannot even start, there is none.
        guard let end = try? run("dpkg --version && test -w /var/lib/dpkg") else { return false }
        return end.code == 0
    }()

    /// Runs lines of the shell in it, as root; the first that fails ends them.
    ///
    /// The layer of changes is `/changed` there.
    /// - Parameter files: copied to its root, by their names.
    static func run(_ lines: String, files: [String] = []) throws -> ProgramResult {
        let copies = files.map { "cp '\($0)' \"$layer\"/changes/" }.joined(separator: "\n")
        let inside = """
            set -e
            export PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C
            \(lines)
            """
        let outside = """
            set -e
            layer=$FOLDER
            mount -t tmpfs tmpfs "$layer"
            mkdir -p "$layer"/changes/changed "$layer"/scratch "$layer"/machine
            \(copies)
            mount -t overlay overlay -o "lowerdir=/,upperdir=$layer/changes,workdir=$layer/scratch" "$layer"/machine
            mount --bind "$layer"/changes "$layer"/machine/changed
            mount --rbind /proc "$layer"/machine/proc
            mount --rbind /dev "$layer"/machine/dev
            exec chroot "$layer"/machine /bin/sh -c "$INSIDE"
            """
        let folder = try Folder()
        // With the space of mounts all that is in the folder goes.
        return try withExtendedLifetime(folder) {
            try BuiltProgram.shell(
                "exec unshare --mount /bin/sh -c \"$OUTSIDE\"",
                environment: [
                    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "OUTSIDE": outside, "INSIDE": inside,
                    "FOLDER": folder.path,
                ], within: 120)
        }
    }
}
