import Foundation
import KafkaTesting
import ProgramTesting

/// Kafka's own command-line tools, from the jars that `KafkaTesting` starts brokers from: what
/// kafka-consumer-groups.sh and kafka-console-producer.sh run.
enum KafkaTool: String {
    case consumerGroups = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"
    case consoleProducer = "org.apache.kafka.tools.ConsoleProducer"
    case topics = "org.apache.kafka.tools.TopicCommand"
    case brokerVersions = "org.apache.kafka.tools.BrokerApiVersionsCommand"

    func run(
        _ arguments: [String], brokers: String, input: [UInt8] = []
    ) throws -> ProgramResult {
        try RunningProgram(
            executable: "/usr/bin/env", words + ["--bootstrap-server", brokers] + arguments,
            environment: KafkaTool.environment, input: input
        ).waitForEnd(within: 60)
    }

    /// What starts it, as its script does.
    var words: [String] {
        let jars = BuiltProgram.repository.appending(path: "../shared/kafka/lib/*").path
        return ["java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", jars]
            + ["-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dlog4j2.level=WARN"]
            + ["-Dlog4j2.StatusLogger.level=OFF", rawValue]
    }

    /// Where Java is.
    static var environment: [String: String] {
        ProcessInfo.processInfo.environment.filter { ["PATH", "JAVA_HOME"].contains($0.key) }
    }
}
