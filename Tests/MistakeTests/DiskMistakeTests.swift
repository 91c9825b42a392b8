import Foundation
import ProgramTesting
import Testing

@Suite(
    "A mistake with a disk",
    .enabled(if: MountSpace.isAllowed, "only root may mount, and not in every container"))
struct DiskMistakeTests {
    private static let runs = Result {
        MistakeRun.all(Mistake.onDisks, try MistakeWorld.shared.get().names)
    }

    @Test(
        "is told of with the next step, ends with its code, and leaves nothing",
        arguments: Mistake.onDisks)
    func message(_ mistake: Mistake) throws {
        let run = try #require(try Self.runs.get()[mistake.name]).get()
        MistakeTests.check(run, of: mistake)
    }
}

/// A mount space of the program's own.
private enum MountSpace {
    static let isAllowed: Bool = {
        // Where not even the trial runs the answer is no.
        let trial = try? BuiltProgram.shell("unshare --mount mount -t tmpfs none /mnt")
        return trial?.code == 0
    }()
}
