extension Mistake {
    /// Files that are not there, hold something else, or cannot be written.
    static let withFiles = [
        Mistake(
            "a file that is not there", "replay missing.jsonl", ends: 74,
            says: "missing.jsonl cannot be opened: No such file", next: "Check the path"),
        Mistake(
            "a file to publish that is not there", "publish missing.jsonl --brokers {broker}",
            ends: 74, says: "missing.jsonl cannot be opened: No such file", next: "Check the path"),
        Mistake(
            "a file that is empty", "replay {files}/empty", ends: 65, says: "/empty is empty",
            next: "`basketwatch generate --output FILE` makes one"),
        Mistake(
            "a file to publish that is empty", "publish {files}/empty --brokers {broker}", ends: 65,
            says: "/empty is empty", next: "Give one with an event a line"),
        Mistake(
            "standard input that is empty", "publish - --brokers {broker}", ends: 65,
            says: "standard input is empty", next: "Give one with an event a line"),
        Mistake(
            "a file that is a directory", "replay {files}/folder", ends: 74,
            says: "/folder is a directory", next: "Name one in it"),
        Mistake(
            "a file that is no text", "replay {files}/binary", ends: 65, says: "/binary is no text",
            next: "Give a file with an event a line"),
        Mistake(
            "a file to publish that is no text", "publish {files}/binary --brokers {broker}",
            ends: 65, says: "/binary is no text", next: "Give a file with an event a line"),
        Mistake(
            "a file without one event", "replay {files}/bad.jsonl --summary", hasOutput: true,
            ends: 65, says: "None of the 100 records is an event", next: "docs/events.md"),
        Mistake(
            "a packed file that is cut off", "replay {files}/cut.jsonl.gz --summary",
            hasOutput: true, ends: 65, says: "cut.jsonl.gz ends too early, after line",
            next: "Get the file again"),
        Mistake(
            "a gzip file that is damaged", "replay {files}/damaged.jsonl.gz --summary",
            hasOutput: true, ends: 65, says: "damaged.jsonl.gz is damaged after line",
            next: "Get the file again"),
        Mistake(
            "a zstd file that is damaged", "replay {files}/damaged.jsonl.zst", ends: 65,
            says: "damaged.jsonl.zst is damaged after line 0", next: "Get the file again"),
        Mistake(
            "a packing that is not read", "replay {files}/packed.jsonl.bz2", ends: 65,
            says: "is packed with bzip2", next: "Unpack it on the way: bzip2 -dc"),
        Mistake(
            "a full disk", "generate --count 10000 --output /dev/full", ends: 74,
            says: "Writing /dev/full failed: No space left", next: "Make room"),
        Mistake(
            "a folder to write to that is not there",
            "generate --count 10 --output /nonexistent/events.jsonl", ends: 74,
            says: "/nonexistent/events.jsonl cannot be opened: No such file", next: "Check the path"
        ),
        Mistake(
            "a directory to write to", "generate --count 10 --output {files}/folder", ends: 74,
            says: "/folder is a directory", next: "Name one in it"),
        Mistake(
            "a catalogue with a bad line", "generate --catalogue {files}/catalogue.csv --output x",
            ends: 65, says: "catalogue.csv, line 5", next: "fixtures/catalogue.csv is a catalogue"),
        Mistake(
            "a catalogue that is empty", "generate --catalogue {files}/empty --output x", ends: 65,
            says: "/empty, line 1", next: "fixtures/catalogue.csv is a catalogue to start from"),
        Mistake(
            "a catalogue that is not there", "generate --catalogue missing.csv --output x",
            ends: 74,
            says: "missing.csv cannot be opened: No such file", next: "Check the path"),
    ]

    /// Demos that cannot start.
    static let withTheDemo = [
        Mistake(
            "a demo in a folder that cannot be", "demo --folder /proc/demo", ends: 74,
            says: "The demo's folder /proc/demo cannot be made", next: "Name another with --folder"),
        Mistake(
            "a demo in a folder that is a file", "demo --folder {files}/empty", ends: 74,
            says: "/empty cannot be made", next: "Name another with --folder"),
        Mistake(
            "a demo of a file that is not there", "demo --input missing.jsonl", ends: 74,
            says: "missing.jsonl cannot be opened: No such file", next: "Check the path"),
        Mistake(
            "a demo of a file that is empty", "demo --input {files}/empty", ends: 65,
            says: "/empty is empty", next: "Give one with an event a line"),
        Mistake(
            "a demo on a PostgreSQL that is not there",
            "demo --database-url postgresql://127.0.0.1:1/shop", hasOutput: true, ends: 69,
            says: "PostgreSQL does not answer at", next: "Start it, or correct"),
        Mistake(
            "a demo on a Kafka that is not there", "demo --brokers 127.0.0.1:1", ends: 69,
            says: "No Kafka broker answers at 127.0.0.1:1", next: "correct --brokers"),
    ]
}
