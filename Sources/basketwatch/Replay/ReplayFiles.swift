import BasketConsole
import BasketEvents
import BasketFiles
import BasketPipeline

/// Recorded clickstreams on their way through a dry run: one behind the other, as one partition.
///
/// A line's offset is its number. Its key is its shopper's id, as `publish` sends it; it has no
/// timestamp of a broker's, so no time is too far ahead.
struct ReplayFiles {
    /// One open file. Opened before anything is read, so that a wrong name is told at once.
    private final class File {
        let path: String
        var lines: RecordedClickstream

        init(_ path: String, until stop: StopSignal) throws(BasketFilesError) {
            self.path = path == "-" ? "stdin" : path
            lines = try RecordedClickstream(path: path, until: stop.descriptor)
        }
    }

    /// More would run into the usual limit of open files.
    static let limit = 500
    private static let batch = 256

    private let files: [File]

    /// - Parameter stop: must live as long as this.
    init(_ paths: [String], until stop: StopSignal) throws {
        files = try paths.map { try File($0, until: stop) }
    }

    /// Whether lines may come slowly, from a pipe or a terminal.
    var isLive: Bool { files.contains { $0.lines.bytesTotal == nil } }

    /// Reads to the end, or until nobody wants more.
    func read(into run: inout ReplayRun, _ progress: (Int, Double?) -> Void) throws {
        var keys = EventReader()
        run.addPartition(from: 1)
        run.output.places.kind = files.count == 1 ? .line : .fileAndLine
        for (index, file) in files.enumerated() {
            let before = run.nextOffset(0) - 1
            run.output.places.begin(file.path, before: before)
            while !run.isOver {
                let count = try file.lines.forEachLine(limit: ReplayFiles.batch) { line in
                    if !run.isOver {
                        ReplayFiles.take(line, before: before, keys: &keys, into: &run)
                    }
                }
                if count == 0 {
                    if files.count == 1, !run.isOver { try file.lines.checkNotEmpty() }
                    break
                }
                // Of several files each counts alike: their sizes on disk may be packed or not.
                let share = file.lines.share.map { (Double(index) + $0) / Double(files.count) }
                progress(run.records, share)
            }
            if run.isOver { return }
            let end = before + Int64(file.lines.lineNumber) + 1
            run.partitions[0].pass(to: end, as: .absent)
        }
    }

    private static func take(
        _ line: RecordedLine, before: Int64, keys: inout EventReader, into run: inout ReplayRun
    ) {
        let offset = before + Int64(line.number)
        // Empty lines.
        run.partitions[0].pass(to: offset, as: .absent)
        var key = UnsafeRawBufferPointer(start: nil, count: 0)
        if keys.read(line.bytes) == nil { key = keys.event.shopperID.bytes }
        run.take(
            LogRecord(
                partition: 0, offset: offset, timestampMilliseconds: nil, key: key,
                value: line.bytes))
    }
}
