import BasketConsole
import BasketStore
import Foundation

extension Setting<Duration> {
    static let forgetTimeout = Setting(
        "timeout", "how long to wait until all partitions have done it; 0s: not at all",
        .duration(atMost: .seconds(86_400)), standard: .seconds(60))
}

extension Setting<String?> {
    static let forgetBrokers = Setting(
        "brokers", "where Kafka is, to tell how long the events remain there",
        .text("HOST:PORT,…"), whenUnset: "it is not asked")
}

struct ForgetCommand: Command {
    static let name = "forget"
    static let summary = "Remove all that is stored of a shopper."
    static let note = """
        The processors that own the partitions do it with their next flush: open sessions, what is \
        remembered of earlier ones, outcomes, scores and quarantined records go together, and the \
        checkpoints made before are replaced. Counts (the funnel, the ledger) stay. Without a \
        processor the request waits for one. What lies in Kafka is not touched: what is said of it at \
        the end tells how long it remains; events that come later make new sessions. Needs the \
        writer's role. Ends with 69 while partitions are still waiting.
        """
    static let settings =
        SettingList(.forgetTimeout) + SettingList(.json) + .store
        + SettingList(titled: "Kafka", Setting<String?>.forgetBrokers, .topic, .kafka)
    static let operands = Operands(
        "SHOPPER", "whom: the key of the shopper's events; behind -- if it begins with -")
    static let examples = [
        Example("forget u-2404", "asks for it, and waits until it is done"),
        Example(
            "forget u-2404 --timeout 0s --json", "only asks; prints the request, for programs"),
    ]

    /// Between two looks at how far it has come.
    private static let look = 0.1

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        let shopper = operands[0]
        guard (1...256).contains(shopper.utf8.count) else {
            throw CommandFailure.usage("A shopper's id has 1 to 256 bytes.")
        }
        let store = StoreSettings(settings, on: console)
        let desk = try ForgetDesk(store)
        let request = try desk.ask(toForget: shopper)
        let progress = try wait(
            for: request, at: desk, until: .now + settings[.forgetTimeout], on: console)
        let remainder = KafkaRemainder(settings, on: console)
        if settings[.json] {
            console.line(progress.object(shopper, remainder).text)
        } else if progress.isDone {
            let name = HarmlessText.of(shopper)
            console.line(
                progress.partitions == 0
                    ? "No processor has run yet: nothing is stored of '\(name)'."
                    : "Forgotten: '\(name)', in \(progress.partitions) partitions. Removed "
                        + progress.removed.inWords + ".")
            console.line(remainder.inWords)
        }
        guard progress.isDone else {
            if settings[.json] { return .unavailable }
            throw CommandFailure(progress.reasonToWait(store.schema), exitCode: .unavailable)
        }
        return .success
    }

    private func wait(
        for request: Int64, at desk: borrowing ForgetDesk, until deadline: ContinuousClock.Instant,
        on console: Console
    ) throws -> ForgetProgress {
        var progress = try desk.progress(of: request)
        var bar = console.progress("forgetting", total: progress.partitions, unit: "partitions")
        while !progress.isDone, ContinuousClock.now < deadline {
            Thread.sleep(forTimeInterval: Self.look)
            progress = try desk.progress(of: request)
            bar.update(done: progress.partitions - progress.waiting.count)
        }
        bar.finish()
        return progress
    }
}
