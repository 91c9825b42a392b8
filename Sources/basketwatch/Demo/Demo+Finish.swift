import BasketConsole
import BasketSessions
import BasketStore
import BasketTelemetry
import Foundation
import KafkaLog

/// The end of a demo: all of it processed, and the sums.
extension Demo {
    /// Closes the shop, waits until all of it is processed, and stops the processor unless it is kept.
    ///
    /// - Returns: whether the ledgers balance, and nothing was left unread but by a stop.
    func finish() throws -> Bool {
        if stop.isRaised {
            console.line()
            console.line(
                "Stopping what the demo started. A second Ctrl-C leaves it running until the next "
                    + "demo, or `basketwatch demo --stop`.")
        }
        shop?.stop()
        let ends = try endOffsets()
        let deadline = ContinuousClock.now + .seconds(60)
        while try unread(ends) > 0, ContinuousClock.now < deadline, !stop.isRaised {
            if let processor, !processor.isRunning { throw processor.failure("ended by itself") }
            stop.wait(upTo: .milliseconds(200))
        }
        // Stopped so early that it did not listen for signals yet, it has done nothing.
        if !settings[.keep], let processor, ![0, 128 + SIGTERM].contains(processor.stop()) {
            throw processor.failure("did not end cleanly", exitCode: .failure)
        }
        guard let status = try status() else {
            console.line("Stopped before anything was processed.")
            return stop.isRaised
        }
        let differences = status.partitions.flatMap { partition in
            partition.ledger.differences.map { "partition \(partition.partition): \($0)" }
        }
        let unread = try unread(ends)
        let isWhole = differences.isEmpty && (unread == 0 || stop.isRaised)
        console.line()
        console.line(
            (settings[.keep] ? "So far: " : opening(isWhole))
                + Ledger(sum: status.partitions.map(\.ledger)).inWords + ". "
                + verdict(differences, unread))
        for line in differences { console.line(line) }
        if !isWhole { console.line("The processor's log is \(folder.log("run").path)") }
        return isWhole
    }

    private func opening(_ isWhole: Bool) -> String {
        if settings[.keep] { return "So far: " }
        return isWhole ? "Stopped cleanly: " : "Stopped: "
    }

    private func verdict(_ differences: [String], _ unread: Int64) -> String {
        if !differences.isEmpty { return "THE LEDGER DIFFERS:" }
        if unread == 0 { return "Nothing lost, nothing twice." }
        return stop.isRaised
            ? "Not waited for: \(Figure.count(unread)) records."
            : "NOT PROCESSED: \(Figure.count(unread)) records."
    }

    /// The demo's Kafka; what is set for yours does not hold for one of its own.
    var kafka: KafkaSettings {
        let log = Log(component: "demo", level: .error)
        guard settings[.demoBrokers] != nil else { return KafkaSettings(brokers: brokers) }
        return KafkaSettings(brokers, settings, log: log)
    }

    /// Where the topic ends now that the shop is closed: what was stored may be older.
    private func endOffsets() throws -> [Int32: Int64] {
        let cluster = try LogCluster(kafka)
        let count = try cluster.partitionCount(topic, timeout: .seconds(10))
        return try cluster.endOffsets(
            topic, partitions: Array(0..<Int32(count)), timeout: .seconds(10))
    }

    /// How many offsets lie between what is committed and the ends.
    private func unread(_ ends: [Int32: Int64]) throws -> Int64 {
        let partitions = try status()?.partitions ?? []
        let next = Dictionary(
            uniqueKeysWithValues: partitions.map { ($0.partition, $0.ledger.nextOffset) })
        return ends.reduce(0) { $0 + max(0, $1.value - (next[$1.key] ?? 0)) }
    }

    /// How to go on, with all of it running or gone.
    func tellWhatNext() {
        // As we were called: make calls a program that is not on the PATH.
        let us = CommandLine.arguments.first ?? "basketwatch"
        console.line()
        guard settings[.keep] else {
            console.line("To go on:")
            console.line("  make demo KEEP=1   leaves all of it running, to be asked")
            console.line("  \(us) help")
            console.line("  README.md          your own Kafka and PostgreSQL, and more SQL")
            return
        }
        console.line("The shop has closed; the rest is still running. To go on:")
        console.line("  export BASKETWATCH_BROKERS=\(brokers)")
        console.line(
            "  export BASKETWATCH_TOPIC=\(topic) BASKETWATCH_GROUP=\(settings[.demoGroup])")
        // Yours is known to you, and its password is not shown.
        if settings[.demoDatabase] == nil {
            console.line("  export BASKETWATCH_DATABASE_URL='\(databaseURL)'")
        }
        if schema != .standard { console.line("  export BASKETWATCH_SCHEMA=\(schema)") }
        // Events and shoppers of numbers that the shop had already would be duplicates; those of its
        // time, late.
        let numbers = 1_000_000
        for command in [
            "scores", "status", "generate --rate 200 --start now --first-number \(numbers)",
        ] {
            console.line("  \(us) \(command)")
        }
        console.line("To stop it:")
        console.line("  \(us) demo --stop --folder \(settings[.folder])")
        if hasSchemaOfItsOwn { console.line("  psql … -c 'DROP SCHEMA \(schema) CASCADE'") }
    }

    private func dropSchema() {
        do {
            try Migrator(store).dropSchema()
        } catch {
            console.errorLine(
                "The schema \(schema) is still there: \(error) DROP SCHEMA \(schema) CASCADE removes "
                    + "it.")
        }
    }

    /// Whether one of the programs has ended by itself, with an error that its log tells.
    var hasFailedProgram: Bool { started.contains { ($0.exitCode ?? 0) != 0 } }

    /// Stops all that this demo started, in the order of the stream, and removes what it wrote.
    ///
    /// - Parameter keepingLogs: Whether a message has named a log.
    func stopAll(keepingLogs: Bool) {
        for child in started.reversed() where child.isRunning {
            child.stop()
        }
        if hasSchemaOfItsOwn { dropSchema() }
        let isClear = folder.clear().left.isEmpty
        if isClear { folder.remove(withLogs: !keepingLogs) }
    }
}
