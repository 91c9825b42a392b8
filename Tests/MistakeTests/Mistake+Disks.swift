extension Mistake {
    /// Disks and programs as only root can make them: full, read-only, gone. Only the program sees
    /// what is mounted.
    static let onDisks = [
        Mistake(
            "a disk that is full", "generate --count 100000 --output events.jsonl",
            mount: "mount -t tmpfs -o size=64k none '{desk}' && cd '{desk}'", ends: 74,
            says: "Writing events.jsonl failed: No space left", next: "Make room"),
        Mistake(
            "a disk that is read-only", "generate --count 10 --output events.jsonl",
            mount: "mount -t tmpfs -o ro none '{desk}' && cd '{desk}'", ends: 74,
            says: "events.jsonl cannot be opened: Read-only file system", next: "Check the path"),
        Mistake(
            "a disk that is read-only, for a broker's address", "broker --address-file address",
            mount: "mount -t tmpfs -o ro none '{desk}' && cd '{desk}'", ends: 74,
            says: "could not be written to address: Read-only file system",
            next: "Name another file"),
        Mistake(
            "a disk that is read-only, for a demo", "demo",
            mount: "mount -t tmpfs -o ro none '{desk}' && cd '{desk}'", ends: 74,
            says: "/.demo cannot be made: Read-only file system",
            next: "Name another with --folder"),
        Mistake(
            "a disk that is too small for a demo", "demo",
            mount: "mount -t tmpfs -o size=8m none '{desk}' && cd '{desk}'", hasOutput: true,
            ends: 69, says: "PostgreSQL's initdb failed", "No space left on device",
            next: "Make room there, name another folder with --folder"),
        Mistake(
            "a demo where PostgreSQL is not installed", "demo", environment: ["PATH": "/bin"],
            mount: "mount -t tmpfs none /usr/lib/postgresql",
            ends: 69, says: "PostgreSQL's programs were not found",
            next: "apt-get install postgresql", "--database-url"),
        Mistake(
            "a settings file that we may not read", "scores --config ours.conf",
            files: ["ours.conf": "limit = 3\n"],
            mount: "chmod 600 ours.conf", isOrdinaryUser: true, ends: 64,
            says: "the settings file ours.conf cannot be read: Permission denied",
            next: "name another with --config"),
        Mistake(
            "a file that we may not read", "replay events.jsonl", files: ["events.jsonl": "{}\n"],
            mount: "chmod 600 events.jsonl", isOrdinaryUser: true, ends: 74,
            says: "events.jsonl cannot be opened: Permission denied",
            next: "who may read or write it"),
        Mistake(
            "a file that we may not write", "generate --count 10 --output /etc/events.jsonl",
            mount: "true", isOrdinaryUser: true, ends: 74,
            says: "/etc/events.jsonl cannot be opened: Permission denied",
            next: "who may read or write it"),
    ]
}
