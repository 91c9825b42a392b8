import CRdkafka
import Synchronization

/// What librdkafka calls back for one client; every callback only hands over.
final class ClientCallbacks: Sendable {
    /// A change of a group member's partitions, as librdkafka announced it.
    struct Rebalance {
        let isAssignment: Bool
        /// The group has given the partitions to others already.
        let isLost: Bool
        let partitions: [Int32]
    }

    private struct State {
        var lastConnectionError: KafkaLogError?
        /// What OpenSSL said first.
        var tlsLine: String?
        var complaints: [KafkaLogError] = []
        var certificateProblem: CertificateProblem?
        var recentLines = RecentLines()
        var rebalances: [Rebalance] = []
        var failedCommits = 0
        var isClosing = false
        var isLeftBehind = false
        var isJoining = false

        /// What is known about a certificate, where librdkafka's text only guesses about it.
        func certificateReason(for text: String) -> String? {
            text.contains("certificate verify failed") ? certificateProblem?.description : nil
        }
    }

    /// More complaints than this between two polls say nothing new.
    private static let complaintLimit = 8

    private let settings: KafkaSettings
    private let state = Mutex(State())

    init(_ settings: KafkaSettings) { self.settings = settings }

    /// The latest complaint about reaching or convincing a broker, since the last success.
    var lastConnectionError: KafkaLogError? { state.withLock { $0.lastConnectionError } }
    /// That complaint, where it says that the brokers will have nothing of us.
    var lastRefusal: KafkaLogError? {
        lastConnectionError.flatMap { $0.isRefusal ? $0 : nil }
    }
    func forgetConnectionError() { state.withLock { $0.lastConnectionError = nil } }

    /// From here on a revocation is answered at once: nobody polls any more.
    func startClosing() { state.withLock { $0.isClosing = true } }

    /// The client is never destroyed: it ends with the process.
    func leaveBehind() { state.withLock { $0.isLeftBehind = true } }
    var isLeftBehind: Bool { state.withLock { $0.isLeftBehind } }

    /// The client wants to be a group's member, and has been given nothing yet, nor told so.
    var isJoining: Bool { state.withLock { $0.isJoining } }
    func startJoining() { state.withLock { $0.isJoining = true } }

    var failedCommits: Int { state.withLock { $0.failedCommits } }

    /// Hands over, once each, what has come since the last call.
    func take() -> (rebalances: [Rebalance], complaints: [KafkaLogError]) {
        state.withLock { state in
            if state.rebalances.isEmpty && state.complaints.isEmpty { return ([], []) }
            defer {
                state.rebalances = []
                state.complaints = []
            }
            return (state.rebalances, state.complaints)
        }
    }

    /// Why a client could not be made, with OpenSSL's own reason where the trouble is there.
    func completed(_ reason: String) -> String {
        guard let line = state.withLock({ $0.tlsLine }),
            let code = reason.firstRange(of: ": error:")
        else { return KafkaReason.plain(reason) }
        // `[thrd:app]: error:80000002:system library::No such file or directory: calling fopen(…)`
        let words = line.ranges(of: "::").first.map { line[$0.upperBound...] } ?? line[...]
        return "\(KafkaReason.plain(String(reason[..<code.lowerBound]))): \(words)"
    }

    func log(_ severity: Int32, _ facility: String, _ text: String) {
        if facility == "SSL" { state.withLock { $0.tlsLine = $0.tlsLine ?? text } }
        // Settings are shared by producers and consumers; each kind warns of the other's.
        if facility == "CONFWARN" && text.contains("will be ignored") { return }
        let (severity, text) = state.withLock { state in
            let text = state.certificateReason(for: text) ?? KafkaLogLine.plain(text)
            // Who reads the log needs a trouble once, not at every new connection. What ends a
            // client is thrown, in words of ours.
            let isWorthIt =
                severity < 7 && facility != "SSLCERTVRFY" && facility != "FATAL"
                && state.recentLines.isNew(text, at: .now)
            return (isWorthIt ? severity : max(severity, 7), text)
        }
        settings.log(KafkaLogLine(severity: severity, facility: facility, text: text))
    }

    func refuse(_ problem: CertificateProblem) {
        state.withLock { $0.certificateProblem = problem }
    }

    func complain(_ code: rd_kafka_resp_err_t, _ text: String?) {
        let text = text.map { text in state.withLock { $0.certificateReason(for: text) } ?? text }
        complain(
            KafkaLogError(
                code, text: text, .init(brokers: settings.brokers, operation: "talking to a broker")
            ))
    }

    func complain(_ error: KafkaLogError) {
        state.withLock { state in
            if state.complaints.count < Self.complaintLimit && state.complaints.last != error {
                state.complaints.append(error)
            }
            // "All brokers are down" follows every reason; the reason says more.
            if case .unreachable = error, state.lastConnectionError != nil { return }
            state.lastConnectionError = error
        }
    }

    func commitFailed() { state.withLock { $0.failedCommits += 1 } }

    /// - Returns: whether the owner will answer it (``LogConsumer/assign(_:)``, `release`).
    func handOver(_ rebalance: Rebalance) -> Bool {
        state.withLock { state in
            if rebalance.isAssignment { state.isJoining = false }
            if state.isClosing { return false }
            state.rebalances.append(rebalance)
            return true
        }
    }
}
