import BasketConsole
import BasketTelemetry
import KafkaLog

/// How long a shopper's events stay in Kafka, which forgets by time and not by shopper.
struct KafkaRemainder {
    private enum Answer {
        case notAsked
        case unknown(String)
        case embedded
        case forever
        case milliseconds(Int64)
        /// Kept by key, the latest record of each.
        case compacted
    }

    private let topic: String
    private let answer: Answer

    init(_ settings: Settings, on console: Console) {
        topic = settings[.topic]
        guard let brokers = settings[.forgetBrokers] else {
            answer = .notAsked
            return
        }
        let log = Log(component: "forget", level: .error)
        do {
            let cluster = try LogCluster(KafkaSettings(brokers, settings, log: log))
            answer = Self.read(try cluster.settings(of: topic, timeout: .seconds(5)))
        } catch {
            // It is done all the same; what is not known is said.
            answer = .unknown("\(error)")
        }
    }

    private static func read(_ settings: [TopicSetting]?) -> Answer {
        guard let settings else { return .embedded }
        func value(_ name: String) -> String? { settings.first { $0.name == name }?.value }
        if value("cleanup.policy")?.contains("delete") == false { return .compacted }
        guard let milliseconds = value("retention.ms").flatMap(Int64.init) else {
            return .unknown("retention.ms is not told")
        }
        return milliseconds < 0 ? .forever : .milliseconds(milliseconds)
    }

    /// `nil`: it is not known, or for ever.
    var retentionMilliseconds: Int64? {
        if case .milliseconds(let time) = answer { time } else { nil }
    }

    /// What remains, until when, and what can be done about it.
    var inWords: String {
        let name = "'\(HarmlessText.of(topic))'"
        switch answer {
        case .notAsked:
            return "In Kafka its events remain until the topic's retention deletes them; with "
                + "--brokers this says when."
        case .unknown(let reason):
            return "In Kafka its events remain until the topic's retention deletes them. When that "
                + "is could not be found out: \(reason)"
        case .embedded:
            return "The embedded broker keeps about 5 MiB a partition, and forgets what is older."
        case .forever:
            return "In Kafka its events remain for ever: retention.ms of \(name) is -1. Set one "
                + "(kafka-configs), or delete the topic when it is not needed any more."
        case .milliseconds(let time):
            return "In Kafka its events remain until retention deletes them: "
                + "\(Figure.duration(.milliseconds(time))) after they were written (retention.ms of "
                + "\(name); a segment is deleted as a whole). Shorten that to be rid of them sooner."
        case .compacted:
            return
                "In Kafka the last event of each key remains: \(name) is compacted. A record with "
                + "the shopper's key and no value removes it."
        }
    }
}
